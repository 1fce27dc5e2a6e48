package io.dealrank.evaluation.rows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.GetColumnByOrdinal;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.EmptyBlock$;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.FalseLiteral$;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StructField;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Hands rows to a function as Spark holds them. An encoder of {@link Row} boxes every number,
 * copies every text and unpacks every map of every row, which costs more than judging the lists;
 * here a cell is read when it is asked for.
 *
 * <p>A row is valid until the next is asked for: Spark fills its memory anew. Copy what is to stay.
 *
 * <p>The only class that uses parts of Catalyst which Spark does not promise to keep. To Spark it
 * is the expression that makes an object of the columns of a row, as an encoder has it; the object
 * is the row. The plan stays lazy and its operators are Spark's.
 */
public final class RowAsItIs extends Expression implements Serializable {
  private final Seq<Expression> columns;

  private RowAsItIs(Seq<Expression> columns) {
    this.columns = columns;
  }

  /** The rows with their columns in the same places. */
  public static Dataset<InternalRow> of(Dataset<Row> rows) {
    List<Expression> columns = new ArrayList<>();
    for (StructField column : rows.schema().fields()) {
      columns.add(new GetColumnByOrdinal(columns.size(), column.dataType()));
    }
    RowAsItIs row = new RowAsItIs(CollectionConverters.asScala(columns).toIndexedSeq());
    ExpressionEncoder<InternalRow> some =
        org.apache.spark.sql.catalyst.encoders.package$.MODULE$.encoderFor(
            Encoders.kryo(InternalRow.class));
    return rows.as(some.copy(some.encoder(), some.objSerializer(), row));
  }

  @Override
  public Object eval(InternalRow input) {
    requirePlaces();
    return input;
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode result) {
    requirePlaces();
    return result.copy(
        EmptyBlock$.MODULE$,
        FalseLiteral$.MODULE$,
        JavaCode.variable(context.INPUT_ROW(), InternalRow.class));
  }

  /** The row is that of its columns only if they are where they were. */
  private void requirePlaces() {
    for (int i = 0; i < columns.length(); i++) {
      if (!(columns.apply(i) instanceof BoundReference column) || column.ordinal() != i) {
        throw new IllegalStateException(
            "Column " + i + " of the row is " + columns.apply(i) + ", another than was asked for.");
      }
    }
  }

  @Override
  public DataType dataType() {
    return new ObjectType(InternalRow.class);
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public Seq<Expression> children() {
    return columns;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new RowAsItIs(children);
  }

  @Override
  public int productArity() {
    return 1;
  }

  @Override
  public Object productElement(int which) {
    return columns;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RowAsItIs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowAsItIs row && columns.equals(row.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }
}

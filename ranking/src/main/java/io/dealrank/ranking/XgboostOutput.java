package io.dealrank.ranking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.immutable.ArraySeq;

/**
 * Replaces the feature vector, the last column, by what the trees say of it. Rows are scored in
 * batches: a call into native code costs as much as a few dozen rows.
 */
final class XgboostOutput implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int BATCH = 1024;

  /** What the trees say of a vector. */
  enum Kind {
    MARGIN(DataTypes.DoubleType),
    LEAVES(new ArrayType(DataTypes.IntegerType, false)),
    CONTRIBUTIONS(new ArrayType(DataTypes.DoubleType, false));

    private final DataType type;

    Kind(DataType type) {
      this.type = type;
    }

    private Object[] of(XgboostTrees.Open trees, float[] vectors, int count) {
      Object[] cells = new Object[count];
      float[][] found =
          switch (this) {
            case MARGIN -> trees.margins(vectors, count);
            case LEAVES -> trees.leaves(vectors, count);
            case CONTRIBUTIONS -> trees.contributions(vectors, count);
          };
      for (int i = 0; i < count; i++) {
        cells[i] = cell(found[i]);
      }
      return cells;
    }

    private Object cell(float[] values) {
      return switch (this) {
        case MARGIN -> (double) values[0];
        case LEAVES -> {
          int[] nodes = new int[values.length];
          for (int t = 0; t < nodes.length; t++) {
            nodes[t] = (int) values[t];
          }
          yield ArraySeq.unsafeWrapArray(nodes);
        }
        case CONTRIBUTIONS -> {
          double[] terms = new double[values.length];
          for (int j = 0; j < terms.length; j++) {
            terms[j] = values[j];
          }
          yield ArraySeq.unsafeWrapArray(terms);
        }
      };
    }
  }

  private final XgboostTrees trees;
  private final List<Kind> kinds;

  private XgboostOutput(XgboostTrees trees, List<Kind> kinds) {
    this.trees = trees;
    this.kinds = kinds;
  }

  /** The rows without their last column and with one column per kind, named in the same order. */
  static Dataset<Row> add(
      Dataset<Row> vectors, XgboostTrees trees, List<Kind> kinds, List<String> names) {
    StructField[] fields = vectors.schema().fields();
    StructType schema = new StructType();
    for (int i = 0; i < fields.length - 1; i++) {
      schema = schema.add(fields[i]);
    }
    for (int k = 0; k < names.size(); k++) {
      schema = schema.add(names.get(k), kinds.get(k).type);
    }
    return vectors.mapPartitions(new XgboostOutput(trees, kinds), Encoders.row(schema));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    XgboostTrees.Open open = trees.open();
    TaskCompletionListener close = context -> open.close();
    TaskContext.get().addTaskCompletionListener(close);
    return new Batches(rows, open, kinds);
  }

  private static final class Batches implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final XgboostTrees.Open trees;
    private final List<Kind> kinds;
    private Iterator<Row> ready = Collections.emptyIterator();

    Batches(Iterator<Row> rows, XgboostTrees.Open trees, List<Kind> kinds) {
      this.rows = rows;
      this.trees = trees;
      this.kinds = kinds;
    }

    @Override
    public boolean hasNext() {
      return ready.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!ready.hasNext()) {
        if (!rows.hasNext()) {
          throw new NoSuchElementException();
        }
        ready = batch().iterator();
      }
      return ready.next();
    }

    private List<Row> batch() {
      List<Row> batch = new ArrayList<>(BATCH);
      while (batch.size() < BATCH && rows.hasNext()) {
        batch.add(rows.next());
      }
      float[] vectors = vectors(batch);
      List<Object[]> columns =
          kinds.stream().map(kind -> kind.of(trees, vectors, batch.size())).toList();
      for (int i = 0; i < batch.size(); i++) {
        batch.set(i, widened(batch.get(i), columns, i));
      }
      return batch;
    }

    private static Row widened(Row row, List<Object[]> columns, int i) {
      int kept = row.length() - 1;
      Object[] cells = new Object[kept + columns.size()];
      for (int c = 0; c < kept; c++) {
        cells[c] = row.get(c);
      }
      for (int c = 0; c < columns.size(); c++) {
        cells[kept + c] = columns.get(c)[i];
      }
      return RowFactory.create(cells);
    }

    private static float[] vectors(List<Row> batch) {
      int last = batch.get(0).length() - 1;
      int entries = batch.get(0).<Vector>getAs(last).size();
      float[] vectors = new float[batch.size() * entries];
      int at = 0;
      for (Row row : batch) {
        for (double value : row.<Vector>getAs(last).toArray()) {
          vectors[at++] = XgboostTrees.narrowed(value);
        }
      }
      return vectors;
    }
  }
}

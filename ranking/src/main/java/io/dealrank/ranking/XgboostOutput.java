package io.dealrank.ranking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.immutable.ArraySeq;

/**
 * Adds to rows what the trees say of them. Rows are scored in batches: a call into native code
 * costs as much as a few dozen rows. Terms are read by {@link FeatureTerm#of}: as one expression of
 * hundreds of terms they take longer than the trees.
 */
final class XgboostOutput implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int BATCH = 1024;

  /** What the trees say of a row. */
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

  private final FeatureTerm[] terms;
  private final int[] columns;
  private final XgboostTrees trees;
  private final List<Kind> kinds;

  private XgboostOutput(FeatureTerm[] terms, int[] columns, XgboostTrees trees, List<Kind> kinds) {
    this.terms = terms;
    this.columns = columns;
    this.trees = trees;
    this.kinds = kinds;
  }

  /** The rows with one more column per kind, named in the same order. */
  static Dataset<Row> add(
      Dataset<Row> rows,
      List<FeatureTerm> terms,
      XgboostTrees trees,
      List<Kind> kinds,
      List<String> names) {
    int[] columns =
        terms.stream().mapToInt(term -> rows.schema().fieldIndex(term.column())).toArray();
    StructType schema = rows.schema();
    for (int k = 0; k < names.size(); k++) {
      schema = schema.add(names.get(k), kinds.get(k).type);
    }
    return rows.mapPartitions(
        new XgboostOutput(terms.toArray(FeatureTerm[]::new), columns, trees, kinds),
        Encoders.row(schema));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    XgboostTrees.Open open = trees.open();
    TaskCompletionListener close = context -> open.close();
    TaskContext.get().addTaskCompletionListener(close);
    return new Batches(rows, open);
  }

  private final class Batches implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final XgboostTrees.Open open;
    private Iterator<Row> ready = Collections.emptyIterator();

    Batches(Iterator<Row> rows, XgboostTrees.Open open) {
      this.rows = rows;
      this.open = open;
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
      List<Object[]> found =
          kinds.stream().map(kind -> kind.of(open, vectors, batch.size())).toList();
      for (int i = 0; i < batch.size(); i++) {
        batch.set(i, widened(batch.get(i), found, i));
      }
      return batch;
    }

    private static Row widened(Row row, List<Object[]> found, int i) {
      Object[] cells = new Object[row.length() + found.size()];
      for (int c = 0; c < row.length(); c++) {
        cells[c] = row.get(c);
      }
      for (int k = 0; k < found.size(); k++) {
        cells[row.length() + k] = found.get(k)[i];
      }
      return RowFactory.create(cells);
    }

    private float[] vectors(List<Row> batch) {
      float[] vectors = new float[batch.size() * terms.length];
      int at = 0;
      for (Row row : batch) {
        for (int j = 0; j < terms.length; j++) {
          vectors[at++] = XgboostTrees.narrowed(terms[j].of((Double) row.get(columns[j])));
        }
      }
      return vectors;
    }
  }
}

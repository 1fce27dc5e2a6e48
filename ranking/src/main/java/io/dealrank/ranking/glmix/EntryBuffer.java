package io.dealrank.ranking.glmix;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Rows of non-zero entries while they are read; columns are those of the feature vector. */
final class EntryBuffer {
  private int rows;
  private int used;
  private int[] starts = new int[1025];
  private int[] columns = new int[8192];
  private double[] values = new double[8192];
  private int notFinite;
  private int otherSizes;

  /** Appends the non-zero entries of a vector; null: none. */
  void add(Vector vector, int size) {
    if (vector instanceof SparseVector sparse) {
      otherSizes += sparse.size() == size ? 0 : 1;
      reserve(sparse.values().length);
      for (int k = 0; k < sparse.values().length; k++) {
        entry(sparse.indices()[k], sparse.values()[k]);
      }
    } else if (vector instanceof DenseVector dense) {
      otherSizes += dense.size() == size ? 0 : 1;
      reserve(dense.size());
      for (int j = 0; j < dense.size(); j++) {
        entry(j, dense.values()[j]);
      }
    }
    endRow();
  }

  /** Appends rows that were read elsewhere. */
  void add(int[] rowStarts, int[] rowColumns, double[] rowValues) {
    reserve(rowColumns.length);
    for (int row = 0; row + 1 < rowStarts.length; row++) {
      for (int at = rowStarts[row]; at < rowStarts[row + 1]; at++) {
        columns[used] = rowColumns[at];
        values[used++] = rowValues[at];
      }
      endRow();
    }
  }

  /** Appends the entries of one row of another buffer. */
  void add(EntryBuffer other, int row) {
    reserve(other.starts[row + 1] - other.starts[row]);
    for (int at = other.starts[row]; at < other.starts[row + 1]; at++) {
      columns[used] = other.columns[at];
      values[used++] = other.values[at];
    }
    endRow();
  }

  int[] starts() {
    return Arrays.copyOf(starts, rows + 1);
  }

  int[] columns() {
    return Arrays.copyOf(columns, used);
  }

  double[] values() {
    return Arrays.copyOf(values, used);
  }

  private void entry(int column, double value) {
    if (value != 0) {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        notFinite++;
      }
      columns[used] = column;
      values[used++] = value;
    }
  }

  private void endRow() {
    if (rows + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[++rows] = used;
  }

  private void reserve(int more) {
    if (used + more > columns.length) {
      int length =
          Math.max(used + more, (int) Math.min(Integer.MAX_VALUE - 8, 2L * columns.length));
      columns = Arrays.copyOf(columns, length);
      values = Arrays.copyOf(values, length);
    }
  }

  /** Values that are NaN or infinite. */
  int notFinite() {
    return notFinite;
  }

  /** Vectors of another length than expected. */
  int otherSizes() {
    return otherSizes;
  }

  /**
   * The rows in a given order; dense if at least 70% of all entries are there.
   *
   * @param order row numbers
   * @param size number of columns
   */
  FeatureRows freeze(int[] order, int size) {
    if (size > 0 && used >= 0.7 * size * (double) rows) {
      double[] dense = new double[Math.multiplyExact(order.length, size)];
      for (int i = 0; i < order.length; i++) {
        for (int at = starts[order[i]]; at < starts[order[i] + 1]; at++) {
          dense[i * size + columns[at]] = values[at];
        }
      }
      return FeatureRows.dense(size, dense);
    }
    int[] newStarts = new int[order.length + 1];
    int total = 0;
    for (int row : order) {
      total += starts[row + 1] - starts[row];
    }
    int[] newColumns = new int[total];
    double[] newValues = new double[total];
    int to = 0;
    for (int i = 0; i < order.length; i++) {
      for (int at = starts[order[i]]; at < starts[order[i] + 1]; at++) {
        newColumns[to] = columns[at];
        newValues[to++] = values[at];
      }
      newStarts[i + 1] = to;
    }
    return FeatureRows.sparse(newStarts, newColumns, newValues);
  }
}

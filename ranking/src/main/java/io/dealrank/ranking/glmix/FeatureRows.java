package io.dealrank.ranking.glmix;

import java.io.Serializable;

/**
 * Rows of features in primitive arrays, dense or sparse. Columns are local to the coefficients they
 * meet: the entries of row i times the coefficients that start at {@code from}, plus the intercept
 * as one more coefficient after the last feature.
 *
 * <p>Sparse: entries of row i are {@code [starts[i], starts[i + 1])} of columns and values. Dense:
 * {@code starts} and {@code columns} are null and row i holds {@code values[i * width, (i + 1) *
 * width)}.
 */
final class FeatureRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int width;
  private final int[] starts;
  private final int[] columns;
  private final double[] values;

  private FeatureRows(int width, int[] starts, int[] columns, double[] values) {
    this.width = width;
    this.starts = starts;
    this.columns = columns;
    this.values = values;
  }

  static FeatureRows dense(int width, double[] values) {
    return new FeatureRows(width, null, null, values);
  }

  static FeatureRows sparse(int[] starts, int[] columns, double[] values) {
    return new FeatureRows(-1, starts, columns, values);
  }

  boolean isDense() {
    return starts == null;
  }

  /** Number of entries of a row. */
  int entries(int row) {
    return isDense() ? width : starts[row + 1] - starts[row];
  }

  /** Column of the k-th entry of a row. */
  int column(int row, int k) {
    return isDense() ? k : columns[starts[row] + k];
  }

  /** Value of the k-th entry of a row. */
  double value(int row, int k) {
    return isDense() ? values[row * width + k] : values[starts[row] + k];
  }

  /** Replaces each column c of a sparse row by {@code names[c]}. */
  void renameColumns(int row, int[] names) {
    for (int at = starts[row]; at < starts[row + 1]; at++) {
      columns[at] = names[columns[at]];
    }
  }

  /** {@code x_row . w[from, ...)} without the intercept. */
  double dot(int row, double[] w, int from) {
    double sum = 0;
    if (isDense()) {
      int at = row * width;
      for (int j = 0; j < width; j++) {
        sum += values[at + j] * w[from + j];
      }
    } else {
      for (int at = starts[row]; at < starts[row + 1]; at++) {
        sum += values[at] * w[from + columns[at]];
      }
    }
    return sum;
  }

  /** {@code into += scale x_row}, without the intercept. */
  void addTo(int row, double scale, double[] into) {
    if (isDense()) {
      int at = row * width;
      for (int j = 0; j < width; j++) {
        into[j] += scale * values[at + j];
      }
    } else {
      for (int at = starts[row]; at < starts[row + 1]; at++) {
        into[columns[at]] += scale * values[at];
      }
    }
  }

  /** {@code into_j += scale x_j^2}, without the intercept. */
  void addSquares(int row, double scale, double[] into) {
    for (int k = 0; k < entries(row); k++) {
      double x = value(row, k);
      into[column(row, k)] += scale * x * x;
    }
  }

  /**
   * {@code packed += scale x x'}, the lower triangle row by row; with an intercept x has one more
   * entry, 1, in column {@code features}.
   */
  void addOuter(int row, double scale, double[] packed, int features, boolean intercept) {
    if (isDense()) {
      int at = row * width;
      int cell = 0;
      for (int i = 0; i < width; i++) {
        double x = scale * values[at + i];
        for (int j = 0; j <= i; j++) {
          packed[cell + j] += x * values[at + j];
        }
        cell += i + 1;
      }
      if (intercept) {
        for (int j = 0; j < width; j++) {
          packed[cell + j] += scale * values[at + j];
        }
        packed[cell + width] += scale;
      }
      return;
    }
    int last = (int) ((long) features * (features + 1) / 2);
    for (int at = starts[row]; at < starts[row + 1]; at++) {
      double x = scale * values[at];
      int line = (int) ((long) columns[at] * (columns[at] + 1) / 2);
      for (int other = starts[row]; other <= at; other++) {
        packed[line + columns[other]] += x * values[other];
      }
      if (intercept) {
        packed[last + columns[at]] += x;
      }
    }
    if (intercept) {
      packed[last + features] += scale;
    }
  }
}

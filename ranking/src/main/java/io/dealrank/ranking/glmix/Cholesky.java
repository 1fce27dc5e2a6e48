package io.dealrank.ranking.glmix;

/**
 * {@code A = L L'} of a symmetric positive definite matrix whose lower triangle lies row by row in
 * one array: entry (i, j), j <= i, at {@code i (i + 1) / 2 + j}. In place and without allocation:
 * millions of small systems are solved per pass.
 */
final class Cholesky {
  private Cholesky() {}

  /**
   * Replaces A by L.
   *
   * @return false if A is not positive definite to working precision; then the array is spoilt
   */
  static boolean factor(double[] a, int n) {
    for (int i = 0; i < n; i++) {
      int row = i * (i + 1) / 2;
      double diagonal = a[row + i];
      for (int j = 0; j <= i; j++) {
        int other = j * (j + 1) / 2;
        double sum = a[row + j];
        for (int k = 0; k < j; k++) {
          sum -= a[row + k] * a[other + k];
        }
        if (j < i) {
          a[row + j] = sum / a[other + j];
        } else if (sum > 1e-14 * diagonal && sum > 0) {
          a[row + i] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** Replaces b by the solution of {@code L L' x = b}. */
  static void solve(double[] factor, int n, double[] b) {
    for (int i = 0; i < n; i++) {
      int row = i * (i + 1) / 2;
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= factor[row + k] * b[k];
      }
      b[i] = sum / factor[row + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      int row = i * (i + 1) / 2;
      b[i] /= factor[row + i];
      for (int k = 0; k < i; k++) {
        b[k] -= factor[row + k] * b[i];
      }
    }
  }

  /** Diagonal of the inverse of A, given its factor. */
  static double[] inverseDiagonal(double[] factor, int n) {
    double[] diagonal = new double[n];
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      java.util.Arrays.fill(column, 0);
      column[j] = 1;
      solve(factor, n, column);
      diagonal[j] = column[j];
    }
    return diagonal;
  }
}

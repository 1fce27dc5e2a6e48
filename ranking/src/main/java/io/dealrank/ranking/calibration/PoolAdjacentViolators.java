package io.dealrank.ranking.calibration;

/**
 * Weighted isotonic regression: the non-decreasing values g that minimise {@code sum_i w_i (y_i -
 * g_i)^2}. Neighbours in the wrong order are pooled into a block of their weighted mean until none
 * is left; O(n).
 */
final class PoolAdjacentViolators {
  private PoolAdjacentViolators() {}

  /**
   * The fitted values.
   *
   * @param y values in the order of the points
   * @param w weights, above 0
   */
  static double[] fit(double[] y, double[] w) {
    int n = y.length;
    double[] mean = new double[n];
    double[] weight = new double[n];
    int[] size = new int[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      mean[blocks] = y[i];
      weight[blocks] = w[i];
      size[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]) {
        double total = weight[blocks - 2] + weight[blocks - 1];
        mean[blocks - 2] += (mean[blocks - 1] - mean[blocks - 2]) * (weight[blocks - 1] / total);
        weight[blocks - 2] = total;
        size[blocks - 2] += size[--blocks];
      }
    }
    double[] fitted = new double[n];
    for (int block = 0, i = 0; block < blocks; block++) {
      for (int end = i + size[block]; i < end; i++) {
        fitted[i] = mean[block];
      }
    }
    return fitted;
  }
}

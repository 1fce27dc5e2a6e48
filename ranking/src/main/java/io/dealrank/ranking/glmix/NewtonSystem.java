package io.dealrank.ranking.glmix;

import java.util.Arrays;

/** Solves {@code H x = g} where H may be singular: without penalty, or on separable rows. */
final class NewtonSystem {
  private NewtonSystem() {}

  /**
   * Replaces g by {@code (H + e diag(H) + e)^-1 g}, e = 0 or the least of 1e-12, 1e-10, ... for
   * which the matrix is positive definite.
   *
   * @param packed lower triangle of H row by row; spoilt
   */
  static void solve(double[] packed, double[] g, int n) {
    int cells = n * (n + 1) / 2;
    double[] original = null;
    for (double lift = 0; ; lift = lift == 0 ? 1e-12 : lift * 100) {
      if (lift > 0) {
        System.arraycopy(original, 0, packed, 0, cells);
        for (int j = 0; j < n; j++) {
          int diagonal = j * (j + 1) / 2 + j;
          packed[diagonal] += lift * (1 + packed[diagonal]);
        }
      } else {
        original = Arrays.copyOf(packed, cells);
      }
      if (Cholesky.factor(packed, n)) {
        Cholesky.solve(packed, n, g);
        return;
      }
      if (lift > 1e6) {
        Arrays.fill(g, 0, n, 0);
        return;
      }
    }
  }
}

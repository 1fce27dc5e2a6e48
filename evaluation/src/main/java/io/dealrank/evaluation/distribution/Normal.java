package io.dealrank.evaluation.distribution;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution, exact in its tails. */
public final class Normal {
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);
  private static final int ITERATIONS = 100;

  private Normal() {}

  /** Phi(z). */
  public static double cumulative(double z) {
    return 0.5 * Erf.erfc(-z / SQRT_2);
  }

  /** 1 - Phi(z). */
  public static double upperTail(double z) {
    return 0.5 * Erf.erfc(z / SQRT_2);
  }

  /** {@code P(|Z| >= |z|)}. */
  public static double twoSided(double z) {
    return Erf.erfc(Math.abs(z) / SQRT_2);
  }

  /** phi(z). */
  public static double density(double z) {
    return Math.exp(-0.5 * z * z - LOG_SQRT_2_PI);
  }

  /**
   * The z with 1 - Phi(z) = q: Newton on ln(1 - Phi), which is concave, so that the steps from the
   * right never leave it.
   *
   * @param q in [0, 1]; 0 gives infinity
   */
  public static double upperQuantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      return Double.NaN;
    }
    if (q > 0.5) {
      return -upperQuantile(1 - q);
    }
    if (q == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double z = Math.sqrt(-2 * Math.log(q));
    for (int i = 0; i < ITERATIONS; i++) {
      double tail = upperTail(z);
      double step = (Math.log(tail) - Math.log(q)) * tail / density(z);
      z += step;
      if (Math.abs(step) <= 1e-15 * (1 + z)) {
        break;
      }
    }
    return z;
  }

  /** The z with {@code Phi(z) = probability}; infinite at 0 and 1. */
  public static double quantile(double probability) {
    return probability < 0.5 ? -upperQuantile(probability) : upperQuantile(1 - probability);
  }
}

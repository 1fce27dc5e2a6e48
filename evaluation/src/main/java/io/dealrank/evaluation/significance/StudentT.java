package io.dealrank.evaluation.significance;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/**
 * Tails and quantiles of Student's t and the standard normal distribution. The relative error of a
 * tail is below 1e-10 for up to 100,000 degrees of freedom.
 */
public final class StudentT {
  private static final int MOST_STEPS = 200;

  private StudentT() {}

  /** {@code P(|T| >= |t|)} with the given degrees of freedom; NaN for NaN or degrees below 1. */
  public static double twoSided(double t, double degrees) {
    if (Double.isNaN(t) || !(degrees >= 1)) {
      return Double.NaN;
    }
    if (Double.isInfinite(t)) {
      return 0;
    }
    return Beta.regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  }

  /**
   * The t with {@code P(T <= t) = probability}, by Newton's method between bounds; NaN for degrees
   * below 1 or a probability outside (0, 1).
   */
  public static double quantile(double probability, double degrees) {
    if (!(probability > 0 && probability < 1) || !(degrees >= 1)) {
      return Double.NaN;
    }
    if (probability < 0.5) {
      return -quantile(1 - probability, degrees);
    }
    double tail = 1 - probability;
    double low = 0;
    double high = 1;
    while (twoSided(high, degrees) / 2 > tail) {
      low = high;
      high *= 2;
    }
    double t = Math.min(high, Math.max(low, normalQuantile(probability)));
    for (int step = 0; step < MOST_STEPS; step++) {
      double error = twoSided(t, degrees) / 2 - tail;
      if (error > 0) {
        low = t;
      } else {
        high = t;
      }
      double next = t + error / density(t, degrees);
      if (!(next >= low && next <= high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - t) <= 1e-15 * Math.abs(t)) {
        return next;
      }
      t = next;
    }
    return t;
  }

  private static double density(double t, double degrees) {
    double log =
        Gamma.logGamma((degrees + 1) / 2)
            - Gamma.logGamma(degrees / 2)
            - 0.5 * Math.log(degrees * Math.PI)
            - (degrees + 1) / 2 * Math.log1p(t * t / degrees);
    return Math.exp(log);
  }

  /** {@code P(|Z| >= |z|)}. */
  public static double normalTwoSided(double z) {
    return Double.isNaN(z) ? z : Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }

  /** {@code P(Z <= z)}. */
  public static double normalCumulative(double z) {
    return Double.isNaN(z) ? z : 0.5 * Erf.erfc(-z / Math.sqrt(2));
  }

  /** The z with {@code P(Z <= z) = probability}. */
  public static double normalQuantile(double probability) {
    return Math.sqrt(2) * Erf.erfInv(2 * probability - 1);
  }
}

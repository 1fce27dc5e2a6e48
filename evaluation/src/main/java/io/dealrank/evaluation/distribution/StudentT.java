package io.dealrank.evaluation.distribution;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Beta;

/**
 * Student's t distribution with any positive, also fractional, degrees of freedom; infinitely many
 * are the normal distribution. Tails are computed as tails, so that a small p-value keeps its
 * digits.
 */
public final class StudentT {
  /**
   * From here on {@link #asNormal} is exact to rounding, and the incomplete beta function is not.
   */
  private static final double MANY = 1e5;

  private static final int EVALUATIONS = 1000;

  private StudentT() {}

  /** P(T &gt; t); NaN unless {@code degrees} is positive. */
  public static double upperTail(double t, double degrees) {
    if (!(degrees > 0) || Double.isNaN(t)) {
      return Double.NaN;
    }
    if (degrees >= MANY) {
      return Normal.upperTail(asNormal(t, degrees));
    }
    if (t < 0) {
      return 1 - upperTail(-t, degrees);
    }
    return Double.isInfinite(t)
        ? 0
        : 0.5 * Beta.regularizedBeta(degrees / (degrees + t * t), 0.5 * degrees, 0.5);
  }

  /** The t with P(T &gt; t) = q; infinite at q = 0, NaN outside of [0, 1]. */
  public static double upperQuantile(double q, double degrees) {
    if (!(degrees > 0) || !(q >= 0 && q <= 1)) {
      return Double.NaN;
    }
    if (q > 0.5) {
      return -upperQuantile(1 - q, degrees);
    }
    double low = Normal.upperQuantile(q);
    if (Double.isInfinite(degrees) || q == 0 || q == 0.5) {
      return q == 0.5 ? 0 : low;
    }
    double high = 2 * low + 1;
    while (upperTail(high, degrees) > q) {
      high *= 2;
    }
    double target = Math.log(q);
    return new BrentSolver(1e-15, 1e-15, 1e-15)
        .solve(EVALUATIONS, t -> Math.log(upperTail(t, degrees)) - target, 0.9 * low, high);
  }

  /** {@code P(|T| >= |t|)}; NaN unless {@code degrees} is positive. */
  public static double twoSided(double t, double degrees) {
    return 2 * upperTail(Math.abs(t), degrees);
  }

  /** The t with {@code P(T <= t) = probability}; NaN for a probability outside (0, 1). */
  public static double quantile(double probability, double degrees) {
    if (!(probability > 0 && probability < 1)) {
      return Double.NaN;
    }
    return probability < 0.5
        ? -upperQuantile(probability, degrees)
        : upperQuantile(1 - probability, degrees);
  }

  /**
   * The normal quantile of the same tail (Hill, "Algorithm 395: Student's t-distribution",
   * Communications of the ACM 13, 1970): with a = nu - 1/2 and w = sqrt(a ln(1 + t^2 / nu)), {@code
   * w + (w^3 + 3 w) / (48 a^2)} up to terms of a^-4.
   */
  private static double asNormal(double t, double degrees) {
    if (Double.isInfinite(degrees) || Double.isInfinite(t)) {
      return t;
    }
    double a = degrees - 0.5;
    double w = Math.copySign(Math.sqrt(a * Math.log1p(t * t / degrees)), t);
    return w + (w * w * w + 3 * w) / (48 * a * a);
  }
}

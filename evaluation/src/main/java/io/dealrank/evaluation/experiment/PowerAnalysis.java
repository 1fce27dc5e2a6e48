package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.Normal;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Power of a comparison of two means, and what follows from it: the smallest effect a given number
 * of units shows, and the number of units that a given effect needs.
 *
 * <p>Effects are standardised: d = (b - a) / standard deviation of a unit (Cohen). With n_a units
 * in the control, n_b = ratio n_a in the treatment and the noncentrality
 *
 * <pre>delta = d / sqrt(1/n_a + 1/n_b)</pre>
 *
 * the power is the probability that the statistic passes the quantile of no effect.
 *
 * @param alpha probability of a false alarm
 * @param ratio units of the treatment per unit of the control
 * @param distribution of the statistic
 * @param alternative which effects count
 */
public record PowerAnalysis(
    double alpha, double ratio, Distribution distribution, Alternative alternative) {

  /** Distribution of the statistic. */
  public enum Distribution {
    /** Normal. */
    Z,
    /** Noncentral t with n_a + n_b - 2 degrees of freedom. */
    T,
    /** Noncentral t with the degrees of freedom of Welch at equal variances. */
    WELCH_T
  }

  private static final int EVALUATIONS = 1000;
  private static final double LEAST_UNITS = 2;
  private static final double MOST_UNITS = 1e15;

  public PowerAnalysis {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha " + alpha + " is not in (0, 1), for example 0.05");
    }
    if (!(ratio > 0)) {
      throw new IllegalArgumentException(
          "ratio " + ratio + " of treatment to control units is not positive, for example 1");
    }
  }

  /** Two-sided, equal arms, t distribution. */
  public static PowerAnalysis twoSided(double alpha) {
    return new PowerAnalysis(alpha, 1, Distribution.T, Alternative.TWO_SIDED);
  }

  /** The power at a standardised effect with a number of units in the control. */
  public double power(double effect, double control) {
    double treatment = ratio * control;
    double delta = effect / Math.sqrt(1 / control + 1 / treatment);
    double degrees = degrees(control, treatment);
    double quantile = alternative.quantile(alpha, degrees);
    return switch (alternative) {
      case TWO_SIDED -> tail(quantile, degrees, delta) + tail(quantile, degrees, -delta);
      case GREATER -> tail(quantile, degrees, delta);
      case LESS -> tail(quantile, degrees, -delta);
    };
  }

  /**
   * The smallest standardised effect that is shown with the given power; negative for {@link
   * Alternative#LESS}; NaN where the power is not above alpha.
   */
  public double smallestEffect(double control, double power) {
    if (!(power > alpha && power < 1)) {
      return Double.NaN;
    }
    double sign = alternative == Alternative.LESS ? -1 : 1;
    UnivariateFunction missing = effect -> power(sign * effect, control) - power;
    double high = 1 / Math.sqrt(control);
    while (missing.value(high) < 0) {
      high *= 2;
    }
    return sign * new BrentSolver(1e-14, 1e-14, 1e-15).solve(EVALUATIONS, missing, 0, high);
  }

  /**
   * The number of units in the control, not rounded, that show a standardised effect with the given
   * power. NaN where the power is not above alpha or the effect is none of the alternative's; 2
   * where two already do.
   */
  public double controlUnits(double effect, double power) {
    boolean wrongSide =
        alternative == Alternative.GREATER && effect < 0
            || alternative == Alternative.LESS && effect > 0;
    if (!(power > alpha && power < 1) || !(Math.abs(effect) > 0) || wrongSide) {
      return Double.NaN;
    }
    double least = LEAST_UNITS * Math.max(1, 1 / ratio);
    UnivariateFunction missing = units -> power(effect, units) - power;
    if (missing.value(least) >= 0) {
      return least;
    }
    double high = 2 * least;
    while (missing.value(high) < 0) {
      high *= 2;
      if (high > MOST_UNITS) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return new BrentSolver(1e-14, 1e-10, 1e-15).solve(EVALUATIONS, missing, high / 2, high);
  }

  private double tail(double quantile, double degrees, double delta) {
    return distribution == Distribution.Z
        ? Normal.upperTail(quantile - delta)
        : NoncentralT.upperTail(quantile, degrees, delta);
  }

  private double degrees(double control, double treatment) {
    return switch (distribution) {
      case Z -> Double.POSITIVE_INFINITY;
      case T -> control + treatment - 2;
      case WELCH_T -> Effect.welch(new ArmValue(control, 0, 1), new ArmValue(treatment, 0, 1));
    };
  }
}

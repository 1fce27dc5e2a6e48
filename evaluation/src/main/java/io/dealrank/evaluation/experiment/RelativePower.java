package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.Normal;

/**
 * Power for a relative effect, as an experiment of several equal arms is planned: treatment and
 * control have the same variance per unit, and the standard error is that of {@link
 * Effect#relative} (GrowthBook's packages/shared/src/power).
 *
 * @param mean of a unit without treatment
 * @param variance of a unit
 * @param alpha probability of a false alarm
 * @param tuning of {@link AlwaysValid} if one looks at any time; NaN for one look at the end
 */
public record RelativePower(double mean, double variance, double alpha, double tuning) {
  /** For one look at the end. */
  public static RelativePower fixedHorizon(double mean, double variance, double alpha) {
    return new RelativePower(mean, variance, alpha, Double.NaN);
  }

  /**
   * Power of one arm against the control.
   *
   * @param effect relative
   * @param unitsPerArm units in each arm
   * @param alternative {@link Alternative#LESS} asks for a negative effect
   */
  public double power(double effect, double unitsPerArm, Alternative alternative) {
    ArmValue control = new ArmValue(unitsPerArm, mean, variance);
    ArmValue treatment = new ArmValue(unitsPerArm, mean * (1 + effect), variance);
    double quantile = alternative.quantile(alpha, Double.POSITIVE_INFINITY);
    double error = Effect.relative(control, treatment).standardError() * wider(unitsPerArm);
    double shift = effect / error;
    return switch (alternative) {
      case TWO_SIDED -> Normal.upperTail(quantile - shift) + Normal.upperTail(quantile + shift);
      case GREATER -> Normal.upperTail(quantile - shift);
      case LESS -> Normal.upperTail(quantile + shift);
    };
  }

  /**
   * The smallest relative effect that a two-sided comparison shows with the given power: the larger
   * root e of {@code e^2 = z^2 s^2 (1 + (1 + e)^2)} with s^2 the squared error of the mean over its
   * square, z = z(1 - alpha/2) + z(power). NaN where the power is not above alpha, or no effect is
   * large enough because the error grows with it.
   */
  public double smallestEffect(double unitsPerArm, double power) {
    if (!(power > alpha && power < 1)) {
      return Double.NaN;
    }
    double z =
        (Normal.upperQuantile(alpha / 2) + Normal.upperQuantile(1 - power)) * wider(unitsPerArm);
    double squared = z * z * variance / unitsPerArm / (mean * mean);
    if (!(squared < 1)) {
      return Double.NaN;
    }
    return (squared + Math.sqrt(squared * (2 - squared))) / (1 - squared);
  }

  /** How much wider than a fixed-horizon interval the always-valid one is, both arms counted. */
  private double wider(double unitsPerArm) {
    return Double.isNaN(tuning)
        ? 1
        : new AlwaysValid(alpha, tuning).quantile(2 * unitsPerArm)
            / Normal.upperQuantile(alpha / 2);
  }
}

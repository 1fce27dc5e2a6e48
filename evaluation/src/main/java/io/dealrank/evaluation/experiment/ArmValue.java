package io.dealrank.evaluation.experiment;

/**
 * A quantity of one arm.
 *
 * @param n number of units
 * @param value its value
 * @param variance per unit: the value's own variance is this over n
 */
public record ArmValue(double n, double value, double variance) {
  /** The value of a mean or ratio. */
  public static ArmValue of(Moments moments, Quantity quantity) {
    return new ArmValue(moments.n(), quantity.value(moments), quantity.variance(moments));
  }

  /** The share of units with a success, with variance r (1 - r): divisor n, not n - 1. */
  public static ArmValue proportion(long n, double successes) {
    double rate = successes / n;
    return new ArmValue(n, rate, rate * (1 - rate));
  }

  /** Variance of the value. */
  public double squaredError() {
    return variance / n;
  }

  /** Coefficient-of-variation form: the variance of the logarithm of the value, per unit. */
  ArmValue ofLogarithm() {
    return new ArmValue(n, Math.log(value), variance / value / value);
  }
}

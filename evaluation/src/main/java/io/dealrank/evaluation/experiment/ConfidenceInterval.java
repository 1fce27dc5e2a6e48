package io.dealrank.evaluation.experiment;

/**
 * An interval that covers the true value with the stated probability; both bounds NaN when it is
 * not defined.
 *
 * @param low lower bound; minus infinity for a one-sided interval
 * @param high upper bound; infinity for a one-sided interval
 */
public record ConfidenceInterval(double low, double high) {
  /** Not defined. */
  public static final ConfidenceInterval UNDEFINED = new ConfidenceInterval(Double.NaN, Double.NaN);

  /** Whether a value lies inside; never for the undefined interval. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether every value inside is above a bound. */
  public boolean above(double bound) {
    return low > bound;
  }

  /** Whether every value inside is below a bound. */
  public boolean below(double bound) {
    return high < bound;
  }
}

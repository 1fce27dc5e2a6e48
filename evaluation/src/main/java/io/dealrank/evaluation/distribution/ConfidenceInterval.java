package io.dealrank.evaluation.distribution;

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

  /** {@code centre - half} to {@code centre + half}. */
  public static ConfidenceInterval around(double centre, double half) {
    return new ConfidenceInterval(centre - half, centre + half);
  }

  /** Whether a value lies inside or on a bound; never for the undefined interval. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether a value lies outside; never for the undefined interval. */
  public boolean excludes(double value) {
    return value < low || value > high;
  }

  /** {@code high - low}. */
  public double width() {
    return high - low;
  }

  /** Whether every value inside is above a bound. */
  public boolean above(double bound) {
    return low > bound;
  }

  /** Whether every value inside is below a bound. */
  public boolean below(double bound) {
    return high < bound;
  }

  /**
   * Refuses a level outside (0, 1).
   *
   * @throws IllegalArgumentException naming it
   */
  public static double requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "Level %s is not in (0, 1). Give the coverage of the interval, for example 0.95."
              .formatted(level));
    }
    return level;
  }
}

package io.dealrank.evaluation.significance;

/**
 * An interval of confidence; both bounds NaN when it is not defined.
 *
 * @param low lower bound
 * @param high upper bound
 */
public record ConfidenceInterval(double low, double high) {
  /** Not defined. */
  public static final ConfidenceInterval UNDEFINED = new ConfidenceInterval(Double.NaN, Double.NaN);

  /** {@code centre - half} to {@code centre + half}. */
  public static ConfidenceInterval around(double centre, double half) {
    return new ConfidenceInterval(centre - half, centre + half);
  }

  /** Whether a value lies inside or on a bound; false when the interval is not defined. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether a value lies outside; false when the interval is not defined. */
  public boolean excludes(double value) {
    return value < low || value > high;
  }

  /** {@code high - low}. */
  public double width() {
    return high - low;
  }

  /** Refuses a level outside (0, 1). */
  static double requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "Level %s is not in (0, 1). Give the coverage of the interval, for example 0.95."
              .formatted(level));
    }
    return level;
  }
}

package io.dealrank.evaluation.backtest;

import java.util.Arrays;

/**
 * A percentile interval; both bounds NaN when it is not defined.
 *
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double low, double high) {
  /** Not defined. */
  public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

  /** Whether zero lies outside. */
  public boolean excludesZero() {
    return low > 0 || high < 0;
  }

  /**
   * The interval between the quantiles {@code (1 - level) / 2} and {@code (1 + level) / 2} of the
   * replicates, linearly interpolated. Replicates that are NaN are left out; when more of them are
   * than the interval itself leaves out, it is not defined.
   */
  static Interval ofReplicates(double[] replicates, double level) {
    double[] sorted = Arrays.stream(replicates).filter(r -> !Double.isNaN(r)).sorted().toArray();
    if (sorted.length == 0 || sorted.length < level * replicates.length) {
      return UNDEFINED;
    }
    return new Interval(quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2));
  }

  private static double quantile(double[] sorted, double probability) {
    double at = probability * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}

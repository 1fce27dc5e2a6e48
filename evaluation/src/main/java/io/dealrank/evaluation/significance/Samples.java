package io.dealrank.evaluation.significance;

/** Checks and moments of the arrays that the functions of this package take. */
final class Samples {
  /** Spread below this share of the largest value is rounding, not variance. */
  private static final double ROUNDING = 4e-15;

  private Samples() {}

  /** Refuses NaN and infinite values. */
  static double[] require(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "Query %d has the value %s: every value must be a finite number. Leave out the queries for which the metric is not defined, and count them."
                .formatted(i, values[i]));
      }
    }
    return values;
  }

  /** {@code run - base}; refuses arrays of different length. */
  static double[] differences(double[] base, double[] run) {
    if (base.length != run.length) {
      throw new IllegalArgumentException(
          "%d values of the baseline and %d of the run: a paired test needs both for every query. Keep the queries that both have."
              .formatted(base.length, run.length));
    }
    require(base);
    require(run);
    double[] differences = new double[base.length];
    for (int i = 0; i < base.length; i++) {
      differences[i] = run[i] - base[i];
    }
    return differences;
  }

  /** The mean, with the rounding of the sum corrected (Kahan-Neumaier); NaN for no value. */
  static double mean(double[] values) {
    return sum(values) / values.length;
  }

  static double sum(double[] values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
      sum = next;
    }
    return sum + lost;
  }

  /**
   * The sample variance {@code sum (x - mean)^2 / (n - 1)}, 0 when the values differ by rounding
   * only; NaN for fewer than two values.
   */
  static double variance(double[] values) {
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = mean(values);
    double squares = 0;
    double largest = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
      largest = Math.max(largest, Math.abs(value));
    }
    double variance = squares / (values.length - 1);
    return Math.sqrt(variance) <= ROUNDING * largest ? 0 : variance;
  }
}

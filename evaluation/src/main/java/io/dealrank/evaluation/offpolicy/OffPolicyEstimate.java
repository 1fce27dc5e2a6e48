package io.dealrank.evaluation.offpolicy;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.significance.ClusteredMean;
import io.dealrank.evaluation.significance.Clusters;

/**
 * An estimated value with what every row (or list) contributes to it: the mean of the contributions
 * is the value, and their spread its standard error. For a ratio the contributions are linearised,
 * {@code value + (a_i - value b_i) / mean(b)} (Owen 2013, section 9.2).
 *
 * @param value NaN when it is not defined
 * @param contributions one per row or list; NaN when the value is
 */
public record OffPolicyEstimate(double value, double[] contributions) {
  /** {@code mean(a)}. */
  static OffPolicyEstimate ofMean(double[] a) {
    double sum = 0;
    for (double each : a) {
      sum += each;
    }
    return new OffPolicyEstimate(sum / a.length, a);
  }

  /** {@code sum a / sum b}. */
  static OffPolicyEstimate ofRatio(double[] a, double[] b) {
    double sumA = 0;
    double sumB = 0;
    for (int i = 0; i < a.length; i++) {
      sumA += a[i];
      sumB += b[i];
    }
    double value = sumB == 0 ? Double.NaN : sumA / sumB;
    double[] contributions = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      contributions[i] = value + (a[i] - value * b[i]) / (sumB / a.length);
    }
    return new OffPolicyEstimate(value, contributions);
  }

  /** The value of two estimates together, row by row. */
  OffPolicyEstimate plus(OffPolicyEstimate other) {
    double[] both = new double[contributions.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = contributions[i] + other.contributions[i];
    }
    return new OffPolicyEstimate(value + other.value, both);
  }

  /**
   * The difference from another policy estimated on the same rows: paired, so that what both share
   * cancels.
   */
  public OffPolicyEstimate minus(OffPolicyEstimate other) {
    if (contributions.length != other.contributions.length) {
      throw new IllegalArgumentException(
          "Estimates over %d and %d rows: a difference needs the same rows in the same order."
              .formatted(contributions.length, other.contributions.length));
    }
    double[] difference = new double[contributions.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = contributions[i] - other.contributions[i];
    }
    return new OffPolicyEstimate(value - other.value, difference);
  }

  /** Standard error with independent rows; NaN for fewer than two. */
  public double standardError() {
    return standardError(Clusters.single(contributions.length));
  }

  /** Standard error with rows that belong together, for example those of one searcher. */
  public double standardError(Clusters clusters) {
    return clustered(clusters, 0.95).standardError();
  }

  /** Interval of the given level in (0, 1); NaN for fewer than two rows. */
  public ConfidenceInterval interval(double level) {
    return interval(Clusters.single(contributions.length), level);
  }

  /** Interval by cluster. */
  public ConfidenceInterval interval(Clusters clusters, double level) {
    return clustered(clusters, level).interval();
  }

  private ClusteredMean clustered(Clusters clusters, double level) {
    return Double.isNaN(value)
        ? new ClusteredMean(
            contributions.length,
            clusters.count(),
            Double.NaN,
            Double.NaN,
            Double.NaN,
            ConfidenceInterval.UNDEFINED)
        : ClusteredMean.of(contributions, clusters, level);
  }
}

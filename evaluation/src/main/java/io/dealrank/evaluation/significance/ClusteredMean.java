package io.dealrank.evaluation.significance;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.StudentT;

/**
 * A mean over queries with a standard error that is robust to resemblance within clusters: with n
 * values x_i in G clusters,
 *
 * <pre>
 * standard error = sqrt( G / (G - 1) · sum_g (sum_{i in g} (x_i - mean))^2 ) / n
 * t              = mean / standard error          G - 1 degrees of freedom
 * </pre>
 *
 * (the sandwich estimator CR1 of Cameron and Miller 2015 for a regression on a constant). With one
 * query per cluster it is {@link PairedTTest}. It needs many clusters: below about 40, or when few
 * clusters hold most queries, it is too small.
 *
 * <p>Standard error, t, p and interval are NaN for fewer than two clusters; without variance t and
 * p are NaN.
 *
 * @param n values
 * @param clusters G
 * @param mean of the values
 * @param standardError of the mean
 * @param p two-sided, of mean = 0
 * @param interval of the mean
 */
public record ClusteredMean(
    int n, int clusters, double mean, double standardError, double p, ConfidenceInterval interval) {
  /** The mean of values with an interval of the given level in (0, 1). */
  public static ClusteredMean of(double[] values, Clusters clusters, double level) {
    Samples.require(values);
    ConfidenceInterval.requireLevel(level);
    double mean = Samples.mean(values);
    double error = standardError(values, clusters);
    double degrees = clusters.count() - 1.0;
    double t = error > 0 ? mean / error : Double.NaN;
    double half = StudentT.quantile((1 + level) / 2, degrees) * error;
    return new ClusteredMean(
        values.length,
        clusters.count(),
        mean,
        error,
        StudentT.twoSided(t, degrees),
        ConfidenceInterval.around(mean, half));
  }

  /** The standard error of the mean; 0 without variance, NaN for fewer than two clusters. */
  static double standardError(double[] values, Clusters clusters) {
    int groups = clusters.count();
    double mean = Samples.mean(values);
    double[] centred = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      centred[i] = values[i] - mean;
    }
    double squares = 0;
    for (double sum : clusters.sums(centred)) {
      squares += sum * sum;
    }
    if (groups < 2) {
      return Double.NaN;
    }
    if (Samples.variance(values) == 0) {
      return 0;
    }
    return Math.sqrt(squares * groups / (groups - 1.0)) / values.length;
  }
}

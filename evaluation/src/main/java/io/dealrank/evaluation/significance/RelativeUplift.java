package io.dealrank.evaluation.significance;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.Normal;

/**
 * The relative uplift of a mean, with an interval by the delta method:
 *
 * <pre>
 * uplift         = mean(run) / mean(base) - 1
 * e_i            = run_i - (1 + uplift) base_i                    mean 0
 * standard error = standard error of mean(e) / |mean(base)|
 * interval       = uplift ± z · standard error
 * </pre>
 *
 * The linearisation of a ratio of means (Deng, Knoblich and Lu, "Applying the delta method in
 * metric analytics", KDD 2018): it accounts for the variance of the baseline and for the covariance
 * of the pair, which dividing the interval of the difference by mean(base) does not. Trust it while
 * mean(base) is several of its standard errors away from 0.
 *
 * <p>With clusters the standard error of mean(e) is that of {@link ClusteredMean}. All NaN when
 * mean(base) is 0 or there is no query; standard error and interval NaN for one query or cluster.
 *
 * @param n queries
 * @param uplift relative: 0.05 is 5%
 * @param standardError of the uplift
 * @param interval of the uplift
 */
public record RelativeUplift(
    int n, double uplift, double standardError, ConfidenceInterval interval) {
  /** By query. */
  public static RelativeUplift of(double[] base, double[] run, double level) {
    return of(base, run, Clusters.single(base.length), level);
  }

  /** By cluster, for example the searcher. */
  public static RelativeUplift of(double[] base, double[] run, Clusters clusters, double level) {
    ConfidenceInterval.requireLevel(level);
    int n = Samples.differences(base, run).length;
    double meanBase = Samples.mean(base);
    if (n == 0 || meanBase == 0) {
      return new RelativeUplift(n, Double.NaN, Double.NaN, ConfidenceInterval.UNDEFINED);
    }
    double ratio = Samples.mean(run) / meanBase;
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      errors[i] = run[i] - ratio * base[i];
    }
    double error = ClusteredMean.standardError(errors, clusters) / Math.abs(meanBase);
    double uplift = ratio - 1;
    double half = Normal.quantile((1 + level) / 2) * error;
    return new RelativeUplift(n, uplift, error, ConfidenceInterval.around(uplift, half));
  }
}

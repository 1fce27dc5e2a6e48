package io.dealrank.evaluation.significance;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.StudentT;

/**
 * Student's paired t test of {@code mean(d) = 0}, with n queries and sample standard deviation s:
 *
 * <pre>
 * standard error = s / sqrt(n)
 * t              = mean(d) / standard error          n - 1 degrees of freedom
 * interval       = mean(d) ± t_quantile · standard error
 * Cohen's d_z    = mean(d) / s
 * </pre>
 *
 * It assumes independent queries and, for few of them, differences that are roughly normal; with 30
 * queries or more it agrees with the randomisation test in practice (Smucker et al. 2007). When
 * searchers have several queries use {@link ClusteredMean}.
 *
 * <p>Everything but n and the mean is NaN for n = 1, all is NaN for n = 0. Without variance (every
 * query has the same difference, up to rounding) t, p and d_z are NaN and the interval is the mean.
 *
 * @param n queries
 * @param mean of the differences
 * @param standardError of the mean
 * @param t the statistic
 * @param p two-sided, in [0, 1]
 * @param interval of the mean
 * @param cohensDz effect in standard deviations of the difference
 */
public record PairedTTest(
    int n,
    double mean,
    double standardError,
    double t,
    double p,
    ConfidenceInterval interval,
    double cohensDz) {
  /** The test of differences, with an interval of the given level in (0, 1). */
  public static PairedTTest of(double[] differences, double level) {
    Samples.require(differences);
    ConfidenceInterval.requireLevel(level);
    int n = differences.length;
    double mean = Samples.mean(differences);
    double deviation = Math.sqrt(Samples.variance(differences));
    double error = deviation / Math.sqrt(n);
    double t = deviation > 0 ? mean / error : Double.NaN;
    double half = StudentT.quantile((1 + level) / 2, n - 1.0) * error;
    return new PairedTTest(
        n,
        mean,
        error,
        t,
        StudentT.twoSided(t, n - 1.0),
        ConfidenceInterval.around(mean, half),
        deviation > 0 ? mean / deviation : Double.NaN);
  }

  /** The test of {@code run - base}, 95%. */
  public static PairedTTest of(double[] base, double[] run) {
    return of(Samples.differences(base, run), 0.95);
  }
}

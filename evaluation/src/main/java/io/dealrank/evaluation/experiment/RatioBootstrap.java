package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The relative effect on a ratio with a percentile interval over resamples of units inside each arm
 * (Efron and Tibshirani, "An introduction to the bootstrap", 1993): no linear part of a series is
 * taken, so that it checks {@link Effect#relative} where arms are small.
 *
 * @param effect relative effect of the units as they are
 * @param interval between the quantiles alpha/2 and 1 - alpha/2 of the resampled effects
 * @param standardError their standard deviation
 */
public record RatioBootstrap(double effect, ConfidenceInterval interval, double standardError) {
  /**
   * Resamples.
   *
   * @param control numerator and denominator per unit
   * @param treatment numerator and denominator per unit
   * @param replicates number of resamples, at least 100
   * @param seed the same seed gives the same interval
   */
  public static RatioBootstrap of(
      double[][] control, double[][] treatment, double alpha, int replicates, long seed) {
    if (replicates < 100) {
      throw new IllegalArgumentException(
          replicates + " replicates give no stable interval: use at least 100, better 10000");
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] effects = new double[replicates];
    for (int b = 0; b < replicates; b++) {
      double a = resampled(control, random);
      effects[b] = (resampled(treatment, random) - a) / Math.abs(a);
    }
    double a = sum(control[0]) / sum(control[1]);
    double effect = (sum(treatment[0]) / sum(treatment[1]) - a) / Math.abs(a);
    double error = Math.sqrt(Moments.of(effects).variance(0));
    Arrays.sort(effects);
    boolean defined = Double.isFinite(error);
    return new RatioBootstrap(
        effect,
        defined
            ? new ConfidenceInterval(quantile(effects, alpha / 2), quantile(effects, 1 - alpha / 2))
            : ConfidenceInterval.UNDEFINED,
        defined ? error : Double.NaN);
  }

  private static double resampled(double[][] arm, SplittableRandom random) {
    int n = arm[0].length;
    double above = 0;
    double below = 0;
    for (int i = 0; i < n; i++) {
      int unit = random.nextInt(n);
      above += arm[0][unit];
      below += arm[1][unit];
    }
    return above / below;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  /** Linear between order statistics. */
  private static double quantile(double[] sorted, double probability) {
    double at = probability * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}

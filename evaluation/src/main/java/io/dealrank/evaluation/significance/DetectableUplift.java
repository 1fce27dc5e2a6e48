package io.dealrank.evaluation.significance;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.StudentT;

/**
 * The smallest true uplift that a comparison as large and as noisy as this one finds significant
 * with the given power (Bloom, "Minimum detectable effects", Evaluation Review 19, 1995):
 *
 * <pre>
 * difference = (t_{1 - alpha/2} + t_{power}) · standard error          n - 1 degrees of freedom
 * uplift     = difference / |mean(base)|
 * </pre>
 *
 * A comparison that finds nothing says only that the uplift is probably below this. Do not compute
 * it from the observed difference ("observed power"); the standard error alone matters.
 *
 * @param difference absolute, above 0; 0 without variance; NaN for fewer than two units
 * @param uplift relative; NaN when mean(base) is 0
 */
public record DetectableUplift(double difference, double uplift) {
  /** Two-sided level of the usual test. */
  public static final double ALPHA = 0.05;

  /** The usual power. */
  public static final double POWER = 0.8;

  /** By query, alpha 0.05, power 0.8. */
  public static DetectableUplift of(double[] base, double[] run) {
    return of(base, run, Clusters.single(base.length), ALPHA, POWER);
  }

  /** By cluster, for a level and power in (0, 1). */
  public static DetectableUplift of(
      double[] base, double[] run, Clusters clusters, double alpha, double power) {
    ConfidenceInterval.requireLevel(alpha);
    ConfidenceInterval.requireLevel(power);
    double[] differences = Samples.differences(base, run);
    double degrees = clusters.count() - 1.0;
    double multiple = StudentT.quantile(1 - alpha / 2, degrees) + StudentT.quantile(power, degrees);
    double difference = multiple * ClusteredMean.standardError(differences, clusters);
    double meanBase = Math.abs(Samples.mean(base));
    return new DetectableUplift(difference, meanBase == 0 ? Double.NaN : difference / meanBase);
  }

  /** How many queries, of the same kind, would make {@code uplift} detectable; NaN if undefined. */
  public double queriesFor(double wanted, int n) {
    return wanted == 0 ? Double.NaN : n * Math.pow(uplift / wanted, 2);
  }
}

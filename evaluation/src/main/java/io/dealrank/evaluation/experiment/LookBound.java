package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.Normal;
import java.util.Arrays;

/**
 * What an effect is held against at one look of {@link PlannedLooks}.
 *
 * <ul>
 *   <li>level = 2 (1 - Phi(bound)): the p-value of one look at which the bound is crossed
 *   <li>interval = estimate ± quantile(level) se, the repeated confidence interval: over all looks
 *       together it misses with probability alpha at most
 *   <li>p = the smallest alpha of all looks whose bound is crossed here, the repeated p-value: at
 *       most alpha exactly where the bound is crossed, so that it may be corrected for several
 *       comparisons
 * </ul>
 *
 * (Jennison and Turnbull, "Interim analyses: the repeated confidence interval approach", JRSS B 51,
 * 1989; with a correction: Maurer and Bretz, Statistics in Biopharmaceutical Research 5, 2013.) p
 * is read from a table of bounds: to 0.1% of its value down to 0.005 and to 5% down to 1e-4, where
 * the bounds themselves, which spend to within 1e-7, are coarse; it is not below 1e-6.
 */
public final class LookBound {
  private static final double SMALLEST = 1e-6;
  private static final int NODES = 41;

  private final PlannedLooks looks;
  private final double alpha;
  private final double bound;

  /** Bounds, falling, and the logarithm of the alpha of each. */
  private final double[] bounds;

  private final double[] logAlphas;

  private LookBound(PlannedLooks looks, double alpha, double[] bounds, double[] logAlphas) {
    this.looks = looks;
    this.alpha = alpha;
    this.bound = looks.bound(alpha);
    this.bounds = bounds;
    this.logAlphas = logAlphas;
  }

  static LookBound of(PlannedLooks looks, double alpha) {
    double[] logAlphas = new double[NODES + 1];
    for (int i = 0; i < NODES; i++) {
      logAlphas[i] = Math.log(SMALLEST) * (NODES - 1 - i) / (NODES - 1);
    }
    logAlphas[NODES] = Math.log(alpha);
    Arrays.sort(logAlphas);
    double[] bounds =
        Arrays.stream(logAlphas)
            .map(log -> looks.bound(log == Math.log(alpha) ? alpha : Math.exp(log)))
            .toArray();
    int first = 0;
    while (first + 1 < bounds.length && bounds[first + 1] == bounds[0]) {
      first++;
    }
    return new LookBound(
        looks,
        alpha,
        Arrays.copyOfRange(bounds, first, bounds.length),
        Arrays.copyOfRange(logAlphas, first, logAlphas.length));
  }

  /** The design. */
  public PlannedLooks looks() {
    return looks;
  }

  /** The bound of |z|. */
  public double bound() {
    return bound;
  }

  /** The bound as the p-value of one look. */
  public double level() {
    return 2 * Normal.upperTail(bound);
  }

  /** The part of alpha that may be spent up to this look. */
  public double spent() {
    return looks.spent(alpha);
  }

  /** The statistic as a standard normal one: of the same p-value for one look. */
  public double z(Effect effect) {
    double upper = Alternative.GREATER.p(Math.abs(effect.statistic()), effect.degreesOfFreedom());
    return Math.copySign(Normal.upperQuantile(upper), effect.statistic());
  }

  /** Whether an effect crosses the bound; false where it is not defined. */
  public boolean crossed(Effect effect) {
    return Math.abs(z(effect)) >= bound;
  }

  /** The factor of the standard error in the repeated interval. */
  public double quantile(double degrees) {
    return Alternative.TWO_SIDED.quantile(level(), degrees);
  }

  /** The repeated confidence interval. */
  public ConfidenceInterval interval(Effect effect) {
    return Alternative.TWO_SIDED.interval(
        effect.estimate(), quantile(effect.degreesOfFreedom()) * effect.standardError());
  }

  /** The repeated p-value; NaN where the effect is not defined. */
  public double p(Effect effect) {
    double z = Math.abs(z(effect));
    if (Double.isNaN(z)) {
      return Double.NaN;
    }
    int last = bounds.length - 1;
    if (z >= bounds[0]) {
      return SMALLEST;
    }
    if (z <= bounds[last]) {
      return 1;
    }
    int i = 1;
    while (bounds[i] > z) {
      i++;
    }
    // bounds[i] <= z < bounds[i - 1]; log alpha is smooth in the bound, and nearly a parabola
    int third = i < last ? i + 1 : i - 2;
    double log = third < 0 ? line(z, i - 1, i) : parabola(z, i - 1, i, third);
    double within = Math.min(logAlphas[i], Math.max(logAlphas[i - 1], log));
    return z >= bound ? Math.min(alpha, Math.exp(within)) : Math.exp(within);
  }

  private double line(double z, int a, int b) {
    double share = (z - bounds[a]) / (bounds[b] - bounds[a]);
    return logAlphas[a] + share * (logAlphas[b] - logAlphas[a]);
  }

  private double parabola(double z, int a, int b, int c) {
    double share = (z - bounds[a]) / (bounds[c] - bounds[a]);
    double near = line(z, a, b);
    return near + share * (line(z, b, c) - near);
  }
}

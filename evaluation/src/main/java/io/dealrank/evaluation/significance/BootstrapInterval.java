package io.dealrank.evaluation.significance;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.Normal;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Bootstrap intervals of a mean or of a relative uplift: B times as many units as there are, drawn
 * with replacement, give B replicates of the statistic. The unit is the cluster: the query, or the
 * searcher with all its queries.
 *
 * <pre>
 * percentile: quantiles alpha/2 and 1 - alpha/2 of the replicates
 * BCa:        quantiles Phi(z0 + (z0 + z) / (1 - a (z0 + z))) for z = z_{alpha/2}, z_{1 - alpha/2}
 *   z0 = Phi^-1(share of replicates below the estimate, equal ones by half)        bias
 *   a  = sum (m - j_g)^3 / (6 (sum (m - j_g)^2)^1.5)                               skewness
 * </pre>
 *
 * with the jackknife values j_g (the statistic without unit g) and their mean m (Efron, "Better
 * bootstrap confidence intervals", JASA 82, 1987). Quantiles are interpolated linearly. Prefer BCa
 * for a skewed metric and a few dozen units; both need some 20 units to mean what they say. A bound
 * varies with the seed by about {@code width · 0.67 / sqrt(B)}: 0.7% of the width for B = 10000.
 *
 * <p>Undefined for fewer than two units or when more replicates are undefined than the interval
 * leaves out; without variance both bounds are the estimate.
 *
 * @param estimate the statistic of the sample itself
 * @param percentile interval by percentiles
 * @param bca interval corrected for bias and skewness
 */
public record BootstrapInterval(
    double estimate, ConfidenceInterval percentile, ConfidenceInterval bca) {
  /**
   * How to draw.
   *
   * @param replicates B, at least 100
   * @param level coverage in (0, 1)
   * @param seed the same seed gives the same interval
   */
  public record Draws(int replicates, double level, long seed) {
    public Draws {
      ConfidenceInterval.requireLevel(level);
      if (replicates < 100) {
        throw new IllegalArgumentException(
            replicates + " replicates give no stable interval: use at least 100, better 10000");
      }
    }
  }

  /** The mean of values, for example of the differences. */
  public static BootstrapInterval ofMean(double[] values, Clusters clusters, Draws draws) {
    double[] sums = clusters.sums(Samples.require(values));
    double[] sizes = Arrays.stream(clusters.sizes()).asDoubleStream().toArray();
    return ofRatio(sums, sizes, 0, draws);
  }

  /** {@code mean(run) / mean(base) - 1}. */
  public static BootstrapInterval ofUplift(
      double[] base, double[] run, Clusters clusters, Draws draws) {
    int n = Samples.differences(base, run).length;
    return n == 0
        ? ofRatio(new double[0], new double[0], 1, draws)
        : ofRatio(clusters.sums(run), clusters.sums(base), 1, draws);
  }

  /** {@code sum of above / sum of below - minus} over units. */
  private static BootstrapInterval ofRatio(
      double[] above, double[] below, double minus, Draws draws) {
    double sumAbove = Samples.sum(above);
    double sumBelow = Samples.sum(below);
    double estimate = ratio(sumAbove, sumBelow, minus);
    int units = above.length;
    if (units < 2 || Double.isNaN(estimate)) {
      return new BootstrapInterval(
          estimate, ConfidenceInterval.UNDEFINED, ConfidenceInterval.UNDEFINED);
    }
    double[] replicates = replicates(above, below, minus, draws);
    double[] sorted = Arrays.stream(replicates).filter(r -> !Double.isNaN(r)).sorted().toArray();
    if (sorted.length == 0 || sorted.length < draws.level() * replicates.length) {
      return new BootstrapInterval(
          estimate, ConfidenceInterval.UNDEFINED, ConfidenceInterval.UNDEFINED);
    }
    double tail = (1 - draws.level()) / 2;
    double[] jackknife = new double[units];
    for (int g = 0; g < units; g++) {
      jackknife[g] = ratio(sumAbove - above[g], sumBelow - below[g], minus);
    }
    return new BootstrapInterval(
        estimate,
        new ConfidenceInterval(quantile(sorted, tail), quantile(sorted, 1 - tail)),
        bca(sorted, estimate, acceleration(jackknife), tail));
  }

  private static double ratio(double above, double below, double minus) {
    return below == 0 ? Double.NaN : above / below - minus;
  }

  private static double[] replicates(double[] above, double[] below, double minus, Draws draws) {
    SplittableRandom random = new SplittableRandom(draws.seed());
    double[] replicates = new double[draws.replicates()];
    int units = above.length;
    for (int b = 0; b < replicates.length; b++) {
      double sumAbove = 0;
      double sumBelow = 0;
      for (int draw = 0; draw < units; draw++) {
        int unit = random.nextInt(units);
        sumAbove += above[unit];
        sumBelow += below[unit];
      }
      replicates[b] = ratio(sumAbove, sumBelow, minus);
    }
    return replicates;
  }

  private static ConfidenceInterval bca(
      double[] sorted, double estimate, double acceleration, double tail) {
    double spread = sorted[sorted.length - 1] - sorted[0];
    double rounding = 4e-15 * Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
    if (spread <= rounding) {
      return new ConfidenceInterval(sorted[0], sorted[sorted.length - 1]);
    }
    int below = 0;
    int equal = 0;
    for (double replicate : sorted) {
      if (Math.abs(replicate - estimate) <= rounding) {
        equal++;
      } else if (replicate < estimate) {
        below++;
      }
    }
    double share = (below + equal / 2.0) / sorted.length;
    double bias = Normal.quantile(share);
    if (!Double.isFinite(bias) || !Double.isFinite(acceleration)) {
      return ConfidenceInterval.UNDEFINED;
    }
    double z = Normal.quantile(1 - tail);
    return new ConfidenceInterval(
        quantile(sorted, shifted(bias, acceleration, -z)),
        quantile(sorted, shifted(bias, acceleration, z)));
  }

  private static double shifted(double bias, double acceleration, double z) {
    double moved = bias + z;
    return Normal.cumulative(bias + moved / (1 - acceleration * moved));
  }

  private static double acceleration(double[] jackknife) {
    double mean = Samples.mean(jackknife);
    double squares = 0;
    double cubes = 0;
    for (double value : jackknife) {
      double apart = mean - value;
      squares += apart * apart;
      cubes += apart * apart * apart;
    }
    return cubes / (6 * Math.pow(squares, 1.5));
  }

  private static double quantile(double[] sorted, double probability) {
    double at = probability * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}

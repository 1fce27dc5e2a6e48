package io.dealrank.evaluation.significance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Fisher's randomisation test. If both rankers were the same, the sign of every query's difference
 * would be a coin: p is the share of the 2^n assignments of signs under which the mean is at least
 * as far from 0 as the observed one.
 *
 * <pre>
 * exact:        p = #{ signs : |sum ± d_i| >= |sum d_i| } / 2^n
 * Monte-Carlo:  p = (1 + #{ drawn signs ... }) / (1 + drawn)
 * </pre>
 *
 * Exact for up to {@value #EXACT_UP_TO} differences other than 0, beyond that drawn with a seed;
 * the standard error of the latter is {@code sqrt(p (1 - p) / drawn)}. The test assumes nothing but
 * that queries are independent (Smucker et al. 2007 recommend it).
 *
 * <p>The exact count does not walk 2^n signs: it lists the 2^(n/2) sums of both halves in ascending
 * order, by merging, and counts the pairs beyond the threshold with two pointers. Sums within 1e-12
 * of the threshold, relative to the sum of sizes, count as reaching it.
 *
 * @param p two-sided, in (0, 1]; NaN for no query; 1 when no query differs
 * @param exact whether every assignment was counted
 * @param assignments counted or drawn
 */
public record FisherRandomisation(double p, boolean exact, double assignments) {
  /** The most differences other than 0 for which every assignment is counted. */
  public static final int EXACT_UP_TO = 40;

  private static final double EQUAL_WITHIN = 1e-12;

  /**
   * The test of differences.
   *
   * @param draws assignments drawn when there are too many to count, at least 1000
   * @param seed the same seed gives the same p
   */
  public static FisherRandomisation of(double[] differences, int draws, long seed) {
    if (draws < 1000) {
      throw new IllegalArgumentException(
          draws + " draws give no usable p: draw at least 1000, better 100000");
    }
    double[] other = Arrays.stream(Samples.require(differences)).filter(d -> d != 0).toArray();
    if (differences.length == 0) {
      return new FisherRandomisation(Double.NaN, true, 0);
    }
    double scale = Arrays.stream(other).map(Math::abs).sum();
    double threshold = Math.abs(Samples.sum(other)) - EQUAL_WITHIN * scale;
    return other.length <= EXACT_UP_TO
        ? counted(other, threshold)
        : drawn(other, threshold, draws, seed);
  }

  private static FisherRandomisation counted(double[] other, double threshold) {
    double[] left = sums(Arrays.copyOfRange(other, 0, other.length / 2));
    double[] right = sums(Arrays.copyOfRange(other, other.length / 2, other.length));
    double all = (double) left.length * right.length;
    if (threshold <= 0) {
      return new FisherRandomisation(1, true, all);
    }
    long above = 0;
    int first = right.length; // right[first..] with left[i] reaches the threshold
    for (double sum : left) {
      while (first > 0 && sum + right[first - 1] >= threshold) {
        first--;
      }
      above += right.length - first;
    }
    // flipping every sign maps the upper tail onto the lower one
    return new FisherRandomisation(Math.min(1, 2 * above / all), true, all);
  }

  /** Every sum of ± values, ascending. */
  private static double[] sums(double[] values) {
    double[] sums = {0};
    for (double value : values) {
      double size = Math.abs(value);
      double[] next = new double[2 * sums.length];
      for (int i = 0, minus = 0, plus = 0; i < next.length; i++) {
        boolean takeMinus =
            minus < sums.length && (plus == sums.length || sums[minus] - size <= sums[plus] + size);
        next[i] = takeMinus ? sums[minus++] - size : sums[plus++] + size;
      }
      sums = next;
    }
    return sums;
  }

  private static FisherRandomisation drawn(double[] other, double threshold, int draws, long seed) {
    double[][] eight = sumsOfEight(other);
    SplittableRandom random = new SplittableRandom(seed);
    long reached = 0;
    for (int draw = 0; draw < draws; draw++) {
      double sum = 0;
      long signs = 0;
      for (int i = 0; i < eight.length; i++) {
        signs = i % Long.BYTES == 0 ? random.nextLong() : signs >>> Byte.SIZE;
        sum += eight[i][(int) (signs & 0xFF)];
      }
      reached += Math.abs(sum) >= threshold ? 1 : 0;
    }
    return new FisherRandomisation((1.0 + reached) / (1.0 + draws), false, draws);
  }

  /** For every eight differences in turn, their sum under each of 256 assignments of signs. */
  private static double[][] sumsOfEight(double[] other) {
    double[][] sums = new double[(other.length + 7) / 8][256];
    for (int i = 0; i < other.length; i++) {
      for (int signs = 0; signs < 256; signs++) {
        sums[i / 8][signs] += (signs >> i % 8 & 1) == 0 ? other[i] : -other[i];
      }
    }
    return sums;
  }
}

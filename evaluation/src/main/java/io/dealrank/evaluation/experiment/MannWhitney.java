package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.Normal;
import java.util.Arrays;

/**
 * Whether values of one arm tend to be larger than those of the other, whatever their scale (Mann
 * and Whitney, Annals of Mathematical Statistics 18, 1947). U counts the pairs in which the
 * treatment is larger, ties half; its normal approximation has a continuity correction of 1/2 and
 * the variance for ties
 *
 * <pre>na nb / 12 (N + 1 - sum of (t^3 - t) / (N (N - 1))),  t the sizes of tied groups.</pre>
 *
 * @param u of the treatment; U / (na nb) is the probability of superiority
 * @param p two-sided; NaN where an arm is empty or all values are equal
 */
public record MannWhitney(double u, double p) {
  /** The comparison of the values of two arms, one per unit. */
  public static MannWhitney of(double[] control, double[] treatment) {
    double[] a = control.clone();
    double[] b = treatment.clone();
    Arrays.sort(a);
    Arrays.sort(b);
    double u = 0;
    double ties = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      double value = j == b.length || i < a.length && a[i] <= b[j] ? a[i] : b[j];
      int below = i;
      int before = j;
      while (i < a.length && a[i] == value) {
        i++;
      }
      while (j < b.length && b[j] == value) {
        j++;
      }
      if (i == below && j == before) {
        throw new IllegalArgumentException("a value is NaN: leave such units out before");
      }
      double inA = i - below;
      double inB = j - before;
      u += inB * (below + 0.5 * inA);
      double tied = inA + inB;
      ties += tied * (tied * tied - 1);
    }
    return new MannWhitney(u, p(u, a.length, b.length, ties));
  }

  private static double p(double u, double na, double nb, double ties) {
    double n = na + nb;
    double variance = na * nb / 12 * (n + 1 - ties / (n * (n - 1)));
    if (!(variance > 0)) {
      return Double.NaN;
    }
    double distance = Math.abs(u - na * nb / 2) - 0.5;
    return Math.min(1, 2 * Normal.upperTail(distance / Math.sqrt(variance)));
  }
}

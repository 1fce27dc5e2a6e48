package io.dealrank.evaluation.significance;

import io.dealrank.evaluation.distribution.Normal;
import java.util.Arrays;

/**
 * Wilcoxon's signed rank test. Differences of 0 are left out (Wilcoxon 1945); the m others are
 * ranked by size, equal sizes sharing their mean rank, and
 *
 * <pre>
 * W = min(sum of the ranks of positive differences, sum of the ranks of negative ones)
 * z = (W - m (m + 1) / 4) / sqrt(m (m + 1) (2m + 1) / 24 - sum (t^3 - t) / 48)
 * </pre>
 *
 * over groups of t equal sizes, without a continuity correction. Differences are compared as they
 * are: sizes that differ by rounding (0.3 - 0.2 and 0.1) are not equal; {@link #rounded} first, if
 * they should be. The test assumes that differences are symmetric around their median.
 *
 * @param w the statistic, in [0, m (m + 1) / 4]; NaN when no difference remains
 * @param n differences other than 0
 * @param pNormal two-sided, from z; trust it for m of 20 or more; NaN when no difference remains
 * @param pExact two-sided, from the distribution of W over all 2^m signs with these mean ranks; NaN
 *     when no difference or more than {@value #EXACT_UP_TO} remain
 */
public record WilcoxonSignedRank(double w, int n, double pNormal, double pExact) {
  /** The most differences for which the exact distribution is computed. */
  public static final int EXACT_UP_TO = 200;

  /** The test of differences. */
  public static WilcoxonSignedRank of(double[] differences) {
    double[] other = Arrays.stream(Samples.require(differences)).filter(d -> d != 0).toArray();
    int m = other.length;
    if (m == 0) {
      return new WilcoxonSignedRank(Double.NaN, 0, Double.NaN, Double.NaN);
    }
    MidRanks sizes = MidRanks.of(Arrays.stream(other).map(Math::abs).toArray());
    double positive = 0;
    for (int i = 0; i < m; i++) {
      positive += other[i] > 0 ? sizes.ranks()[i] : 0;
    }
    double total = m * (m + 1.0) / 2;
    double w = Math.min(positive, total - positive);
    double variance = m * (m + 1.0) * (2.0 * m + 1) / 24 - sizes.tieCorrection() / 48;
    double z = (w - total / 2) / Math.sqrt(variance);
    double exact = m <= EXACT_UP_TO ? exact(sizes.ranks(), w) : Double.NaN;
    return new WilcoxonSignedRank(w, m, Normal.twoSided(z), exact);
  }

  /** Differences rounded to multiples of {@code step}, for example 1e-10. */
  public static double[] rounded(double[] differences, double step) {
    return Arrays.stream(differences).map(d -> Math.rint(d / step) * step).toArray();
  }

  /** {@code min(1, 2 P(W+ <= w))}; twice the rank is whole, so the sums are indices. */
  private static double exact(double[] ranks, double w) {
    int total = ranks.length * (ranks.length + 1);
    double[] probability = new double[total + 1];
    probability[0] = 1;
    int reached = 0;
    for (double rank : ranks) {
      int step = (int) Math.round(2 * rank);
      reached += step;
      for (int sum = reached; sum >= 0; sum--) {
        double with = sum >= step ? probability[sum - step] : 0;
        probability[sum] = (probability[sum] + with) / 2;
      }
    }
    double tail = 0;
    for (int sum = 0; sum <= Math.round(2 * w); sum++) {
      tail += probability[sum];
    }
    return Math.min(1, 2 * tail);
  }
}

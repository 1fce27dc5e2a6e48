package io.dealrank.evaluation.interleaving;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.StudentT;
import io.dealrank.evaluation.significance.SignTest;

/**
 * The preference where searches of one searcher resemble each other: {@link
 * io.dealrank.evaluation.significance.ClusteredMean} of the searches' outcomes 1/2, 0, -1/2 by
 * searcher, and the sign test of searchers, each won by the ranker that won more of its searches.
 *
 * @param searchers number of clusters G
 * @param interval of delta, G - 1 degrees of freedom; NaN for fewer than two searchers
 * @param p of delta = 0, two-sided; NaN without variance
 * @param signTest exact, over searchers
 */
public record ClusteredPreference(
    long searchers, ConfidenceInterval interval, double p, SignTest signTest) {
  /**
   * Sums over searchers, n_g searches of which s_g more were won than lost.
   *
   * @param searchers G
   * @param searches sum of n_g
   * @param net sum of s_g
   * @param netSquared sum of s_g^2
   * @param searchesNet sum of n_g s_g
   * @param searchesSquared sum of n_g^2
   */
  public record Sums(
      long searchers,
      double searches,
      double net,
      double netSquared,
      double searchesNet,
      double searchesSquared) {}

  /** The preference of sums, with an interval of the given level in (0, 1). */
  public static ClusteredPreference of(Sums sums, SignTest signTest, double level) {
    double delta = sums.net() / 2 / sums.searches();
    double squares =
        sums.netSquared() / 4 - delta * sums.searchesNet() + delta * delta * sums.searchesSquared();
    double groups = sums.searchers();
    double error = Math.sqrt(Math.max(0, squares) * groups / (groups - 1)) / sums.searches();
    double degrees = groups - 1;
    double half = StudentT.quantile((1 + level) / 2, degrees) * error;
    double t = error > 0 ? delta / error : Double.NaN;
    return new ClusteredPreference(
        sums.searchers(),
        ConfidenceInterval.around(delta, half),
        StudentT.twoSided(t, degrees),
        signTest);
  }
}

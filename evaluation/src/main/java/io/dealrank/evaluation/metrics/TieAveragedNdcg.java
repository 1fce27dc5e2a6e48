package io.dealrank.evaluation.metrics;

import java.util.function.IntToDoubleFunction;

/**
 * NDCG of a score that leaves orders open: the expectation of NDCG@k over a uniformly random order
 * inside every run of equal scores.
 *
 * <pre>
 * E[DCG@k] = sum over runs T of mean gain of T * sum of discount(r) for the ranks r &lt;= k of T
 * </pre>
 *
 * Source: McSherry and Najork 2008, section 2.6. Range [0, 1]; NaN when no grade is above 0.
 */
public final class TieAveragedNdcg {
  private TieAveragedNdcg() {}

  /**
   * {@link #at(int, int[], double[], int[], IntToDoubleFunction, Discount)} with the list as all
   * judged grades.
   */
  public static double at(
      int k, int[] grades, double[] scores, IntToDoubleFunction gain, Discount discount) {
    return at(k, grades, scores, grades, gain, discount);
  }

  /**
   * The expected NDCG@k.
   *
   * @param grades one grade per returned document, any order
   * @param scores one score per returned document; higher comes first, NaN last
   * @param judged every judged grade of the query; may hold more than was returned
   */
  public static double at(
      int k,
      int[] grades,
      double[] scores,
      int[] judged,
      IntToDoubleFunction gain,
      Discount discount) {
    double ideal = Ndcg.idealDcg(k, judged, gain, discount);
    return ideal > 0 ? expectedDcg(k, grades, scores, gain, discount) / ideal : Double.NaN;
  }

  private static double expectedDcg(
      int k, int[] grades, double[] scores, IntToDoubleFunction gain, Discount discount) {
    int[] order = ScoreOrder.descending(scores);
    double expected = 0;
    for (int from = 0, to; from < order.length && from < k; from = to) {
      double gains = 0;
      double discounts = 0;
      for (to = from;
          to < order.length && ScoreOrder.tied(scores[order[to]], scores[order[from]]);
          to++) {
        gains += gain.applyAsDouble(grades[order[to]]);
        discounts += to < k ? discount.at(to + 1) : 0;
      }
      expected += gains / (to - from) * discounts;
    }
    return expected;
  }
}

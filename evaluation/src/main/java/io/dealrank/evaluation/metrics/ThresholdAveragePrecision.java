package io.dealrank.evaluation.metrics;

/**
 * Average precision of scored rows over the thresholds t of the score:
 *
 * <pre>sum over t of (recall(t) - recall(above t)) precision(t)</pre>
 *
 * It equals {@link AveragePrecision} where no scores tie, and does not depend on an order inside
 * ties. A random order has about the share of relevant rows.
 */
public final class ThresholdAveragePrecision {
  private ThresholdAveragePrecision() {}

  /**
   * The average precision, in [0, 1]; NaN when no row is relevant.
   *
   * @param grades one grade per row, any order; above 0 is relevant
   * @param scores one score per row, none NaN
   */
  public static double of(int[] grades, double[] scores) {
    int[] descending = ScoreOrder.descending(scores);
    double sum = 0;
    long relevant = 0;
    for (int from = 0, to; from < descending.length; from = to) {
      to = from;
      int here = 0;
      while (to < descending.length
          && ScoreOrder.tied(scores[descending[to]], scores[descending[from]])) {
        here += grades[descending[to++]] > 0 ? 1 : 0;
      }
      relevant += here;
      sum += here * ((double) relevant / to);
    }
    return relevant == 0 ? Double.NaN : sum / relevant;
  }
}

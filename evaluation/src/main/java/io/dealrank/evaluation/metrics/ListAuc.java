package io.dealrank.evaluation.metrics;

/**
 * Area under the ROC curve within one list: the share of (relevant, not relevant) pairs in which
 * the relevant document has the higher score, a tie counting one half.
 *
 * <pre>AUC = (sum of the mid-ranks of the relevant, ascending scores - P (P + 1) / 2) / (P N)</pre>
 *
 * with P relevant and N other documents (Mann-Whitney). 1/2 is a random order.
 */
public final class ListAuc {
  private ListAuc() {}

  /**
   * The AUC of a list, in [0, 1]; NaN when all documents or none are relevant.
   *
   * @param grades one grade per document, any order
   * @param scores one score per document, none NaN
   */
  public static double of(int[] grades, double[] scores) {
    int[] descending = ScoreOrder.descending(scores);
    double midRanks = 0;
    long relevant = 0;
    for (int from = 0, to; from < descending.length; from = to) {
      to = from;
      int relevantHere = 0;
      while (to < descending.length
          && ScoreOrder.tied(scores[descending[to]], scores[descending[from]])) {
        relevantHere += grades[descending[to++]] > 0 ? 1 : 0;
      }
      midRanks += relevantHere * (2L * descending.length - from - to + 1) / 2.0;
      relevant += relevantHere;
    }
    long others = grades.length - relevant;
    return relevant == 0 || others == 0
        ? Double.NaN
        : (midRanks - relevant * (relevant + 1) / 2.0) / ((double) relevant * others);
  }
}

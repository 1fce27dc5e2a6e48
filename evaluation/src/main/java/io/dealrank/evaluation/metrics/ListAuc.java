package io.dealrank.evaluation.metrics;

import java.util.Arrays;
import java.util.Comparator;

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
    int[] ascending = ascending(scores);
    double midRanks = 0;
    long relevant = 0;
    for (int from = 0, to; from < ascending.length; from = to) {
      to = from;
      int relevantHere = 0;
      while (to < ascending.length && scores[ascending[to]] == scores[ascending[from]]) {
        relevantHere += grades[ascending[to++]] > 0 ? 1 : 0;
      }
      midRanks += relevantHere * (from + 1 + to) / 2.0;
      relevant += relevantHere;
    }
    long others = grades.length - relevant;
    return relevant == 0 || others == 0
        ? Double.NaN
        : (midRanks - relevant * (relevant + 1) / 2.0) / ((double) relevant * others);
  }

  /** The order of the scores from the lowest; nothing is sorted where they descend already. */
  private static int[] ascending(double[] scores) {
    boolean descends = true;
    for (int i = 1; i < scores.length && descends; i++) {
      descends = scores[i] <= scores[i - 1];
    }
    int[] order = new int[scores.length];
    if (descends) {
      Arrays.setAll(order, i -> scores.length - 1 - i);
      return order;
    }
    Integer[] sorted = new Integer[scores.length];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, Comparator.comparingDouble(i -> scores[i] + 0.0));
    Arrays.setAll(order, i -> sorted[i]);
    return order;
  }
}

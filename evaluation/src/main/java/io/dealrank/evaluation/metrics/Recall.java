package io.dealrank.evaluation.metrics;

/** {@code relevant documents among the first k / relevant documents of the query}. */
public final class Recall {
  private Recall() {}

  /**
   * Recall@k, in [0, 1]; NaN when the query has no relevant document.
   *
   * @param ranked grades in the order shown
   * @param relevant the relevant documents of the query, returned or not
   */
  public static double at(int k, int[] ranked, int relevant) {
    int found = Precision.relevantAmongFirst(k, ranked);
    return relevant == 0 ? Double.NaN : (double) found / relevant;
  }
}

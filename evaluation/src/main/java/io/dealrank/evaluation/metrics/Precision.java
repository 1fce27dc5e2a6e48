package io.dealrank.evaluation.metrics;

/** {@code relevant documents among the first k / k}: k divides even when fewer were returned. */
public final class Precision {
  private Precision() {}

  /** Precision@k of grades in the order shown, in [0, 1]. */
  public static double at(int k, int[] ranked) {
    return (double) relevantAmongFirst(k, ranked) / k;
  }

  static int relevantAmongFirst(int k, int[] ranked) {
    Ndcg.requireCutoff(k);
    int relevant = 0;
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      relevant += ranked[i] > 0 ? 1 : 0;
    }
    return relevant;
  }
}

package io.dealrank.evaluation.metrics;

/** {@code 1 / rank of the first relevant document}; 0 when none was returned. */
public final class ReciprocalRank {
  private ReciprocalRank() {}

  /** The reciprocal rank of grades in the order shown, in [0, 1]. */
  public static double of(int[] ranked) {
    return at(Ndcg.WHOLE_LIST, ranked);
  }

  /** The same over the ranks 1 to k: 0 when the first relevant document stands below k. */
  public static double at(int k, int[] ranked) {
    Ndcg.requireCutoff(k);
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      if (ranked[i] > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }
}

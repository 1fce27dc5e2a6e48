package io.dealrank.evaluation.metrics;

/**
 * {@code (1 / R) * sum over the ranks r of relevant documents of precision@r}, with R the number of
 * relevant documents of the query, returned or not. Its mean over queries is MAP.
 */
public final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * The average precision, in [0, 1]; NaN when the query has no relevant document.
   *
   * @param ranked grades in the order shown
   * @param relevant R, at least the number of relevant documents in the list
   */
  public static double of(int[] ranked, int relevant) {
    return at(Ndcg.WHOLE_LIST, ranked, relevant);
  }

  /** The same with the sum over the ranks 1 to k; R stays that of the query (map_cut). */
  public static double at(int k, int[] ranked, int relevant) {
    Ndcg.requireCutoff(k);
    double sum = 0;
    int found = 0;
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      if (ranked[i] > 0) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return relevant == 0 ? Double.NaN : sum / relevant;
  }
}

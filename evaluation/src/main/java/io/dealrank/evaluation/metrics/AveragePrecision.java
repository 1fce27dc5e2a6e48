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
    double sum = 0;
    int found = 0;
    for (int i = 0; i < ranked.length; i++) {
      if (ranked[i] > 0) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return relevant == 0 ? Double.NaN : sum / relevant;
  }
}

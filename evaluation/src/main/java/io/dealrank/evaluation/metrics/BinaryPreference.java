package io.dealrank.evaluation.metrics;

/**
 * Binary preference: how seldom a document judged not relevant stands above a relevant one.
 * Documents without a judgment do not count.
 *
 * <pre>
 * bpref = (1 / R) * sum over relevant returned documents of 1 - min(n, R) / min(N, R)
 * </pre>
 *
 * with R relevant and N judged not relevant documents of the query, and n of the latter above the
 * document; the fraction is 0 when n is 0. Source: Buckley and Voorhees, "Retrieval evaluation with
 * incomplete information", SIGIR 2004, in the form of trec_eval.
 */
public final class BinaryPreference {
  private BinaryPreference() {}

  /**
   * bpref, in [0, 1]; NaN when the query has no relevant document.
   *
   * @param ranked grades in the order shown: above 0 relevant, 0 judged not relevant, below 0 not
   *     judged
   * @param relevant R, returned or not
   * @param notRelevant N, returned or not; at least the number of zeros in the list
   */
  public static double of(int[] ranked, int relevant, int notRelevant) {
    double sum = 0;
    int above = 0;
    for (int grade : ranked) {
      if (grade == 0) {
        above++;
      } else if (grade > 0) {
        sum += 1;
        if (above > 0) {
          sum -= (double) Math.min(above, relevant) / Math.min(notRelevant, relevant);
        }
      }
    }
    return relevant == 0 ? Double.NaN : sum / relevant;
  }
}

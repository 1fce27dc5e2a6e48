package io.dealrank.evaluation.metrics;

/**
 * The expected reciprocal of the rank at which a searcher who reads from the top is satisfied.
 *
 * <pre>
 * ERR@k = sum over r = 1..k of (1 / r) * p(r) * product over i &lt; r of (1 - p(i))
 * p(r)  = (2^grade - 1) / 2^(highest grade)
 * </pre>
 *
 * Source: Chapelle et al., "Expected reciprocal rank for graded relevance", CIKM 2009.
 */
public final class ExpectedReciprocalRank {
  private ExpectedReciprocalRank() {}

  /**
   * ERR@k, in [0, 1); 0 when nothing relevant was returned.
   *
   * @param ranked grades in the order shown; below 0 is as 0
   * @param highest the highest grade there is, of all queries, so that queries compare
   * @throws IllegalArgumentException if a grade is above the highest
   */
  public static double at(int k, int[] ranked, int highest) {
    Ndcg.requireCutoff(k);
    double sum = 0;
    double goesOn = 1;
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      if (ranked[i] > 0) {
        double satisfied = satisfied(ranked[i], highest);
        sum += goesOn * satisfied / (i + 1);
        goesOn *= 1 - satisfied;
      }
    }
    return sum;
  }

  private static double satisfied(int grade, int highest) {
    if (grade > highest) {
      throw new IllegalArgumentException("grade " + grade + " is above the highest, " + highest);
    }
    return Math.scalb(1.0, grade - highest) - Math.scalb(1.0, -highest);
  }
}

package io.dealrank.evaluation.metrics;

/**
 * The rate of relevant documents seen by a searcher who goes from each to the next with probability
 * p:
 *
 * <pre>RBP = (1 - p) * sum over the ranks r of relevant documents of p^(r - 1)</pre>
 *
 * Source: Moffat and Zobel, "Rank-biased precision for measurement of retrieval effectiveness",
 * TOIS 27(1), 2008.
 */
public final class RankBiasedPrecision {
  private RankBiasedPrecision() {}

  /**
   * RBP of the list as returned, in [0, 1): documents below its end count as not relevant.
   *
   * @param persistence p, above 0 and below 1; 0.8 for impatient searchers, 0.95 for patient ones
   * @param ranked grades in the order shown
   */
  public static double of(double persistence, int[] ranked) {
    requirePersistence(persistence);
    double sum = 0;
    double weight = 1 - persistence;
    for (int grade : ranked) {
      sum += grade > 0 ? weight : 0;
      weight *= persistence;
    }
    return sum;
  }

  static void requirePersistence(double persistence) {
    if (!(persistence > 0 && persistence < 1)) {
      throw new IllegalArgumentException(
          "persistence " + persistence + " is not above 0 and below 1");
    }
  }
}

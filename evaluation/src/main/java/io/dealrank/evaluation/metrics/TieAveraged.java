package io.dealrank.evaluation.metrics;

/**
 * The exact expectation of the measures that only ask relevant or not, over a uniformly random
 * order inside every run of equal scores. In the formulas a run of t documents, r of them relevant,
 * follows c documents with R relevant ones.
 *
 * <p>Source: McSherry and Najork 2008, section 2. Every list is given in an order of descending
 * scores; which one does not matter.
 */
public final class TieAveraged {
  private TieAveraged() {}

  /**
   * {@code E[precision@k]}: each rank of a run holds a relevant document with probability r / t.
   */
  public static double precision(int k, int[] ranked, double[] scores) {
    return relevantAmongFirst(k, ranked, scores) / k;
  }

  /** {@code E[recall@k]}; NaN when the query has no relevant document. */
  public static double recall(int k, int[] ranked, double[] scores, int relevant) {
    double found = relevantAmongFirst(k, ranked, scores);
    return relevant == 0 ? Double.NaN : found / relevant;
  }

  /** {@code E[R-precision]}; NaN when the query has no relevant document. */
  public static double rPrecision(int[] ranked, double[] scores, int relevant) {
    return relevant == 0 ? Double.NaN : precision(relevant, ranked, scores);
  }

  /** {@code E[RBP]}: the persistence is as in {@link RankBiasedPrecision}. */
  public static double rankBiasedPrecision(double persistence, int[] ranked, double[] scores) {
    RankBiasedPrecision.requirePersistence(persistence);
    double sum = 0;
    double weight = 1 - persistence;
    for (int from = 0, to; from < ranked.length; from = to) {
      to = end(from, scores);
      double share = (double) relevant(ranked, from, to) / (to - from);
      for (int i = from; i < to; i++) {
        sum += share * weight;
        weight *= persistence;
      }
    }
    return sum;
  }

  /**
   * {@code E[1 / rank of the first relevant, if at most k]}: only the first run with a relevant
   * document decides, as in {@link RandomOrder#reciprocalRank} with ranks from c + 1.
   */
  public static double reciprocalRank(int k, int[] ranked, double[] scores) {
    Ndcg.requireCutoff(k);
    double expected = 0;
    for (int from = 0, to; from < ranked.length; from = to) {
      to = end(from, scores);
      int relevant = relevant(ranked, from, to);
      double noneBefore = 1;
      for (int i = from; relevant > 0 && i < to - relevant + 1 && i < k; i++) {
        int left = to - i;
        expected += noneBefore * relevant / left / (i + 1);
        noneBefore *= (double) (left - relevant) / left;
      }
      if (relevant > 0) {
        break;
      }
    }
    return expected;
  }

  /**
   * {@code E[success@k]}: 1 less the probability that no relevant document comes into the top k.
   */
  public static double success(int k, int[] ranked, double[] scores) {
    Ndcg.requireCutoff(k);
    for (int from = 0, to; from < ranked.length && from < k; from = to) {
      to = end(from, scores);
      int relevant = relevant(ranked, from, to);
      if (relevant > 0) {
        double none = 1;
        for (int i = from; i < Math.min(to, k); i++) {
          none *= Math.max(0, (double) (to - i - relevant) / (to - i));
        }
        return 1 - none;
      }
    }
    return 0;
  }

  /**
   * {@code E[AP@k] = (1 / relevant) sum over ranks i of (r / t) (R + 1 + (i - c - 1)(r - 1) / (t -
   * 1)) / i}; NaN when the query has no relevant document.
   */
  public static double averagePrecision(int k, int[] ranked, double[] scores, int relevant) {
    Ndcg.requireCutoff(k);
    double sum = 0;
    int before = 0;
    for (int from = 0, to; from < ranked.length && from < k; from = to) {
      to = end(from, scores);
      int here = relevant(ranked, from, to);
      int length = to - from;
      for (int i = from; here > 0 && i < Math.min(to, k); i++) {
        double inside = length == 1 ? 0 : (double) (i - from) * (here - 1) / (length - 1);
        sum += (double) here / length * (before + 1 + inside) / (i + 1);
      }
      before += here;
    }
    return relevant == 0 ? Double.NaN : sum / relevant;
  }

  private static double relevantAmongFirst(int k, int[] ranked, double[] scores) {
    Ndcg.requireCutoff(k);
    double expected = 0;
    for (int from = 0, to; from < ranked.length && from < k; from = to) {
      to = end(from, scores);
      expected += relevant(ranked, from, to) * (double) (Math.min(to, k) - from) / (to - from);
    }
    return expected;
  }

  private static int end(int from, double[] scores) {
    int to = from + 1;
    while (to < scores.length && ScoreOrder.tied(scores[to], scores[from])) {
      to++;
    }
    return to;
  }

  private static int relevant(int[] ranked, int from, int to) {
    int relevant = 0;
    for (int i = from; i < to; i++) {
      relevant += ranked[i] > 0 ? 1 : 0;
    }
    return relevant;
  }
}

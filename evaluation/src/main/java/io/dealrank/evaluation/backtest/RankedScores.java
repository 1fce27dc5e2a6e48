package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.metrics.ScoreOrder;

/**
 * Scores in descending order; equal scores (0.0 and -0.0 are equal) stay in the order given.
 *
 * @param order where each of them was
 * @param scores by rank
 */
record RankedScores(int[] order, double[] scores) {
  /**
   * Sorts.
   *
   * @param given without NaN
   */
  static RankedScores descending(double[] given) {
    int[] order = ScoreOrder.descending(given);
    double[] scores = new double[given.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = given[order[i]];
    }
    return new RankedScores(order, scores);
  }

  /** Values in the order of the ranks. */
  int[] arrange(int[] values) {
    int[] arranged = new int[values.length];
    for (int i = 0; i < arranged.length; i++) {
      arranged[i] = values[order[i]];
    }
    return arranged;
  }

  /** How many share their score with another. */
  int tied() {
    int tied = 0;
    for (int from = 0, to; from < scores.length; from = to) {
      to = from + 1;
      while (to < scores.length && scores[to] == scores[from]) {
        to++;
      }
      tied += to - from > 1 ? to - from : 0;
    }
    return tied;
  }
}

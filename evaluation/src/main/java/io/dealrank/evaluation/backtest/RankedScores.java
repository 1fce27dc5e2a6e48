package io.dealrank.evaluation.backtest;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Scores in descending order; equal scores (0.0 and -0.0 are equal) stay in the order given.
 *
 * @param order where each of them was
 * @param scores by rank
 */
record RankedScores(int[] order, double[] scores) {
  private static final int SHORT = 64;

  /**
   * Sorts.
   *
   * @param given without NaN
   */
  static RankedScores descending(double[] given) {
    int[] order = given.length <= SHORT ? insertion(given) : stable(given);
    double[] scores = new double[given.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = given[order[i]];
    }
    return new RankedScores(order, scores);
  }

  /** Without objects, for the length that a page of results has. */
  private static int[] insertion(double[] given) {
    int[] order = new int[given.length];
    for (int i = 0; i < given.length; i++) {
      double score = given[i];
      int at = i;
      while (at > 0 && given[order[at - 1]] < score) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
    return order;
  }

  private static int[] stable(double[] given) {
    Integer[] order = new Integer[given.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> 0.0 - given[i]));
    return Arrays.stream(order).mapToInt(i -> i).toArray();
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

package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.metrics.ScoreOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scores in descending order; equal scores (0.0 and -0.0 are equal) stay in the order given.
 *
 * @param order where each of them was
 * @param scores by rank
 */
record RankedScores(int[] order, double[] scores) {
  /** From this length a run of nearly equal scores is not sorted by insertion. */
  private static final int LONG_RUN = 32;

  /**
   * Sorts: each score without its last bits, which hold its place instead, as one number; then the
   * runs that differ in those bits only.
   *
   * @param given without NaN
   */
  static RankedScores descending(double[] given) {
    int[] order = inOrder(given) ? IntStream.range(0, given.length).toArray() : sorted(given);
    double[] scores = new double[given.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = given[order[i]];
    }
    return new RankedScores(order, scores);
  }

  /** Whether they never rise. */
  static boolean inOrder(double[] scores) {
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private static int[] sorted(double[] given) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(given.length - 1);
    long places = (1L << bits) - 1;
    long[] packed = new long[given.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = descendingBits(given[i]) & ~places | i;
    }
    Arrays.sort(packed);
    int[] order = new int[given.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) (packed[i] & places);
    }
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && packed[to] >> bits == packed[from] >> bits) {
        to++;
      }
      if (to - from >= LONG_RUN) {
        return ScoreOrder.descending(given);
      }
      insert(order, from, to, given);
    }
    return order;
  }

  /** A number that is the lower, the higher the score; of 0.0 and -0.0 the same. */
  private static long descendingBits(double score) {
    long bits = Double.doubleToRawLongBits(score + 0.0);
    return ~(bits ^ (bits >> (Long.SIZE - 1) & Long.MAX_VALUE));
  }

  private static void insert(int[] order, int from, int to, double[] given) {
    for (int i = from + 1; i < to; i++) {
      int place = order[i];
      int at = i;
      while (at > from && given[order[at - 1]] < given[place]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = place;
    }
  }

  /** Values in the order of the ranks. */
  int[] arrange(int[] values) {
    int[] arranged = new int[values.length];
    for (int i = 0; i < arranged.length; i++) {
      arranged[i] = values[order[i]];
    }
    return arranged;
  }
}

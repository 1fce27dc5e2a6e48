package io.dealrank.evaluation.significance;

import java.util.Arrays;

/**
 * Ranks 1..n of values in ascending order; equal values share the mean of their ranks.
 *
 * @param ranks one per value, in the order of the values; halves are possible
 * @param tieCorrection {@code sum (t^3 - t)} over groups of t equal values; 0 without ties
 */
record MidRanks(double[] ranks, double tieCorrection) {
  static MidRanks of(double[] values) {
    Integer[] ascending = new Integer[values.length];
    Arrays.setAll(ascending, i -> i);
    Arrays.sort(ascending, (a, b) -> Double.compare(values[a], values[b]));
    double[] ranks = new double[values.length];
    double correction = 0;
    for (int from = 0, to; from < ascending.length; from = to) {
      to = from;
      while (to < ascending.length && values[ascending[to]] == values[ascending[from]]) {
        to++;
      }
      double equal = (double) to - from;
      for (int i = from; i < to; i++) {
        ranks[ascending[i]] = (from + 1 + to) / 2.0;
      }
      correction += equal * equal * equal - equal;
    }
    return new MidRanks(ranks, correction);
  }
}

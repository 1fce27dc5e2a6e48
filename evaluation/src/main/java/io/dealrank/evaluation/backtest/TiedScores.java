package io.dealrank.evaluation.backtest;

import java.util.Arrays;

/**
 * How many listings of a list share their score with another; 0.0 and -0.0 are equal. A table of
 * hashes, used again for the next list: no sorting.
 */
final class TiedScores {
  /** Of no score, since a score is not NaN. */
  private static final long FREE = Double.doubleToRawLongBits(Double.NaN);

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] slots = new long[0];

  /** Whether the score of a slot was met again. */
  private boolean[] again = new boolean[0];

  /**
   * Counts.
   *
   * @param scores without NaN
   */
  int of(double[] scores) {
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(scores.length)) + 1;
    int size = 1 << bits;
    if (slots.length < size) {
      slots = new long[size];
      again = new boolean[size];
    }
    Arrays.fill(slots, 0, size, FREE);
    int tied = 0;
    for (double score : scores) {
      long value = Double.doubleToRawLongBits(score + 0.0);
      int slot = (int) (value * SPREAD >>> (Long.SIZE - bits));
      while (slots[slot] != FREE && slots[slot] != value) {
        slot = slot + 1 & size - 1;
      }
      if (slots[slot] == FREE) {
        slots[slot] = value;
        again[slot] = false;
      } else {
        tied += again[slot] ? 1 : 2;
        again[slot] = true;
      }
    }
    return tied;
  }
}

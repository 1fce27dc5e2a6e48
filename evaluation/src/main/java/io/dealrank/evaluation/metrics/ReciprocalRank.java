package io.dealrank.evaluation.metrics;

/** {@code 1 / rank of the first relevant document}; 0 when none was returned. */
public final class ReciprocalRank {
  private ReciprocalRank() {}

  /** The reciprocal rank of grades in the order shown, in [0, 1]. */
  public static double of(int[] ranked) {
    for (int i = 0; i < ranked.length; i++) {
      if (ranked[i] > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }
}

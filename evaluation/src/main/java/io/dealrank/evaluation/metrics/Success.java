package io.dealrank.evaluation.metrics;

/** 1 when a relevant document is among the first k, else 0. Its mean is the share of queries. */
public final class Success {
  private Success() {}

  /** Success@k of grades in the order shown: 0 or 1. */
  public static double at(int k, int[] ranked) {
    return ReciprocalRank.at(k, ranked) > 0 ? 1 : 0;
  }
}

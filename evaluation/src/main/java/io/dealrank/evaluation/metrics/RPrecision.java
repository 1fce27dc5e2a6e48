package io.dealrank.evaluation.metrics;

/** Precision at rank R, the number of relevant documents of the query; there it equals recall. */
public final class RPrecision {
  private RPrecision() {}

  /**
   * R-precision, in [0, 1]; NaN when the query has no relevant document.
   *
   * @param ranked grades in the order shown
   * @param relevant R, returned or not
   */
  public static double of(int[] ranked, int relevant) {
    return relevant == 0 ? Double.NaN : Precision.at(relevant, ranked);
  }
}

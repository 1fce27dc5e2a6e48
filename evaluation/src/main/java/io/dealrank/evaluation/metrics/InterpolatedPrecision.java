package io.dealrank.evaluation.metrics;

/**
 * The highest precision at or below the rank at which a recall level is reached: the points of the
 * recall-precision curve.
 *
 * <pre>max over the ranks r with at least n relevant documents among the first r of precision@r
 * </pre>
 *
 * with n = recall level times R, rounded to the nearest whole number, halves up. Source: trec_eval
 * 10; trec_eval 9 took the whole part of the product plus 0.9.
 */
public final class InterpolatedPrecision {
  private InterpolatedPrecision() {}

  /**
   * The interpolated precision, in [0, 1]; 0 when the level is not reached, NaN when the query has
   * no relevant document.
   *
   * @param recall level, 0 to 1
   * @param ranked grades in the order shown
   * @param relevant R, returned or not
   */
  public static double at(double recall, int[] ranked, int relevant) {
    if (!(recall >= 0 && recall <= 1)) {
      throw new IllegalArgumentException("recall level " + recall + " is not between 0 and 1");
    }
    if (relevant == 0) {
      return Double.NaN;
    }
    long needed = Math.round(recall * relevant);
    double best = 0;
    int found = 0;
    for (int i = 0; i < ranked.length; i++) {
      found += ranked[i] > 0 ? 1 : 0;
      if (found >= needed) {
        best = Math.max(best, (double) found / (i + 1));
      }
    }
    return best;
  }

  /** The mean over the recall levels 0, 0.1, ..., 1 (11pt_avg). */
  public static double elevenPoints(int[] ranked, int relevant) {
    double sum = 0;
    for (int tenth = 0; tenth <= 10; tenth++) {
      sum += at(tenth / 10.0, ranked, relevant);
    }
    return sum / 11;
  }
}

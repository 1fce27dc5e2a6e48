package io.dealrank.evaluation.metrics;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Normalised discounted cumulative gain.
 *
 * <pre>
 * DCG@k  = sum over rank r = 1..min(k, length) of gain(grade at r) * discount(r)
 * NDCG@k = DCG@k / DCG@k of the judged documents in descending order of gain
 * </pre>
 *
 * Source: Järvelin and Kekäläinen 2002. Range [0, 1]; NaN when no judged document has a gain. The
 * ideal of a back-test over shown results is the list itself: give {@code ranked} as {@code
 * judged}.
 *
 * <p>A gain may also be a function of one's own, see {@link Gain}. Documents of negative gain take
 * no part in the ideal, but lower DCG, which may then be below 0.
 */
public final class Ndcg {
  /** The cut-off that takes the whole list. */
  public static final int WHOLE_LIST = Integer.MAX_VALUE;

  private Ndcg() {}

  /** DCG@k of grades in the order shown; 0 for an empty list. */
  public static double dcg(int k, int[] ranked, IntToDoubleFunction gain, Discount discount) {
    requireCutoff(k);
    double sum = 0;
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      sum += gain.applyAsDouble(ranked[i]) * discount.at(i + 1);
    }
    return sum;
  }

  /** The highest DCG@k that any order of the judged documents reaches. */
  public static double idealDcg(int k, int[] judged, IntToDoubleFunction gain, Discount discount) {
    requireCutoff(k);
    double[] positive = new double[judged.length];
    int found = 0;
    for (int grade : judged) {
      double value = gain.applyAsDouble(grade);
      if (value > 0) {
        positive[found++] = value;
      }
    }
    Arrays.sort(positive, 0, found);
    double sum = 0;
    for (int i = 0; i < Math.min(k, found); i++) {
      sum += positive[found - 1 - i] * discount.at(i + 1);
    }
    return sum;
  }

  /**
   * NDCG@k.
   *
   * @param k cut-off, at least 1; {@link #WHOLE_LIST} for none
   * @param ranked grades in the order shown
   * @param judged every judged grade of the query in any order; may hold more than was shown
   */
  public static double at(
      int k, int[] ranked, int[] judged, IntToDoubleFunction gain, Discount discount) {
    double ideal = idealDcg(k, judged, gain, discount);
    return ideal > 0 ? dcg(k, ranked, gain, discount) / ideal : Double.NaN;
  }

  static void requireCutoff(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("cut-off " + k + " is below 1");
    }
  }
}

package io.dealrank.evaluation.metrics;

import java.util.Arrays;

/**
 * Normalised discounted cumulative gain.
 *
 * <pre>
 * DCG@k  = sum over rank r = 1..min(k, length) of gain(grade at r) * discount(r)
 * NDCG@k = DCG@k / DCG@k of the judged grades in descending order
 * </pre>
 *
 * Source: Järvelin and Kekäläinen 2002. Range [0, 1]; NaN when no judged grade is above 0.
 */
public final class Ndcg {
  /** The cut-off that takes the whole list. */
  public static final int WHOLE_LIST = Integer.MAX_VALUE;

  private static final int FEW_GRADES = 64;

  private Ndcg() {}

  /** DCG@k of grades in the order shown; 0 for an empty list. */
  public static double dcg(int k, int[] ranked, Gain gain, Discount discount) {
    requireCutoff(k);
    double sum = 0;
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      sum += gain.of(ranked[i]) * discount.at(i + 1);
    }
    return sum;
  }

  /** The highest DCG@k that any order of the judged grades reaches. */
  public static double idealDcg(int k, int[] judged, Gain gain, Discount discount) {
    return dcg(k, descending(judged), gain, discount);
  }

  /**
   * NDCG@k.
   *
   * @param k cut-off, at least 1; {@link #WHOLE_LIST} for none
   * @param ranked grades in the order shown
   * @param judged every judged grade of the query in any order; may hold more than was shown
   */
  public static double at(int k, int[] ranked, int[] judged, Gain gain, Discount discount) {
    double ideal = idealDcg(k, judged, gain, discount);
    return ideal > 0 ? dcg(k, ranked, gain, discount) / ideal : Double.NaN;
  }

  static void requireCutoff(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("cut-off " + k + " is below 1");
    }
  }

  private static int[] descending(int[] grades) {
    int highest = 0;
    int lowest = 0;
    for (int grade : grades) {
      highest = Math.max(highest, grade);
      lowest = Math.min(lowest, grade);
    }
    return lowest == 0 && highest < FEW_GRADES ? counted(grades, highest) : sorted(grades);
  }

  private static int[] counted(int[] grades, int highest) {
    int[] times = new int[highest + 1];
    for (int grade : grades) {
      times[grade]++;
    }
    int[] sorted = new int[grades.length];
    for (int grade = highest, at = 0; grade > 0; grade--) {
      Arrays.fill(sorted, at, at + times[grade], grade);
      at += times[grade];
    }
    return sorted;
  }

  private static int[] sorted(int[] grades) {
    int[] sorted = grades.clone();
    Arrays.sort(sorted);
    for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
      int swapped = sorted[i];
      sorted[i] = sorted[j];
      sorted[j] = swapped;
    }
    return sorted;
  }
}

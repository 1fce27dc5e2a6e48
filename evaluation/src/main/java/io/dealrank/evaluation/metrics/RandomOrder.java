package io.dealrank.evaluation.metrics;

import java.util.function.IntToDoubleFunction;

/**
 * The expectation of a measure when a list is shown in a uniformly random order: the reference
 * below which a ranker is worse than none. Exact, no sampling. In the formulas a list has n
 * documents, P of them relevant.
 */
public final class RandomOrder {
  private RandomOrder() {}

  /**
   * {@code E[NDCG@k] = mean gain * (sum of discount(r) for r = 1..min(k, n)) / ideal DCG@k}, since
   * the expected gain at each rank is the mean gain of the list. NaN without a positive grade.
   */
  public static double ndcg(int k, int[] grades, IntToDoubleFunction gain, Discount discount) {
    double ideal = Ndcg.idealDcg(k, grades, gain, discount);
    double gains = 0;
    double discounts = 0;
    for (int i = 0; i < grades.length; i++) {
      gains += gain.applyAsDouble(grades[i]);
      discounts += i < k ? discount.at(i + 1) : 0;
    }
    return ideal > 0 ? gains / grades.length * discounts / ideal : Double.NaN;
  }

  /** {@code E[1 / rank of the first relevant]}; 0 without a relevant document. */
  public static double reciprocalRank(int documents, int relevant) {
    double expected = 0;
    double noneBefore = 1;
    for (int rank = 1; rank <= documents - relevant + 1 && relevant > 0; rank++) {
      int left = documents - rank + 1;
      expected += noneBefore * relevant / left / rank;
      noneBefore *= (double) (left - relevant) / left;
    }
    return expected;
  }

  /**
   * {@code E[AP] = (1 / n) sum over r = 1..n of (1 + (r - 1)(P - 1) / (n - 1)) / r}, all relevant
   * documents being in the list. NaN without one.
   */
  public static double averagePrecision(int documents, int relevant) {
    double sum = 0;
    for (int rank = 1; rank <= documents; rank++) {
      double before = documents == 1 ? 0 : (rank - 1.0) * (relevant - 1) / (documents - 1);
      sum += (1 + before) / rank;
    }
    return relevant == 0 ? Double.NaN : sum / documents;
  }

  /** {@code E[precision@k] = (P / n) * min(k, n) / k}; 0 for an empty list. */
  public static double precision(int k, int documents, int relevant) {
    Ndcg.requireCutoff(k);
    return documents == 0 ? 0 : (double) relevant / documents * Math.min(k, documents) / k;
  }

  /** {@code E[AUC] = 1/2}; NaN when one class is missing. */
  public static double auc(int documents, int relevant) {
    return relevant == 0 || relevant == documents ? Double.NaN : 0.5;
  }
}

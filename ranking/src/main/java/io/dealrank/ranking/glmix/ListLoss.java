package io.dealrank.ranking.glmix;

/**
 * Softmax loss of a list (ListNet with one document at a time: Cao et al., ICML 2007):
 *
 * <pre>
 * p_i  = exp(s_i) / sum_j exp(s_j)          over the list
 * loss = - a sum_i (y_i / Y) log p_i        Y = sum of the gains y, a = mean weight of the rows
 * g_i  = a (p_i - y_i / Y)                  first derivative by s_i
 * h_i  = a p_i                              diag(h) bounds the second, a (diag(p) - p p')
 * </pre>
 *
 * Every list counts once, however many gains it has, as in NDCG. A list without a gain teaches
 * nothing: its loss and derivatives are 0. The rows of a list lie next to each other in a block.
 */
final class ListLoss {
  private ListLoss() {}

  /** Score of every row: its offset and the scores of all coordinates. */
  static double[] totals(HomeBlock block, double[][] scores) {
    double[] totals = block.offsets.clone();
    for (double[] of : scores) {
      for (int i = 0; i < totals.length; i++) {
        totals[i] += of[i];
      }
    }
    return totals;
  }

  /** Receives a list with a gain: rows {@code [first, end)}, weight, log of the sum of exp(s). */
  private interface Visitor {
    void list(int first, int end, double weight, double gains, double logSum);
  }

  private static void visit(HomeBlock block, double[] totals, Visitor visitor) {
    int rows = totals.length;
    for (int first = 0; first < rows; ) {
      int end = first + 1;
      while (end < rows && block.lists[end] == block.lists[first]) {
        end++;
      }
      double gains = 0;
      double weight = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = first; i < end; i++) {
        gains += block.labels[i];
        weight += block.weights[i];
        most = Math.max(most, totals[i]);
      }
      if (gains > 0) {
        double sum = 0;
        for (int i = first; i < end; i++) {
          sum += Math.exp(totals[i] - most);
        }
        visitor.list(first, end, weight / (end - first), gains, most + Math.log(sum));
      }
      first = end;
    }
  }

  /** Sum of the losses of the block's lists. */
  static double value(HomeBlock block, double[] totals) {
    double[] sum = new double[1];
    visit(
        block,
        totals,
        (first, end, weight, gains, logSum) -> {
          for (int i = first; i < end; i++) {
            sum[0] += weight * block.labels[i] / gains * (logSum - totals[i]);
          }
        });
    return sum[0];
  }

  /** g and h of every row. */
  static double[][] derivatives(HomeBlock block, double[] totals) {
    double[][] both = new double[2][totals.length];
    visit(
        block,
        totals,
        (first, end, weight, gains, logSum) -> {
          for (int i = first; i < end; i++) {
            double p = Math.exp(totals[i] - logSum);
            both[0][i] = weight * (p - block.labels[i] / gains);
            both[1][i] = weight * p;
          }
        });
    return both;
  }

  /**
   * Value, gradient and Hessian by the coefficients of a fixed effect:
   *
   * <pre>
   * gradient = sum_i g_i x_i
   * H        = a (sum_i p_i x_i x_i' - m m'),  m = sum_i p_i x_i
   * </pre>
   */
  static void addTo(
      FixedEffect.Sums sums, HomeBlock block, FeatureRows features, double[] totals, int size) {
    boolean packed = sums.hessian.length > size || size == 1;
    double[] mean = new double[size];
    visit(
        block,
        totals,
        (first, end, weight, gains, logSum) -> {
          java.util.Arrays.fill(mean, 0);
          for (int i = first; i < end; i++) {
            double p = Math.exp(totals[i] - logSum);
            double target = block.labels[i] / gains;
            sums.value += weight * target * (logSum - totals[i]);
            features.addTo(i, weight * (p - target), sums.gradient);
            features.addTo(i, p, mean);
            if (packed) {
              features.addOuter(i, weight * p, sums.hessian, size, false);
            } else if (sums.hessian.length > 0) {
              features.addSquares(i, weight * p, sums.hessian);
            }
          }
          if (packed) {
            for (int i = 0; i < size; i++) {
              int line = i * (i + 1) / 2;
              for (int j = 0; j <= i; j++) {
                sums.hessian[line + j] -= weight * mean[i] * mean[j];
              }
            }
          }
        });
  }
}

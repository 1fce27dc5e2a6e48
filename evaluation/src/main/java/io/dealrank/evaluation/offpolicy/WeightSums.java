package io.dealrank.evaluation.offpolicy;

/**
 * What is to be known of weights before an estimate is believed, as sums that add up over parts of
 * a log.
 *
 * @param rows how many weights
 * @param sum of them
 * @param squares the sum of their squares
 * @param largest of them; NaN for no row
 */
public record WeightSums(long rows, double sum, double squares, double largest) {
  static WeightSums of(ImportanceWeights weights) {
    double squares = 0;
    for (double w : weights.values()) {
      squares += w * w;
    }
    return new WeightSums(weights.rows(), weights.sum(), squares, weights.largest());
  }

  /** {@code (sum w)^2 / sum w^2}, as {@link ImportanceWeights#effectiveSampleSize}. */
  public double effectiveSampleSize() {
    return sum == 0 ? Double.NaN : sum * sum / squares;
  }

  /** Share of the total that the largest weight has; NaN when all are 0. */
  public double largestShare() {
    return sum == 0 ? Double.NaN : largest / sum;
  }

  /** The mean weight; NaN for no row. */
  public double mean() {
    return rows == 0 ? Double.NaN : sum / rows;
  }
}

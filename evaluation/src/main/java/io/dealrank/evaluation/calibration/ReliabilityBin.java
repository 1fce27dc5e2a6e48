package io.dealrank.evaluation.calibration;

/**
 * The rows of one bin, as sums that add up over parts of a table.
 *
 * @param count rows, at least 1
 * @param predicted sum of the probabilities
 * @param observed rows with label 1
 * @param predictedSquares sum of the squared probabilities
 * @param predictedOfObserved sum of the probabilities of the rows with label 1
 */
public record ReliabilityBin(
    long count,
    double predicted,
    long observed,
    double predictedSquares,
    double predictedOfObserved) {

  /** The mean probability. */
  public double meanPredicted() {
    return predicted / count;
  }

  /** The share of rows with label 1. */
  public double observedRate() {
    return (double) observed / count;
  }

  /** Mean probability minus label rate: above 0 is too sure. */
  public double gap() {
    return meanPredicted() - observedRate();
  }

  /** The Wilson interval of the label rate; 95% for z = 1.96. */
  public WilsonInterval interval(double z) {
    return WilsonInterval.of(observed, count, z);
  }

  /** {@code sum (p_i - f)^2} within the bin. */
  double squaredDeviations() {
    return Math.max(0, predictedSquares - predicted * meanPredicted());
  }

  /** {@code sum (p_i - f)(y_i - o)} within the bin. */
  double productOfDeviations() {
    return predictedOfObserved - predicted * observedRate();
  }
}

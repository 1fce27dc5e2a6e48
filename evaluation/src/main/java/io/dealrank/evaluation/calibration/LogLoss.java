package io.dealrank.evaluation.calibration;

/**
 * The mean negative log likelihood of the labels, in nats; 0 is perfect:
 *
 * <pre>-1/n sum over i of  y_i ln p_i + (1 - y_i) ln(1 - p_i)</pre>
 */
public final class LogLoss {
  /** Probabilities are moved into [1e-15, 1 - 1e-15], so that one sure miss costs 34.5, not all. */
  public static final double CLIP = 1e-15;

  private LogLoss() {}

  /** The log loss, at least 0; NaN without rows. */
  public static double of(double[] p, int[] labels) {
    Predictions.check(p, labels);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += of(p[i], labels[i]);
    }
    return sum / p.length;
  }

  /** The log loss of one row. */
  public static double of(double p, int label) {
    double clipped = Math.min(Math.max(p, CLIP), 1 - CLIP);
    return label == 1 ? -Math.log(clipped) : -Math.log1p(-clipped);
  }

  /**
   * Normalised entropy: the log loss over that of predicting the base rate for every row. Below 1
   * is better than knowing the rate alone; NaN without rows or when all labels are equal.
   */
  public static double normalised(double[] p, int[] labels) {
    double positives = 0;
    for (int label : labels) {
      positives += label;
    }
    double rate = positives / labels.length;
    double entropy = -rate * Math.log(rate) - (1 - rate) * Math.log1p(-rate);
    return entropy > 0 ? of(p, labels) / entropy : Double.NaN;
  }
}

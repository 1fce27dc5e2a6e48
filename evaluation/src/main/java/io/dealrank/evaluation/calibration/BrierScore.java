package io.dealrank.evaluation.calibration;

/** The mean squared error of the probabilities: {@code 1/n sum of (p_i - y_i)^2}; 0 is perfect. */
public final class BrierScore {
  private BrierScore() {}

  /** The Brier score, in [0, 1]; NaN without rows. */
  public static double of(double[] p, int[] labels) {
    Predictions.check(p, labels);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double error = p[i] - labels[i];
      sum += error * error;
    }
    return sum / p.length;
  }
}

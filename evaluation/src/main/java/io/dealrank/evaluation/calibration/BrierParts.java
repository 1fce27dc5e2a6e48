package io.dealrank.evaluation.calibration;

/**
 * The Brier score in parts, over bins k with n_k rows, mean probability f_k and label rate o_k, o
 * being the rate of all rows:
 *
 * <pre>
 * reliability  =  1/n sum_k n_k (f_k - o_k)^2              calibration; 0 is best
 * resolution   =  1/n sum_k n_k (o_k - o)^2                how far the bins tell rows apart
 * uncertainty  =  o (1 - o)                                of the labels, whatever is predicted
 * variance     =  1/n sum_k sum_i (p_i - f_k)^2            within bins
 * covariance   =  2/n sum_k sum_i (p_i - f_k)(y_i - o_k)   within bins
 *
 * Brier score  =  reliability - resolution + uncertainty + variance - covariance
 * </pre>
 *
 * <p>The first three are Murphy's (1973) and add up alone only if all probabilities of a bin are
 * equal; the two terms within bins (Stephenson, Coelho and Jolliffe 2008) make the sum exact for
 * any bins. NaN without rows.
 */
public record BrierParts(
    double reliability,
    double resolution,
    double uncertainty,
    double withinBinVariance,
    double withinBinCovariance) {

  /** The sum of the parts: the Brier score, but for rounding. */
  public double brierScore() {
    return reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance;
  }
}

package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.Normal;

/**
 * How much of the false-alarm probability may be spent by the time a share t of the information is
 * in (Lan and DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70, 1983).
 */
@FunctionalInterface
public interface AlphaSpending {
  /**
   * The probability spent up to t: 0 at t = 0, alpha at t = 1, never falling.
   *
   * @param t share of the information, in (0, 1]
   */
  double spent(double t, double alpha);

  /** The power family, alpha t^rho (Kim and DeMets, Biometrika 74, 1987). */
  static AlphaSpending power(double rho) {
    return (t, alpha) -> alpha * Math.pow(t, rho);
  }

  /** 2 (1 - Phi(z(1 - alpha/2) / sqrt t)), after O'Brien and Fleming: nearly nothing early. */
  static AlphaSpending obrienFleming() {
    return (t, alpha) -> 2 * Normal.upperTail(Normal.upperQuantile(alpha / 2) / Math.sqrt(t));
  }
}

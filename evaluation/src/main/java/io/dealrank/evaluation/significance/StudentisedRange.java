package io.dealrank.evaluation.significance;

import io.dealrank.evaluation.distribution.Normal;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.special.Gamma;

/**
 * The distribution of the range of k standard normal values over an independent standard deviation
 * s with v degrees of freedom:
 *
 * <pre>
 * P(Q <= q) = integral over s of  density(s) · R(q s)
 * R(w)      = k · integral over z of  phi(z) (Phi(z) - Phi(z - w))^(k - 1)
 * density(s) = 2 (v/2)^(v/2) / Gamma(v/2) · s^(v - 1) exp(-v s^2 / 2)
 * </pre>
 *
 * Both integrals by Gauss-Legendre panels; the absolute error is below 1e-11.
 */
final class StudentisedRange {
  private static final int NODES = 20;
  private static final int OUTER_PANELS = 12;
  private static final int INNER_PANELS = 12;

  /** phi beyond is below 1e-17. */
  private static final double FAR = 8.7;

  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(NODES);

  private StudentisedRange() {}

  /** {@code P(Q > q)} in [0, 1]; NaN for fewer than 2 groups or degrees below 1. */
  static double upperTail(double q, int groups, double degrees) {
    if (Double.isNaN(q) || groups < 2 || !(degrees >= 1)) {
      return Double.NaN;
    }
    if (q <= 0) {
      return 1;
    }
    double chi = 2 * Math.sqrt(42 * degrees);
    double from = Math.sqrt(Math.max(0, degrees - chi) / degrees);
    double to = Math.sqrt((degrees + chi + 84) / degrees);
    double logConstant =
        Math.log(2) + degrees / 2 * Math.log(degrees / 2) - Gamma.logGamma(degrees / 2);
    double step = (to - from) / OUTER_PANELS;
    double inside = 0;
    double whole = 0;
    for (int panel = 0; panel < OUTER_PANELS; panel++) {
      double middle = from + (panel + 0.5) * step;
      for (int node = 0; node < NODES; node++) {
        double s = middle + RULE.getPoint(node) * step / 2;
        double logDensity = logConstant + (degrees - 1) * Math.log(s) - degrees * s * s / 2;
        double weight = RULE.getWeight(node) * step / 2 * Math.exp(logDensity);
        whole += weight;
        inside += weight * range(q * s, groups);
      }
    }
    return Math.min(1, Math.max(0, 1 - inside / whole));
  }

  private static double range(double w, int groups) {
    if (w > 2 * FAR) {
      return 1;
    }
    double step = 2 * FAR / INNER_PANELS;
    double sum = 0;
    for (int i = 0; i < Inner.Z.length; i++) {
      double between = Inner.PHI[i] - Normal.cumulative(Inner.Z[i] - w);
      sum += Inner.WEIGHT[i] * Math.pow(Math.max(0, between), groups - 1);
    }
    return groups * sum * step / 2;
  }

  /** Nodes of the inner integral, which do not depend on its argument. */
  private static final class Inner {
    static final double[] Z = new double[NODES * INNER_PANELS];
    static final double[] PHI = new double[Z.length];
    static final double[] WEIGHT = new double[Z.length];

    static {
      double step = 2 * FAR / INNER_PANELS;
      for (int panel = 0; panel < INNER_PANELS; panel++) {
        for (int node = 0; node < NODES; node++) {
          int i = panel * NODES + node;
          Z[i] = -FAR + (panel + 0.5 + RULE.getPoint(node) / 2) * step;
          PHI[i] = Normal.cumulative(Z[i]);
          WEIGHT[i] = RULE.getWeight(node) * Math.exp(-Z[i] * Z[i] / 2) / Math.sqrt(2 * Math.PI);
        }
      }
    }
  }
}

package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.Normal;

/**
 * The noncentral t distribution: T = (Z + delta) / S with S^2 a chi-square over its degrees of
 * freedom nu. Its tail is the mean of a normal tail over S,
 *
 * <pre>P(T &gt; t) = integral of (1 - Phi(t e^u - delta)) f(u) du,  u = ln S,
 * ln f(u) = constant + nu (u - e^(2u) / 2),</pre>
 *
 * by Gauss-Legendre quadrature where f is not negligible; on the scale of u it is smooth for any
 * degrees of freedom (Owen, "A special case of a bivariate non-central t-distribution", Biometrika
 * 52, 1965, starts from the same integral).
 */
final class NoncentralT {
  private static final double[] NODES = {
    0.1488743389816312,
    0.4333953941292472,
    0.6794095682990244,
    0.8650633666889845,
    0.9739065285171717
  };
  private static final double[] WEIGHTS = {
    0.2955242247147529,
    0.2692667193099963,
    0.2190863625159820,
    0.1494513491505806,
    0.0666713443086881
  };
  private static final int PANELS = 48;

  /** The logarithm by which the density falls below its mode before it is left out. */
  private static final double NEGLIGIBLE = 42;

  private static final int HALVINGS = 60;

  private NoncentralT() {}

  /** P(T &gt; t); NaN unless {@code degrees} is positive. */
  static double upperTail(double t, double degrees, double delta) {
    if (!(degrees > 0) || Double.isNaN(t) || Double.isNaN(delta)) {
      return Double.NaN;
    }
    double from = edge(-1, degrees);
    double width = (edge(1, degrees) - from) / PANELS;
    double sum = 0;
    double mass = 0;
    for (int panel = 0; panel < PANELS; panel++) {
      double centre = from + (panel + 0.5) * width;
      for (int i = 0; i < NODES.length; i++) {
        for (int side = -1; side <= 1; side += 2) {
          double u = centre + side * NODES[i] * width / 2;
          double density = WEIGHTS[i] * Math.exp(degrees * fall(u));
          sum += density * Normal.upperTail(t * Math.exp(u) - delta);
          mass += density;
        }
      }
    }
    return sum / mass;
  }

  /** ln f(u) below its mode at u = 0, over nu. */
  private static double fall(double u) {
    return u - Math.expm1(2 * u) / 2;
  }

  /** Where, left (-1) or right (1) of the mode, the density becomes negligible. */
  private static double edge(int side, double degrees) {
    double outer = side;
    while (degrees * fall(outer) > -NEGLIGIBLE) {
      outer *= 2;
    }
    double inner = 0;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inner + outer) / 2;
      if (degrees * fall(middle) > -NEGLIGIBLE) {
        inner = middle;
      } else {
        outer = middle;
      }
    }
    return outer;
  }
}

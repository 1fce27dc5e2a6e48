package io.dealrank.ranking.glmix;

/**
 * Loss of one row as a function of its margin s and label t, convex in s.
 *
 * <pre>
 * LOGISTIC  log(1 + exp(s)) - t s     t in [0, 1]: minus the log likelihood of a label that is 1
 *                                     with probability t
 * SQUARED   (s - t)^2 / 2             t any number
 * </pre>
 */
enum Loss {
  LOGISTIC {
    @Override
    double value(double margin, double label) {
      return softplus(margin) - label * margin;
    }

    @Override
    double mean(double margin) {
      return sigmoid(margin);
    }

    @Override
    double value(double margin, double mean, double label) {
      // log(1 + exp(s)) is s - log p and -log(1 - p); the logarithm near 1 needs its own function.
      double softplus =
          margin > 0
              ? margin - Math.log(mean)
              : mean > 0.01 ? -Math.log(1 - mean) : -Math.log1p(-mean);
      return softplus - label * margin;
    }

    @Override
    double curvature(double mean) {
      return mean * (1 - mean);
    }
  },
  SQUARED {
    @Override
    double value(double margin, double label) {
      return 0.5 * (margin - label) * (margin - label);
    }

    @Override
    double mean(double margin) {
      return margin;
    }

    @Override
    double value(double margin, double mean, double label) {
      return value(margin, label);
    }

    @Override
    double curvature(double mean) {
      return 1;
    }
  };

  abstract double value(double margin, double label);

  /**
   * The label that is expected at a margin, sigmoid(s) or s. The first derivative by the margin is
   * {@code mean - label}.
   */
  abstract double mean(double margin);

  /** The same as {@link #value(double, double)}, cheaper where the mean is known. */
  abstract double value(double margin, double mean, double label);

  /** Second derivative by the margin; it does not depend on the label. */
  abstract double curvature(double mean);

  /** {@code 1 / (1 + exp(-s))}, without overflow. */
  static double sigmoid(double s) {
    if (s >= 0) {
      return 1 / (1 + Math.exp(-s));
    }
    double e = Math.exp(s);
    return e / (1 + e);
  }

  /** {@code log(1 + exp(s))}, without overflow. */
  static double softplus(double s) {
    return s > 0 ? s + Math.log1p(Math.exp(-s)) : Math.log1p(Math.exp(s));
  }
}

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
    double slope(double margin, double label) {
      return sigmoid(margin) - label;
    }

    @Override
    double curvature(double margin) {
      double p = sigmoid(margin);
      return p * (1 - p);
    }
  },
  SQUARED {
    @Override
    double value(double margin, double label) {
      return 0.5 * (margin - label) * (margin - label);
    }

    @Override
    double slope(double margin, double label) {
      return margin - label;
    }

    @Override
    double curvature(double margin) {
      return 1;
    }
  };

  abstract double value(double margin, double label);

  /** First derivative by the margin. */
  abstract double slope(double margin, double label);

  /** Second derivative by the margin; it does not depend on the label. */
  abstract double curvature(double margin);

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

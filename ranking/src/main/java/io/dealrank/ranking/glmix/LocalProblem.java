package io.dealrank.ranking.glmix;

import java.util.Arrays;

/**
 * The penalised likelihood of a contiguous run of rows, on primitive arrays:
 *
 * <pre>
 * f(w) = sum_i a_i loss(o_i + x_i . w, t_i) + 1/2 sum_j r_j (w_j - m_j)^2
 * g    = sum_i a_i loss'_i x_i + r (w - m)
 * H    = sum_i a_i loss''_i x_i x_i' + diag(r)
 * </pre>
 *
 * with weight a, offset o, label t, prior mean m and precision r (the L2 strength, or what an older
 * model says); {@link LocalMinimum} finds its minimum. An instance owns its scratch arrays and is
 * used by one thread.
 */
final class LocalProblem {
  /** Widest Hessian that is formed; wider problems go to L-BFGS. */
  static final int WIDEST_HESSIAN = 512;

  private final Loss loss;
  private double[] gradient = new double[0];
  private double[] direction = new double[0];
  private double[] hessian = new double[0];
  private double[] margins = new double[0];

  /** Means at the margins for which the loss was last computed. */
  private double[] expected = new double[0];

  /** What a step of 1 along the direction takes from the margins. */
  private double[] steps = new double[0];

  private FeatureRows features;
  private double[] labels;
  private double[] weights;
  private double[] offsets;
  private int first;
  private int end;
  private double scale;
  private int width;
  private boolean intercept;
  private double[] means;
  private double[] precisions;
  private int from;

  LocalProblem(Loss loss) {
    this.loss = loss;
  }

  /** Sets the rows: {@code [first, end)} of the arrays, weights times {@code scale}. */
  LocalProblem rows(
      FeatureRows features,
      double[] labels,
      double[] weights,
      double[] offsets,
      int first,
      int end,
      double scale) {
    this.features = features;
    this.labels = labels;
    this.weights = weights;
    this.offsets = offsets;
    this.first = first;
    this.end = end;
    this.scale = scale;
    return this;
  }

  /**
   * Sets what is looked for: {@code width} coefficients and an intercept after them, which lie from
   * {@code from} on in the arrays of coefficients, prior means (null: all 0) and precisions.
   */
  LocalProblem coefficients(
      int width, boolean intercept, double[] means, double[] precisions, int from) {
    this.width = width;
    this.intercept = intercept;
    this.means = means;
    this.precisions = precisions;
    this.from = from;
    return this;
  }

  int size() {
    return width + (intercept ? 1 : 0);
  }

  int from() {
    return from;
  }

  /** f at w. */
  double value(double[] w) {
    setMargins(w);
    return lossAt(0, null) + penalty(w, null, 0);
  }

  /**
   * f at x, which holds the coefficients looked for and nothing else.
   *
   * @param into the gradient is added to it
   */
  double value(double[] x, double[] into) {
    double value = 0;
    for (int i = first; i < end; i++) {
      double a = scale * weights[i];
      double margin = offsets[i] + features.dot(i, x, 0) + (intercept ? x[width] : 0);
      double mean = loss.mean(margin);
      value += a * loss.value(margin, mean, labels[i]);
      double slope = a * (mean - labels[i]);
      features.addTo(i, slope, into);
      if (intercept) {
        into[width] += slope;
      }
    }
    for (int j = 0; j < size(); j++) {
      double d = x[j] - mean(j);
      value += 0.5 * precisions[from + j] * d * d;
      into[j] += precisions[from + j] * d;
    }
    return value;
  }

  /**
   * Turns to the direction {@code -H^-1 g} at w, where f was last computed.
   *
   * @return {@code g' H^-1 g}; where it is not above 0 there is no way down
   */
  double turn(double[] w) {
    int n = size();
    derivatives(w, n);
    System.arraycopy(gradient, 0, direction, 0, n);
    NewtonSystem.solve(hessian, direction, n);
    double decrement = 0;
    for (int j = 0; j < n; j++) {
      decrement += gradient[j] * direction[j];
    }
    if (decrement > 0) {
      setSteps();
    }
    return decrement;
  }

  /** f at w moved by a step of some size in the direction. */
  double along(double[] w, double size) {
    return lossAt(size, steps) + penalty(w, direction, size);
  }

  /** Moves w by such a step. */
  void move(double[] w, double size) {
    for (int j = 0; j < size(); j++) {
      w[from + j] -= size * direction[j];
    }
    for (int i = first; i < end; i++) {
      margins[i - first] -= size * steps[i - first];
    }
  }

  /** {@code 1/2 sum r (w - m)^2} at w. */
  double penalty(double[] w) {
    return penalty(w, null, 0);
  }

  /** The lower triangle of H at w, row by row. */
  double[] hessian(double[] w) {
    setMargins(w);
    double unused = lossAt(0, null);
    derivatives(w, size());
    return Arrays.copyOf(hessian, size() * (size() + 1) / 2);
  }

  /**
   * Variances of the coefficients in the normal approximation of the posterior at w: {@code 1 /
   * H_jj} (simple) or the diagonal of {@code H^-1} (full). NaN where H cannot be inverted.
   */
  double[] variances(double[] w, boolean full) {
    int n = size();
    if (!full || n > WIDEST_HESSIAN) {
      double[] diagonal = hessianDiagonal(w);
      for (int j = 0; j < n; j++) {
        diagonal[j] = diagonal[j] > 0 ? 1 / diagonal[j] : Double.NaN;
      }
      return diagonal;
    }
    double[] h = hessian(w);
    if (!Cholesky.factor(h, n)) {
      double[] unknown = new double[n];
      Arrays.fill(unknown, Double.NaN);
      return unknown;
    }
    return Cholesky.inverseDiagonal(h, n);
  }

  /** The diagonal of H at w. */
  double[] hessianDiagonal(double[] w) {
    setMargins(w);
    double[] diagonal = new double[size()];
    for (int i = first; i < end; i++) {
      double c = scale * weights[i] * loss.curvature(loss.mean(margins[i - first]));
      features.addSquares(i, c, diagonal);
      if (intercept) {
        diagonal[width] += c;
      }
    }
    for (int j = 0; j < diagonal.length; j++) {
      diagonal[j] += precisions[from + j];
    }
    return diagonal;
  }

  private void setMargins(double[] w) {
    if (margins.length < end - first) {
      margins = new double[Math.max(end - first, 2 * margins.length)];
      steps = new double[margins.length];
      expected = new double[margins.length];
    }
    double constant = intercept ? w[from + width] : 0;
    for (int i = first; i < end; i++) {
      margins[i - first] = offsets[i] + features.dot(i, w, from) + constant;
    }
  }

  private void setSteps() {
    double constant = intercept ? direction[width] : 0;
    for (int i = first; i < end; i++) {
      steps[i - first] = features.dot(i, direction, 0) + constant;
    }
  }

  /** The loss at a step along what lowers the margins, and the means there. */
  private double lossAt(double size, double[] along) {
    double sum = 0;
    for (int i = first; i < end; i++) {
      double margin = margins[i - first] - (along == null ? 0 : size * along[i - first]);
      double mean = loss.mean(margin);
      expected[i - first] = mean;
      sum += weights[i] * loss.value(margin, mean, labels[i]);
    }
    return scale * sum;
  }

  private double penalty(double[] w, double[] along, double size) {
    double sum = 0;
    for (int j = 0; j < size(); j++) {
      double d = w[from + j] - (along == null ? 0 : size * along[j]) - mean(j);
      sum += precisions[from + j] * d * d;
    }
    return 0.5 * sum;
  }

  private double mean(int j) {
    return means == null ? 0 : means[from + j];
  }

  /** Gradient and Hessian at w, where the loss was last computed. */
  private void derivatives(double[] w, int n) {
    if (gradient.length < n) {
      gradient = new double[n];
      direction = new double[n];
      hessian = new double[n * (n + 1) / 2];
    }
    Arrays.fill(gradient, 0, n, 0);
    Arrays.fill(hessian, 0, n * (n + 1) / 2, 0);
    for (int i = first; i < end; i++) {
      double a = scale * weights[i];
      double mean = expected[i - first];
      double slope = a * (mean - labels[i]);
      features.addTo(i, slope, gradient);
      if (intercept) {
        gradient[width] += slope;
      }
      features.addOuter(i, a * loss.curvature(mean), hessian, width, intercept);
    }
    for (int j = 0; j < n; j++) {
      double r = precisions[from + j];
      gradient[j] += r * (w[from + j] - mean(j));
      hessian[j * (j + 1) / 2 + j] += r;
    }
  }
}

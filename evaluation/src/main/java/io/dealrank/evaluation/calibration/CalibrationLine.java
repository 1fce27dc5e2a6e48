package io.dealrank.evaluation.calibration;

/**
 * The line that turns the predicted log-odds into the best ones (Cox 1958): the maximum of the
 * likelihood of
 *
 * <pre>P(y = 1) = 1 / (1 + exp(-(intercept + slope ln(p / (1 - p)))))</pre>
 *
 * Slope 1 and intercept 0 is calibrated; a slope below 1 is too extreme (over-fitted), above 1 too
 * timid; an intercept other than 0 at slope 1 is a wrong base rate. Both NaN when the line is not
 * defined: no rows, one class, all probabilities equal, or classes that a threshold separates.
 *
 * @param slope factor of the predicted log-odds
 * @param intercept added log-odds
 */
public record CalibrationLine(double slope, double intercept) {
  private static final CalibrationLine UNDEFINED = new CalibrationLine(Double.NaN, Double.NaN);
  private static final int ITERATIONS = 100;

  /** Of the step, and of the loss, where a larger value may be rounding. */
  private static final double TOLERANCE = 1e-12;

  /** The line of rows; probabilities are clipped as in {@link LogLoss}. */
  public static CalibrationLine of(double[] p, int[] labels) {
    Predictions.check(p, labels);
    double[] x = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double clipped = Math.min(Math.max(p[i], LogLoss.CLIP), 1 - LogLoss.CLIP);
      x[i] = Math.log(clipped) - Math.log1p(-clipped);
    }
    double slope = 0;
    double intercept = 0;
    double loss = loss(x, labels, slope, intercept);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] step = newtonStep(x, labels, slope, intercept);
      double size = 1;
      double next = loss(x, labels, slope + step[0], intercept + step[1]);
      while (next > loss * (1 + TOLERANCE) && size > 1e-10) {
        size /= 2;
        next = loss(x, labels, slope + size * step[0], intercept + size * step[1]);
      }
      slope += size * step[0];
      intercept += size * step[1];
      loss = next;
      if (!Double.isFinite(slope + intercept)) {
        return UNDEFINED;
      }
      if (Math.abs(step[0]) + Math.abs(step[1]) <= TOLERANCE * (1 + Math.abs(slope))) {
        return new CalibrationLine(slope, intercept);
      }
    }
    return loss < 1e-6 * p.length ? UNDEFINED : new CalibrationLine(slope, intercept);
  }

  private static double loss(double[] x, int[] labels, double slope, double intercept) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double margin = (labels[i] == 1 ? 1 : -1) * (intercept + slope * x[i]);
      sum += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }
    return sum;
  }

  /** Minus the gradient over the Hessian; not finite where the Hessian is singular. */
  private static double[] newtonStep(double[] x, int[] labels, double slope, double intercept) {
    double g0 = 0;
    double g1 = 0;
    double h00 = 0;
    double h01 = 0;
    double h11 = 0;
    for (int i = 0; i < x.length; i++) {
      double p = 1 / (1 + Math.exp(-(intercept + slope * x[i])));
      double error = labels[i] - p;
      double weight = p * (1 - p);
      g0 += error;
      g1 += error * x[i];
      h00 += weight;
      h01 += weight * x[i];
      h11 += weight * x[i] * x[i];
    }
    double determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12 * h00 * h11)) {
      return new double[] {Double.NaN, Double.NaN};
    }
    return new double[] {(h00 * g1 - h01 * g0) / determinant, (h11 * g0 - h01 * g1) / determinant};
  }
}

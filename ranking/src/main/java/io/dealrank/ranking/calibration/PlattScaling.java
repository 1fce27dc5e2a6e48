package io.dealrank.ranking.calibration;

import org.apache.spark.api.java.JavaRDD;

/**
 * P = sigmoid(a s + b), fitted by Newton's method on the weighted logistic loss
 *
 * <pre>
 * F(a, b) = sum_i w_i (log(1 + exp(f_i)) - t_i f_i) + m/2 Var(s) (a - 1)^2,   f_i = a s_i + b
 * t_i = (W+ + 1) / (W+ + 2) for label 1,  1 / (W- + 2) for label 0
 * dF/df_i = w_i (p_i - t_i),   d2F/df_i^2 = w_i p_i (1 - p_i)
 * </pre>
 *
 * with W+ and W- the weight of the positives and of the rest. The last term is a Gaussian prior for
 * scores that are log-odds already: about as much evidence for a slope of 1 as m rare positives
 * would be; m = 0 is Platt's own method. His targets t are what a uniform prior makes of the
 * labels; with them the minimum is finite even where a threshold separates the classes. F is
 * strictly convex unless all scores are equal, so a step that does not lower it is halved (Lin, Lin
 * and Weng 2007). Scores are standardised meanwhile. One pass over the rows per trial of a step, a
 * dozen in all.
 */
final class PlattScaling {
  private static final int ITERATIONS = 200;
  private static final double STEP_TOLERANCE = 1e-10;
  private static final double LOSS_TOLERANCE = 1e-13;

  private PlattScaling() {}

  /**
   * The line that fits best. When all scores are equal it gives them the base rate, with slope 1 if
   * that counts for something, else 0.
   *
   * @param slopeStrength m, at least 0
   */
  static LogOddsLine fit(JavaRDD<double[]> blocks, CalibrationTally tally, double slopeStrength) {
    double deviation = tally.deviation();
    double negativeWeight = tally.weight - tally.positiveWeight;
    double slope = 0;
    double intercept = Math.log((tally.positiveWeight + 1) / (negativeWeight + 1));
    if (deviation == 0) {
      return slopeStrength > 0
          ? new LogOddsLine(1, intercept - tally.mean)
          : new LogOddsLine(0, intercept);
    }
    Loss loss =
        new Loss(
            tally.mean,
            deviation,
            (tally.positiveWeight + 1) / (tally.positiveWeight + 2),
            1 / (negativeWeight + 2),
            slopeStrength);
    double[] current = loss.at(blocks, slope, intercept);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double determinant = current[3] * current[5] - current[4] * current[4];
      double slopeStep = -(current[5] * current[1] - current[4] * current[2]) / determinant;
      double interceptStep = -(current[3] * current[2] - current[4] * current[1]) / determinant;
      double size = 1;
      double[] next = loss.at(blocks, slope + slopeStep, intercept + interceptStep);
      while (!(next[0] <= current[0] + LOSS_TOLERANCE * Math.abs(current[0])) && size > 1e-6) {
        size /= 2;
        next = loss.at(blocks, slope + size * slopeStep, intercept + size * interceptStep);
      }
      slope += size * slopeStep;
      intercept += size * interceptStep;
      current = next;
      if (Math.abs(slopeStep) + Math.abs(interceptStep)
          <= STEP_TOLERANCE * (1 + Math.abs(slope) + Math.abs(intercept))) {
        break;
      }
    }
    return new LogOddsLine(slope / deviation, intercept - slope * tally.mean / deviation);
  }

  /** F with its derivatives: {F, dF/da, dF/db, d2F/da2, d2F/dadb, d2F/db2}. */
  private record Loss(
      double mean,
      double deviation,
      double positiveTarget,
      double negativeTarget,
      double slopeStrength)
      implements java.io.Serializable {
    double[] at(JavaRDD<double[]> blocks, double slope, double intercept) {
      double[] all = data(blocks, slope, intercept);
      double distance = slope - deviation; // the slope is that of the standardised score
      all[0] += slopeStrength / 2 * distance * distance;
      all[1] += slopeStrength * distance;
      all[3] += slopeStrength;
      return all;
    }

    private double[] data(JavaRDD<double[]> blocks, double slope, double intercept) {
      return blocks.treeAggregate(
          new double[6],
          (sums, block) -> add(sums, block, slope, intercept),
          (left, right) -> {
            for (int i = 0; i < left.length; i++) {
              left[i] += right[i];
            }
            return left;
          });
    }

    private double[] add(double[] sums, double[] block, double slope, double intercept) {
      for (int at = 0; at < block.length; at += ScoredRows.CELLS) {
        double weight = block[at + ScoredRows.WEIGHT];
        double z = (block[at + ScoredRows.SCORE] - mean) / deviation;
        double target = block[at + ScoredRows.LABEL] == 1 ? positiveTarget : negativeTarget;
        double f = slope * z + intercept;
        double small = Math.exp(-Math.abs(f));
        double p = f >= 0 ? 1 / (1 + small) : small / (1 + small);
        double gradient = weight * (p - target);
        double curvature = weight * small / ((1 + small) * (1 + small));
        sums[0] += weight * (Math.log1p(small) + Math.max(f, 0) - target * f);
        sums[1] += gradient * z;
        sums[2] += gradient;
        sums[3] += curvature * z * z;
        sums[4] += curvature * z;
        sums[5] += curvature;
      }
      return sums;
    }
  }
}

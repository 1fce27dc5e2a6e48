package io.dealrank.evaluation.experiment;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/**
 * Sample-ratio mismatch: whether the arms have the sizes that were meant. Pearson's
 *
 * <pre>X^2 = sum over arms of (observed - expected)^2 / expected</pre>
 *
 * is chi-square with (arms - 1) degrees of freedom where assignment and counting are sound (Fabijan
 * et al., "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019). A
 * mismatch means that units were lost or doubled by arm: no effect of such an experiment can be
 * read.
 */
public final class SampleRatio {
  /** Below this p the sizes are not chance: the convention of the source. */
  public static final double MISMATCH = 0.0005;

  private SampleRatio() {}

  /**
   * The p-value of the sizes; NaN without units, with one arm, or without a positive weight.
   *
   * @param units number of units per arm
   * @param weights expected shares, on any scale; an arm of weight zero adds nothing to the sum and
   *     still counts in the degrees of freedom
   */
  public static double p(long[] units, double[] weights) {
    if (units.length != weights.length) {
      throw new IllegalArgumentException(
          units.length + " arms and " + weights.length + " expected shares: one per arm is needed");
    }
    double total = Arrays.stream(units).sum();
    double weight = Arrays.stream(weights).sum();
    if (total == 0 || units.length < 2 || !(weight > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    for (int arm = 0; arm < units.length; arm++) {
      if (weights[arm] > 0) {
        double expected = total * weights[arm] / weight;
        double gap = units[arm] - expected;
        sum += gap * gap / expected;
      }
    }
    return Gamma.regularizedGammaQ(0.5 * (units.length - 1), 0.5 * sum);
  }
}

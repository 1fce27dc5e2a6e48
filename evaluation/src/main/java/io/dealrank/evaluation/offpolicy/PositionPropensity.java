package io.dealrank.evaluation.offpolicy;

import java.io.Serializable;

/**
 * The probability that a searcher looks at a position: the propensity of a ranked log.
 *
 * @param probability of the positions 1, 2, ..., each in (0, 1]; the last holds for all beyond
 */
public record PositionPropensity(double[] probability) implements Serializable {
  public PositionPropensity {
    if (probability.length == 0) {
      throw new IllegalArgumentException(
          "The examination curve has no position: give at least the probability of position 1.");
    }
    for (int i = 0; i < probability.length; i++) {
      if (!(probability[i] > 0 && probability[i] <= 1)) {
        throw new IllegalArgumentException(
            "Position %d is looked at with probability %s: it must lie in (0, 1]. Clip it from below, for example at 0.05."
                .formatted(i + 1, probability[i]));
      }
    }
  }

  /**
   * {@code max(floor, position^-eta)} for the positions 1 to last (Joachims et al. 2017).
   *
   * @param eta strength of the bias, at least 0; 0: everything is looked at
   * @param floor clips propensities from below, at most 1
   */
  public static PositionPropensity power(double eta, double floor, int last) {
    if (!(eta >= 0)) {
      throw new IllegalArgumentException("eta is " + eta + ": it must be at least 0");
    }
    double[] probability = new double[last];
    for (int i = 0; i < last; i++) {
      probability[i] = Math.max(floor, Math.pow(i + 1.0, -eta));
    }
    return new PositionPropensity(probability);
  }

  /** The curve with every probability raised to at least the floor, in (0, 1]. */
  public PositionPropensity clipped(double floor) {
    double[] raised = probability.clone();
    for (int i = 0; i < raised.length; i++) {
      raised[i] = Math.max(floor, raised[i]);
    }
    return new PositionPropensity(raised);
  }

  /** The probability of a position, 1-based. */
  public double at(int position) {
    if (position < 1) {
      throw new IllegalArgumentException(
          "position " + position + " is below 1: positions are 1-based");
    }
    return probability[Math.min(position, probability.length) - 1];
  }
}

package io.dealrank.evaluation.offpolicy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How many times more often the target policy takes the logged action than the logging policy did:
 *
 * <pre>w_i = target probability_i / logging probability_i</pre>
 *
 * Their expectation is 1: {@link #mean} far from it says that the probabilities are wrong.
 *
 * @param values one weight per row, finite and at least 0
 */
public record ImportanceWeights(double[] values) {
  public ImportanceWeights {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Row %d has the weight %s: a weight is a finite number of at least 0."
                .formatted(i, values[i]));
      }
    }
  }

  /**
   * The weights of logged actions.
   *
   * @param target probability of the logged action under the target policy, in [0, 1]
   * @param logging probability with which it was taken, in (0, 1]
   */
  public static ImportanceWeights of(double[] target, double[] logging) {
    if (target.length != logging.length) {
      throw new IllegalArgumentException(
          "%d probabilities of the target and %d of the log: one of each per row is needed."
              .formatted(target.length, logging.length));
    }
    double[] weights = new double[target.length];
    for (int i = 0; i < weights.length; i++) {
      if (!(logging[i] > 0 && logging[i] <= 1)) {
        throw new IllegalArgumentException(
            "Row %d was logged with the probability %s: it must lie in (0, 1]. What was logged happened, so that 0 is an error of the log."
                .formatted(i, logging[i]));
      }
      if (!(target[i] >= 0 && target[i] <= 1)) {
        throw new IllegalArgumentException(
            "Row %d has the probability %s under the target policy: it must lie in [0, 1]."
                .formatted(i, target[i]));
      }
      weights[i] = target[i] / logging[i];
    }
    return new ImportanceWeights(weights);
  }

  /** Rows. */
  public int rows() {
    return values.length;
  }

  /** {@code min(w, limit)}: less variance, biased towards 0. */
  public ImportanceWeights clipped(double limit) {
    return map(w -> Math.min(w, requirePositive("limit", limit)));
  }

  /**
   * {@code w} up to the limit and 0 above: for {@link DoublyRobust}, which trusts the model there.
   */
  public ImportanceWeights switched(double limit) {
    return map(w -> w <= limit ? w : 0);
  }

  /**
   * {@code lambda w / (w^2 + lambda)}, the optimistic shrinkage of Su et al. 2020: w for a large
   * lambda, 0 for lambda = 0.
   */
  public ImportanceWeights shrunk(double lambda) {
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException("lambda is " + lambda + ": it must be at least 0");
    }
    return map(w -> w == 0 ? 0 : lambda == Double.POSITIVE_INFINITY ? w : w / (w * w / lambda + 1));
  }

  /** Share of rows with a weight above the limit; NaN for no row. */
  public double clippedShare(double limit) {
    return (double) Arrays.stream(values).filter(w -> w > limit).count() / values.length;
  }

  /** The mean weight; NaN for no row. */
  public double mean() {
    return sum() / values.length;
  }

  /** The largest weight; NaN for no row. */
  public double largest() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  /** Share of the total that the largest weight has; NaN when all are 0. */
  public double largestShare() {
    return largest() / sum();
  }

  /**
   * Kish's effective sample size {@code (sum w)^2 / sum w^2}, in [1, n]: so many rows of equal
   * weight would give the same variance. NaN when all weights are 0.
   */
  public double effectiveSampleSize() {
    double largest = largest();
    double squares = 0;
    for (double w : values) {
      squares += (w / largest) * (w / largest);
    }
    double scaled = sum() / largest;
    return scaled * scaled / squares;
  }

  double sum() {
    return Arrays.stream(values).sum();
  }

  private ImportanceWeights map(DoubleUnaryOperator change) {
    return new ImportanceWeights(Arrays.stream(values).map(change).toArray());
  }

  private static double requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is " + value + ": it must be above 0");
    }
    return value;
  }
}

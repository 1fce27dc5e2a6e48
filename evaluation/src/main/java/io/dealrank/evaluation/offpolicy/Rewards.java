package io.dealrank.evaluation.offpolicy;

/** Checks of the arrays that the estimators take beside the weights. */
final class Rewards {
  private Rewards() {}

  /** Refuses an array of another length than the weights, NaN and infinite values. */
  static double[] require(String name, double[] values, ImportanceWeights weights) {
    if (values.length != weights.rows()) {
      throw new IllegalArgumentException(
          "%d values of %s and %d weights: one of each per row is needed."
              .formatted(values.length, name, weights.rows()));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "Row %d has %s = %s: it must be a finite number. A reward that is not known yet is not 0: leave the row out."
                .formatted(i, name, values[i]));
      }
    }
    return values;
  }
}

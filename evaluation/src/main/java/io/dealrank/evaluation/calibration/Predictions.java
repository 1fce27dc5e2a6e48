package io.dealrank.evaluation.calibration;

/** Checks of the two arrays that every function of this package takes. */
final class Predictions {
  private Predictions() {}

  /**
   * Refuses arrays of different length, a probability outside [0, 1] or NaN, a label other than 0
   * and 1.
   */
  static void check(double[] p, int[] labels) {
    if (p.length != labels.length) {
      throw new IllegalArgumentException(
          "%d probabilities and %d labels: one label per probability is needed. Pass rows, not columns of different tables."
              .formatted(p.length, labels.length));
    }
    for (int i = 0; i < p.length; i++) {
      if (!(p[i] >= 0 && p[i] <= 1)) {
        throw new IllegalArgumentException(
            "Row %d has the probability %s: it must lie in [0, 1]. Calibrate scores first."
                .formatted(i, p[i]));
      }
      if (labels[i] != 0 && labels[i] != 1) {
        throw new IllegalArgumentException(
            "Row %d has the label %d: it must be 1 (happened) or 0 (did not). Map grades to one of them."
                .formatted(i, labels[i]));
      }
    }
  }
}

package io.dealrank.ranking.calibration;

/** Every refusal of this package: the problem, the reason, the remedy, with the actual values. */
final class CalibrationErrors {
  private CalibrationErrors() {}

  static IllegalArgumentException badScores(String column, long count) {
    return new IllegalArgumentException(
        ("The score column '%s' has %d values that are null, NaN or infinite in the held-out rows. Give"
                + " the column that the ranker's model added.")
            .formatted(column, count));
  }

  static IllegalArgumentException badLabels(String column, long count) {
    return new IllegalArgumentException(
        "The label '%s' has %d values other than 0, 1 and null in the held-out rows. Map it to 1 and 0."
            .formatted(column, count));
  }

  static IllegalArgumentException badWeights(String column, long count) {
    return new IllegalArgumentException(
        "The weight column '%s' has %d values that are null, negative, NaN or infinite. Use values >= 0."
            .formatted(column, count));
  }

  static IllegalArgumentException noRows(String label) {
    return new IllegalArgumentException(
        ("No rows to calibrate on: 0 held-out rows carry the label '%s' and a positive weight. Hold out"
                + " more, or use the method 'none'.")
            .formatted(label));
  }

  static IllegalArgumentException oneClass(String label, long rows, long positives) {
    return new IllegalArgumentException(
        ("The label '%s' has one class only in the held-out rows: %d of %d are positive, so no probability"
                + " can be told. Hold out more, or set 'fallback' to 'rate' for the base rate.")
            .formatted(label, positives, rows));
  }

  static IllegalArgumentException reversed(String score, String label, double slope) {
    return new IllegalArgumentException(
        ("The score '%s' does not rise with the label '%s' in the held-out rows: the fitted slope is %s, and"
                + " a probability that falls with the score would turn the ranking around. Check the ranker"
                + " on later rows, or set 'fallback' to 'rate' for the base rate.")
            .formatted(score, label, slope));
  }

  static IllegalArgumentException emptyPart(
      String part, String how, long trainingRows, long heldOutRows) {
    return new IllegalArgumentException(
        ("No rows %s: the split by %s leaves %d labelled rows to train on and %d held out. Change 'holdout',"
                + " or set 'timeColumn' to the instant of the query ('' splits by a hash of the query).")
            .formatted(part, how, trainingRows, heldOutRows));
  }

  static IllegalArgumentException oneClassToTrainOn(String label, long rows, long positives) {
    return new IllegalArgumentException(
        ("The label '%s' has one class only before the held-out rows: %d of %d are positive. Hold out less,"
                + " widen the dates, or choose an outcome that happens more often.")
            .formatted(label, positives, rows));
  }
}

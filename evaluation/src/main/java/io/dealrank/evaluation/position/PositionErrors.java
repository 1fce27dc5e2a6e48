package io.dealrank.evaluation.position;

/** The refusals of this package. */
final class PositionErrors {
  private PositionErrors() {}

  static IllegalArgumentException nothingToCompare(String label, String source, long contacts) {
    return new IllegalArgumentException(
        ("No examination curve: the %s rows have %d contacts ('%s' = 1), and none of them lets position 1 be"
                + " compared with another. Give more days, or shuffle a share of the lists.")
            .formatted(source, contacts, label));
  }

  static IllegalArgumentException outOfRange(String name, Object value, String range) {
    return new IllegalArgumentException(
        "%s must be %s, was %s: change the value.".formatted(name, range, value));
  }
}

package io.dealrank.ranking.selection;

import java.util.Collection;

/** The refusals of this package: the problem, the reason, the remedy. */
final class SearchErrors {
  private SearchErrors() {}

  static IllegalArgumentException badRange(Object range, String why) {
    return new IllegalArgumentException(
        "The range %s cannot be searched: %s. Change the range.".formatted(range, why));
  }

  static IllegalArgumentException badParameter(String name, Object value, String why) {
    return new IllegalArgumentException(
        ("The search space gives '%s' as %s: %s. Write {from, to, scale: linear or log, whole: true or"
                + " false} or {choices: [...]}.")
            .formatted(name, value, why));
  }

  static IllegalArgumentException emptySpace() {
    return new IllegalArgumentException(
        "The search space has no parameter: there is nothing to try. Name at least one with its range.");
  }

  static IllegalArgumentException outOfRange(String name, Object value, String range) {
    return new IllegalArgumentException(
        "%s must be %s, was %s: change the value.".formatted(name, range, value));
  }

  static IllegalArgumentException noValidation(String time, Object cutoff, long empty) {
    return new IllegalArgumentException(
        ("There is nothing to compare settings by: of the lists whose every '%s' is at or after %s, 0 have a row"
                + " with a label above 0 (%d have none). Choose an earlier instant or give later rows.")
            .formatted(time, cutoff, empty));
  }

  static IllegalArgumentException missingColumn(
      String role, String column, Collection<String> present) {
    return new IllegalArgumentException(
        "The %s column '%s' is missing. Columns: %s. Name another column or add it."
            .formatted(role, column, present));
  }
}

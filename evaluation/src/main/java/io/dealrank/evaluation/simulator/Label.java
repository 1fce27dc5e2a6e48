package io.dealrank.evaluation.simulator;

import java.util.Locale;

/** How constants are written in the tables: {@code FULL_DAY} is {@code full_day}. */
final class Label {
  private Label() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

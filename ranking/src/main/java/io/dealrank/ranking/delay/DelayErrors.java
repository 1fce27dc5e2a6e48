package io.dealrank.ranking.delay;

import java.time.Duration;
import java.time.Instant;

/** The refusals of this package. */
final class DelayErrors {
  private DelayErrors() {}

  static IllegalArgumentException outOfRange(String name, Object value, String range) {
    return new IllegalArgumentException(
        "%s must be %s, was %s: change the value.".formatted(name, range, value));
  }

  static IllegalArgumentException nothingOld(
      String outcome, Instant trainingInstant, Duration window, long outcomes) {
    return new IllegalArgumentException(
        ("No delay distribution: %d outcomes '%s' are known before %s, but none follows an impression at least"
                + " %s old, so the share that arrives last is unknown. Give older logs or a shorter window.")
            .formatted(outcomes, outcome, trainingInstant, window));
  }
}

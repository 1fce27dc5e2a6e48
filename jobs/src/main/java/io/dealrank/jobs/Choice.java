package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An option whose value is one of a few names. */
final class Choice {
  private Choice() {}

  /** The constant with the given name in lower case. */
  static <E extends Enum<E>> E of(String option, String name, E[] values) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
        return value;
      }
    }
    List<String> valid = Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    throw new ConfigurationException(
        "--" + option + " " + name + " is unknown.",
        "Nearest: " + Names.nearest(name, valid) + ".",
        "Use one of " + String.join(", ", valid) + ".");
  }
}

package io.dealrank.features.vertical;

import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Rules for names that become columns and folders, and the nearest name to a misspelt one. */
public final class Names {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private Names() {}

  /** Refuses a missing name, or one that is not lower_snake_case of at most 64 characters. */
  static String require(String name, String key) {
    if (name == null) {
      throw new IllegalArgumentException("key '" + key + "' is missing");
    }
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          key + " '" + name + "' is not a name: use lower case letters, digits and _");
    }
    return name;
  }

  /**
   * The valid name with the smallest edit distance to the given one; empty text if there is none.
   */
  public static String nearest(String name, Collection<String> valid) {
    return valid.stream()
        .min(
            Comparator.comparingInt(
                    (String v) -> LevenshteinDistance.getDefaultInstance().apply(name, v))
                .thenComparing(Comparator.naturalOrder()))
        .orElse("");
  }
}

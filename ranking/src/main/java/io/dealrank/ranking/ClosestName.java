package io.dealrank.ranking;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name nearest to a misspelt one by edit distance, ignoring case; ties go to the first. */
final class ClosestName {
  private ClosestName() {}

  /** The nearest of {@code names} to {@code name}, or {@code otherwise} when there are none. */
  static String to(String name, Collection<String> names, String otherwise) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String wanted = name.toLowerCase(Locale.ROOT);
    return names.stream()
        .min(Comparator.comparing(n -> distance.apply(wanted, n.toLowerCase(Locale.ROOT))))
        .orElse(otherwise);
  }
}

package io.dealrank.evaluation.trec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Document ids and scores as files write them, drawn so that awkward ones come often. */
final class DrawnText {
  private static final List<String> LETTERS =
      List.of("a", "B", "9", "10", "\u00e9", "\uFF5E", "\uD83D\uDE00", "-", "%", "a1");

  private DrawnText() {}

  /** Some documents, fewer than most. */
  static Set<String> documents(Random random, int most) {
    Set<String> documents = new LinkedHashSet<>();
    for (int i = 0; i < 1 + random.nextInt(most); i++) {
      documents.add(
          LETTERS.get(random.nextInt(LETTERS.size()))
              + LETTERS.get(random.nextInt(LETTERS.size())));
    }
    return documents;
  }

  /** A score; several forms are the same number, or nearly. */
  static String score(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "0.1";
      case 1 -> "1e-1";
      case 2 -> "0.10000000000000002";
      case 3 -> "-0";
      case 4 -> Integer.toString(random.nextInt(3));
      default -> Double.toString(random.nextGaussian());
    };
  }
}

package io.dealrank.evaluation.trec;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The scored documents of a system: query -> document -> score.
 *
 * <p>File format, one row per returned document: {@code query Q0 document rank score tag}; only
 * query, document and score are used, the rank is not.
 *
 * @param file where it was read, for messages
 * @param scores by query, then document
 */
public record Run(Path file, Map<String, Map<String, Double>> scores) {
  private static final String COLUMNS = "query, Q0, document, rank, score, tag";
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** Code-point order, which is the byte order of UTF-8; {@link String#compareTo} is not. */
  static final Comparator<String> UTF8_ORDER = Run::compareCodePoints;

  /**
   * Reads a run file.
   *
   * @throws TrecFileException if the file is missing or empty, a row is short, a score is not a
   *     finite number or a document occurs twice in a query
   */
  public static Run read(Path file) {
    Map<String, Map<String, Double>> scores = new HashMap<>();
    TrecRows.read(
        file,
        COLUMNS,
        6,
        Integer.MAX_VALUE,
        (line, fields) -> {
          Map<String, Double> ofQuery = scores.computeIfAbsent(fields[0], q -> new HashMap<>());
          if (ofQuery.put(fields[2], score(file, line, fields[4])) != null) {
            throw TrecFileException.duplicate(file, line, fields[0], fields[2]);
          }
        });
    return new Run(file, scores);
  }

  /** The documents of a query: score descending as double, ties by document id descending. */
  public List<String> ranking(String query) {
    Map<String, Double> ofQuery = scores.getOrDefault(query, Map.of());
    return ofQuery.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(UTF8_ORDER))
                .reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double score(Path file, long line, String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw TrecFileException.notAScore(file, line, text);
    }
    double score = Double.parseDouble(text);
    if (Double.isInfinite(score)) {
      throw TrecFileException.notAScore(file, line, text);
    }
    return score + 0.0; // -0 and 0 tie
  }

  private static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; ) {
      int left = a.codePointAt(i);
      int right = b.codePointAt(i);
      if (left != right) {
        return Integer.compare(left, right);
      }
      i += Character.charCount(left);
    }
    return Integer.compare(a.length(), b.length());
  }
}

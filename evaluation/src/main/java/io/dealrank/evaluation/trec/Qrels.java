package io.dealrank.evaluation.trec;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Relevance judgments: query -> document -> grade.
 *
 * <p>File format, one row per judgment: {@code query iteration document grade}; the iteration is
 * not used. A grade above 0 is relevant, -1 is pooled but not judged.
 *
 * @param file where they were read, for messages
 * @param grades by query, then document
 */
public record Qrels(Path file, Map<String, Map<String, Integer>> grades) {
  private static final String COLUMNS = "query, iteration, document, grade";

  /**
   * Reads a qrels file.
   *
   * @throws TrecFileException if the file is missing or empty, a row is short or long, a grade is
   *     not an integer or a document occurs twice in a query
   */
  public static Qrels read(Path file) {
    Map<String, Map<String, Integer>> grades = new HashMap<>();
    TrecRows.read(
        file,
        COLUMNS,
        4,
        4,
        (line, fields) -> {
          Map<String, Integer> ofQuery = grades.computeIfAbsent(fields[0], q -> new HashMap<>());
          if (ofQuery.put(fields[2], grade(file, line, fields[3])) != null) {
            throw TrecFileException.duplicate(file, line, fields[0], fields[2]);
          }
        });
    return new Qrels(file, grades);
  }

  private static int grade(Path file, long line, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notAnInteger) {
      throw TrecFileException.notAGrade(file, line, text);
    }
  }
}

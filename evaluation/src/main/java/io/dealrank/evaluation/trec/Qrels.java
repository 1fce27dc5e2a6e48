package io.dealrank.evaluation.trec;

import java.nio.file.Path;

/**
 * Relevance judgments.
 *
 * <p>File format, one row per judgment: {@code query iteration document grade}; the iteration is
 * not used. A negative grade says: pooled, but not judged.
 */
public final class Qrels {
  private static final String COLUMNS = "query, iteration, document, grade";

  private final Path file;
  private final QueryRows rows;
  private final int highestGrade;

  private Qrels(Path file, QueryRows rows, int highestGrade) {
    this.file = file;
    this.rows = rows;
    this.highestGrade = highestGrade;
  }

  /**
   * Reads a qrels file.
   *
   * @throws TrecFileException if the file is missing or empty, a row is short or long, a grade is
   *     not an integer or a document occurs twice in a query
   */
  public static Qrels read(Path file) {
    QueryRows rows = new QueryRows(file);
    int[] highest = {0};
    TrecRows.read(
        file,
        COLUMNS,
        4,
        4,
        row -> {
          long grade = Decimals.wholeNumber(row.bytes, row.from[3], row.to[3]);
          if (grade == Long.MIN_VALUE) {
            throw TrecFileException.notAGrade(file, row.line, row.text(3));
          }
          highest[0] = Math.max(highest[0], (int) grade);
          rows.add(row, grade);
        });
    rows.group();
    return new Qrels(file, rows, highest[0]);
  }

  /** Where they were read. */
  public Path file() {
    return file;
  }

  /** The highest grade of all queries, at least 0. */
  public int highestGrade() {
    return highestGrade;
  }

  /** The number of judgments. */
  public int size() {
    return rows.rows();
  }

  QueryRows rows() {
    return rows;
  }
}

package io.dealrank.evaluation.backtest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The rows of one query in production order: position ascending, ties by {@code listing_id}
 * ascending in the order of UTF-8 bytes.
 *
 * @param query its id
 * @param rows as {@link JudgedRankings#byQuery} gives them, sorted
 */
record JudgedList(String query, List<Row> rows) {
  private static final Comparator<Row> PRODUCTION =
      Comparator.<Row>comparingInt(row -> row.getInt(JudgedRankings.Cell.POSITION))
          .thenComparing(
              row -> row.<byte[]>getAs(JudgedRankings.Cell.LISTING_ID),
              Comparator.nullsFirst(Arrays::compareUnsigned));

  /**
   * Sorts the rows of one query.
   *
   * @throws IllegalArgumentException if the query is null, or a position, label or score is null or
   *     NaN
   */
  static JudgedList of(List<Row> unsorted) {
    byte[] id = unsorted.get(0).getAs(JudgedRankings.Cell.QUERY_ID);
    if (id == null) {
      throw new IllegalArgumentException(
          "Judged rankings: query_id is null for listing "
              + text(unsorted.get(0).getAs(JudgedRankings.Cell.LISTING_ID))
              + "; every row belongs to a query.");
    }
    String query = text(id);
    for (Row row : unsorted) {
      require(row, JudgedRankings.Cell.POSITION, JudgedRankings.POSITION, query);
      require(row, JudgedRankings.Cell.LABEL, JudgedRankings.LABEL, query);
      require(row, JudgedRankings.Cell.MODEL_SCORE, JudgedRankings.MODEL_SCORE, query);
      if (Double.isNaN(row.getDouble(JudgedRankings.Cell.MODEL_SCORE))) {
        throw new IllegalArgumentException(
            "Judged rankings: model_score is NaN in query "
                + query
                + "; every listing of a compared list needs a score.");
      }
    }
    List<Row> rows = new ArrayList<>(unsorted);
    rows.sort(PRODUCTION);
    return new JudgedList(query, rows);
  }

  private static void require(Row row, int cell, String column, String query) {
    if (row.isNullAt(cell)) {
      throw new IllegalArgumentException(
          "Judged rankings: " + column + " is null in query " + query + "; it must have a value.");
    }
  }

  private static String text(byte[] id) {
    return id == null ? null : new String(id, StandardCharsets.UTF_8);
  }

  String searcher() {
    return text(rows.get(0).getAs(JudgedRankings.Cell.SEARCHER_ID));
  }

  /** Of type MAP, as it goes into a result row; may be null. */
  Object segments() {
    return rows.get(0).get(JudgedRankings.Cell.SEGMENTS);
  }

  /** Labels in production order. */
  int[] labels() {
    int[] labels = new int[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.get(i).getInt(JudgedRankings.Cell.LABEL);
    }
    return labels;
  }

  /** Positions negated, so that a higher number stands higher. */
  double[] productionScores() {
    double[] scores = new double[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -rows.get(i).getInt(JudgedRankings.Cell.POSITION);
    }
    return scores;
  }

  /** Model scores in production order. */
  double[] modelScores() {
    double[] scores = new double[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = rows.get(i).getDouble(JudgedRankings.Cell.MODEL_SCORE);
    }
    return scores;
  }

  /**
   * A feature in production order; NaN where null.
   *
   * @param which its place among the features asked for
   */
  double[] feature(int which) {
    int cell = JudgedRankings.Cell.FIRST_FEATURE + which;
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      Row row = rows.get(i);
      values[i] = row.isNullAt(cell) ? Double.NaN : row.getDouble(cell);
    }
    return values;
  }
}

package io.dealrank.evaluation.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;

/** The rows of one query in production order; an iterator over sorted rows holds one at a time. */
record JudgedList(String query, List<Row> rows) {

  /** Groups rows that are sorted by query into lists, holding one list in memory. */
  static Iterator<JudgedList> group(Iterator<Row> sorted) {
    return new Iterator<>() {
      private Row next = sorted.hasNext() ? sorted.next() : null;

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public JudgedList next() {
        if (next == null) {
          throw new NoSuchElementException();
        }
        String query = next.getAs(JudgedRankings.QUERY_ID);
        if (query == null) {
          throw new IllegalArgumentException(
              "Judged rankings: query_id is null for listing "
                  + next.getAs(JudgedRankings.LISTING_ID)
                  + "; every row belongs to a query.");
        }
        List<Row> rows = new ArrayList<>();
        while (next != null && Objects.equals(query, next.getAs(JudgedRankings.QUERY_ID))) {
          rows.add(next);
          next = sorted.hasNext() ? sorted.next() : null;
        }
        return new JudgedList(query, rows);
      }
    };
  }

  String searcher() {
    return rows.get(0).getAs(JudgedRankings.SEARCHER_ID);
  }

  /** Labels in production order. */
  int[] labels() {
    return rows.stream()
        .mapToInt(row -> this.<Integer>required(row, JudgedRankings.LABEL))
        .toArray();
  }

  /** Positions negated, so that a higher number stands higher. */
  double[] productionScores() {
    return rows.stream()
        .mapToDouble(row -> -this.<Integer>required(row, JudgedRankings.POSITION))
        .toArray();
  }

  /** Model scores in production order. */
  double[] modelScores() {
    double[] scores =
        rows.stream()
            .mapToDouble(row -> this.<Double>required(row, JudgedRankings.MODEL_SCORE))
            .toArray();
    for (double score : scores) {
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException(
            "Judged rankings: model_score is NaN in query "
                + query
                + "; every listing of a compared list needs a score.");
      }
    }
    return scores;
  }

  /** A feature in production order; NaN where null. */
  double[] feature(String name) {
    return rows.stream()
        .mapToDouble(row -> Objects.requireNonNullElse(row.<Double>getAs(name), Double.NaN))
        .toArray();
  }

  /** Indices by score descending; equal scores stay in production order. */
  static int[] byScoreDescending(double[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> 0.0 - scores[i]));
    return Arrays.stream(order).mapToInt(i -> i).toArray();
  }

  private <T> T required(Row row, String column) {
    T value = row.getAs(column);
    if (value == null) {
      throw new IllegalArgumentException(
          "Judged rankings: " + column + " is null in query " + query + "; it must have a value.");
    }
    return value;
  }
}

package io.dealrank.evaluation.backtest;

import org.apache.spark.sql.Row;

/**
 * A list that the model orders worse than production, to be looked at: a collected row of {@link
 * ListChanges#worst}.
 *
 * @param queryId one search
 * @param searcherId who searched; null: not known
 * @param listLength listings shown
 * @param positives of them with a label above 0
 * @param production the metric in production order
 * @param model the metric in the order of the model
 */
public record WorstList(
    String queryId,
    String searcherId,
    int listLength,
    int positives,
    double production,
    double model) {
  /** A collected row of {@link ListChanges#worst}. */
  public static WorstList from(Row row) {
    return new WorstList(
        row.getAs("query_id"),
        row.getAs("searcher_id"),
        row.<Integer>getAs("list_length"),
        row.<Integer>getAs("positives"),
        row.<Double>getAs("production"),
        row.<Double>getAs("model"));
  }

  /** {@code model - production}, below 0. */
  public double change() {
    return model - production;
  }
}

package io.dealrank.evaluation.backtest;

import org.apache.spark.sql.Row;

/**
 * One metric of one segment in both orders: a collected row of {@link Comparison}.
 *
 * @param segment name of the segment, or {@link Comparison#WHOLE}
 * @param value value of the segment, or {@link Comparison#WHOLE}, or {@link Comparison#OTHER}
 * @param metric name of the metric
 * @param lists compared lists for which the metric is defined
 * @param production mean in production order
 * @param model mean in the model's order
 * @param random mean of the expectation of a random order
 * @param uplift intervals of the relative uplift
 * @param difference intervals of the absolute difference
 * @param outcomes wins, ties, losses
 */
public record ComparisonRow(
    String segment,
    String value,
    String metric,
    long lists,
    double production,
    double model,
    double random,
    Bounds uplift,
    Bounds difference,
    Outcomes outcomes) {
  /**
   * The same quantity's interval under two ways of resampling.
   *
   * @param byQuery queries are independent
   * @param bySearcher all lists of a searcher are drawn together
   */
  public record Bounds(Interval byQuery, Interval bySearcher) {}

  /** A collected row of {@link Comparison}; null becomes NaN. */
  public static ComparisonRow from(Row row) {
    return new ComparisonRow(
        row.getAs("segment"),
        row.getAs("value"),
        row.getAs("metric"),
        row.<Long>getAs("lists"),
        number(row, "production"),
        number(row, "model"),
        number(row, "random"),
        bounds(row, "uplift"),
        bounds(row, "difference"),
        new Outcomes(row.<Long>getAs("wins"), row.<Long>getAs("ties"), row.<Long>getAs("losses")));
  }

  /** The same numbers under another name of the metric. */
  public ComparisonRow named(String other) {
    return new ComparisonRow(
        segment, value, other, lists, production, model, random, uplift, difference, outcomes);
  }

  /** {@code model / production - 1}: 0.05 is 5% better. NaN when production is 0. */
  public double relativeUplift() {
    return Comparison.uplift(production, model);
  }

  /** {@code model - production}, in units of the metric. */
  public double absoluteDifference() {
    return model - production;
  }

  private static Bounds bounds(Row row, String quantity) {
    return new Bounds(
        new Interval(number(row, quantity + "_low"), number(row, quantity + "_high")),
        new Interval(
            number(row, quantity + "_searcher_low"), number(row, quantity + "_searcher_high")));
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }
}

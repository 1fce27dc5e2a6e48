package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.ComparisonRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of several rankers over the lists of a target.
 *
 * @param ranker its type, unique in a section
 * @param parameters as configured
 * @param trainingSeconds wall-clock time of fitting all its models; NaN where it failed
 * @param tiedShare share of listings that share their score with another of their list; NaN: none
 * @param overProduction one row per metric against the production order
 * @param overFirst one row per metric against the first ranker, which stands in {@code production};
 *     empty where the first ranker failed
 * @param failure why there is no result; empty text where there is one
 */
public record RankerResult(
    String ranker,
    Map<String, Object> parameters,
    double trainingSeconds,
    double tiedShare,
    List<ComparisonRow> overProduction,
    List<ComparisonRow> overFirst,
    String failure) {
  public RankerResult {
    overProduction = List.copyOf(overProduction);
    overFirst = List.copyOf(overFirst);
  }

  /** A ranker that could not be fitted or could not score. */
  public static RankerResult failed(String ranker, Map<String, Object> parameters, String reason) {
    return new RankerResult(
        ranker, parameters, Double.NaN, Double.NaN, List.of(), List.of(), reason);
  }

  /** Whether there is no result. */
  public boolean failed() {
    return !failure.isEmpty();
  }

  /** A metric against production. */
  public Optional<ComparisonRow> overProduction(String metric) {
    return of(metric, overProduction);
  }

  /** A metric against the first ranker. */
  public Optional<ComparisonRow> overFirst(String metric) {
    return of(metric, overFirst);
  }

  static Optional<ComparisonRow> of(String metric, List<ComparisonRow> rows) {
    return rows.stream().filter(row -> row.metric().equals(metric)).findFirst();
  }
}

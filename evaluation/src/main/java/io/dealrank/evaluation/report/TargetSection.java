package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One target of the report: the same lists judged by one label.
 *
 * @param target what a positive is, for example {@code deal within 30 days}
 * @param primaryMetric the metric of the headline and of the segments, for example {@code ndcg_10}
 * @param conventions gain, discount, minimum list length
 * @param bootstrap how the intervals were made
 * @param counts name to count, in this order: what was compared, what was left out
 * @param validity warnings and checks
 * @param comparison rows of the whole and of every segment, any order
 * @param evidence further tables
 */
public record TargetSection(
    String target,
    String primaryMetric,
    Conventions conventions,
    Bootstrap bootstrap,
    Map<String, Long> counts,
    Validity validity,
    List<ComparisonRow> comparison,
    Evidence evidence) {
  private static final List<String> ORDER =
      BacktestMetric.DEFAULTS.stream().map(BacktestMetric::name).toList();

  public TargetSection {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    comparison =
        comparison.stream()
            .sorted(
                Comparator.comparing((ComparisonRow row) -> !row.segment().equals(Comparison.WHOLE))
                    .thenComparing(ComparisonRow::segment)
                    .thenComparing(row -> row.value().equals(Comparison.OTHER))
                    .thenComparing(Comparator.comparingLong(ComparisonRow::lists).reversed())
                    .thenComparing(ComparisonRow::value)
                    .thenComparingInt(row -> place(row.metric()))
                    .thenComparing(ComparisonRow::metric))
            .toList();
  }

  /** One row per metric over all compared lists. */
  public List<ComparisonRow> metrics() {
    return comparison.stream()
        .filter(row -> row.segment().equals(Comparison.WHOLE))
        .sorted(
            Comparator.comparingInt((ComparisonRow row) -> place(row.metric()))
                .thenComparing(ComparisonRow::metric))
        .toList();
  }

  /** The rows of the segments, every metric. */
  public List<ComparisonRow> segments() {
    return comparison.stream().filter(row -> !row.segment().equals(Comparison.WHOLE)).toList();
  }

  /** The rows of the segments for the primary metric. */
  public List<ComparisonRow> primarySegments() {
    return segments().stream().filter(row -> row.metric().equals(primaryMetric)).toList();
  }

  /** The result in one sentence, from the primary metric; says so when there is none. */
  public String headline() {
    return metrics().stream()
        .filter(row -> row.metric().equals(primaryMetric))
        .findFirst()
        .map(row -> caution() + sentence(row))
        .orElse("No list could be compared: there is no result.");
  }

  private String caution() {
    boolean failed =
        validity.checks().stream().anyMatch(check -> check.status() == Validity.Status.FAILED);
    return failed ? "Not to be believed, a validity check failed. " : "";
  }

  private String sentence(ComparisonRow row) {
    BacktestMetric metric = BacktestMetric.of(row.metric());
    Numbers numbers = new Numbers(bootstrap);
    String verdict =
        row.uplift().bySearcher().low() > 0
            ? "The model orders better than production"
            : row.uplift().bySearcher().high() < 0
                ? "The model orders worse than production"
                : "No difference from production is shown";
    String found =
        "%s: %s %s against %s, %s relative (%s, by searcher), %s lists."
            .formatted(
                verdict,
                metric.title(),
                Numbers.value(row.model()),
                Numbers.value(row.production()),
                Numbers.percent(row.relativeUplift()),
                numbers.percentInterval(row.uplift().bySearcher()),
                Numbers.count(row.lists()));
    double detectable = SeveralComparisons.detectable(row, bootstrap.level());
    return row.uplift().bySearcher().excludesZero() || Double.isNaN(detectable)
        ? found
        : found
            + " Lists as many and as noisy as these show an uplift of "
            + Numbers.share(detectable)
            + " four times out of five.";
  }

  private static int place(String metric) {
    int place = ORDER.indexOf(metric);
    return place < 0 ? ORDER.size() : place;
  }
}

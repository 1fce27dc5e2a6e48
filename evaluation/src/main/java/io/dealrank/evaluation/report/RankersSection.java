package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Several rankers over the same lists, judged by one label.
 *
 * @param target what a positive is, for example {@code deal within 30 days}
 * @param primaryMetric the metric of headline, plot and first table
 * @param conventions gain, discount, minimum list length
 * @param bootstrap how the intervals were made: the same resamples for all rankers
 * @param counts name to count, in this order: what was compared, what was left out
 * @param production one row per metric, the production order in both places
 * @param rankers at least one; the first is the one that the others are compared with
 */
public record RankersSection(
    String target,
    String primaryMetric,
    Conventions conventions,
    Bootstrap bootstrap,
    Map<String, Long> counts,
    List<ComparisonRow> production,
    List<RankerResult> rankers) {
  public RankersSection {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    production = List.copyOf(production);
    rankers = List.copyOf(rankers);
  }

  /** The ranker that the others are compared with. */
  public String first() {
    return rankers.get(0).ranker();
  }

  /** The primary metric of the production order; empty where no list could be compared. */
  public Optional<ComparisonRow> shown() {
    return RankerResult.of(primaryMetric, production);
  }

  /** Who orders better or worse than production and than the first ranker, in words. */
  public String headline() {
    if (shown().isEmpty()) {
      return "No list could be compared: there is no result." + failures();
    }
    String against =
        "%s over %s lists. Against production (%s): %s."
            .formatted(
                BacktestMetric.of(primaryMetric).title(),
                Numbers.count(shown().get().lists()),
                Numbers.value(shown().get().production()),
                verdicts(rankers, r -> r.overProduction(primaryMetric)));
    List<RankerResult> others = rankers.subList(1, rankers.size());
    if (!others.isEmpty()) {
      against +=
          rankers.get(0).failed()
              ? " No ranker is compared with " + first() + ", which failed."
              : " Against %s: %s."
                  .formatted(first(), verdicts(others, r -> r.overFirst(primaryMetric)));
    }
    return against + failures();
  }

  /** What the words of the headline rest on, and what they do not take into account. */
  public String caution() {
    String words =
        "Better and worse: the "
            + bootstrap.percent()
            + " interval by searcher leaves out 0; otherwise no difference is shown, which does not"
            + " mean that there is none.";
    return rankers.size() == 1
        ? words
        : words
            + " Every interval is for one comparison by itself: they are not adjusted for the"
            + " number of rankers ("
            + rankers.size()
            + "), and the best of several looks better here than it will on later lists.";
  }

  private static String verdicts(
      List<RankerResult> rankers, Function<RankerResult, Optional<ComparisonRow>> row) {
    List<String> better = new ArrayList<>();
    List<String> worse = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (RankerResult ranker : rankers) {
      if (row.apply(ranker).isPresent()) {
        Interval interval = row.apply(ranker).get().difference().bySearcher();
        (interval.low() > 0 ? better : interval.high() < 0 ? worse : open).add(ranker.ranker());
      }
    }
    List<String> verdicts = new ArrayList<>();
    if (!better.isEmpty()) {
      verdicts.add(String.join(", ", better) + " better");
    }
    if (!worse.isEmpty()) {
      verdicts.add(String.join(", ", worse) + " worse");
    }
    if (!open.isEmpty()) {
      verdicts.add(String.join(", ", open) + " no difference shown");
    }
    return verdicts.isEmpty() ? "no ranker has a result" : String.join("; ", verdicts);
  }

  private String failures() {
    List<String> failed =
        rankers.stream().filter(RankerResult::failed).map(RankerResult::ranker).toList();
    return failed.isEmpty() ? "" : " Failed: " + String.join(", ", failed) + ".";
  }
}

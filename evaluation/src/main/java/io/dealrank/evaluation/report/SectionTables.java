package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables of one target; every caption states unit and convention. */
record SectionTables(TargetSection section) {

  /** Every metric over all lists. */
  String metrics() {
    return comparison(
        "Metrics over all compared lists, " + BacktestMetric.UNIT,
        "Metric\nconvention",
        section.metrics(),
        row -> metric(row));
  }

  /** The primary metric of every segment. */
  String segments() {
    return comparison(
        BacktestMetric.of(section.primaryMetric()).title() + " by segment",
        "Segment",
        section.primarySegments(),
        row -> row.segment() + ": " + row.value());
  }

  private String metric(ComparisonRow row) {
    BacktestMetric metric = BacktestMetric.of(row.metric());
    return metric.title() + "\n" + metric.convention(section.conventions());
  }

  private String comparison(
      String caption,
      String first,
      List<ComparisonRow> rows,
      Function<ComparisonRow, String> label) {
    String level = new Numbers(section.bootstrap()).level();
    SeveralComparisons several = SeveralComparisons.of(section);
    List<String> head =
        List.of(
            first,
            "Production\nmean",
            "Model\nmean",
            "Random order\nexpectation",
            "Uplift\n% relative",
            "Uplift, " + level + "\nby query",
            "Uplift, " + level + "\nby searcher",
            "Difference\nabsolute",
            "Difference, " + level + "\nby query",
            "Difference, " + level + "\nby searcher",
            "p, Holm\nof " + several.count(),
            "Lists\ncompared",
            "Wins / ties / losses\nlists");
    List<List<String>> cells = new ArrayList<>();
    for (ComparisonRow row : rows) {
      cells.add(
          List.of(
              label.apply(row),
              Numbers.value(row.production()),
              Numbers.value(row.model()),
              Numbers.value(row.random()),
              Numbers.percent(row.relativeUplift()),
              Numbers.shortInterval(row.uplift().byQuery()),
              Numbers.shortInterval(row.uplift().bySearcher()),
              Numbers.signed(row.absoluteDifference()),
              Numbers.signedInterval(row.difference().byQuery()),
              Numbers.signedInterval(row.difference().bySearcher()),
              Numbers.value(several.holm(row)),
              Numbers.count(row.lists()),
              Numbers.count(row.outcomes().wins())
                  + " / "
                  + Numbers.count(row.outcomes().ties())
                  + " / "
                  + Numbers.count(row.outcomes().losses())));
    }
    String intervals = ". Intervals: " + section.bootstrap().text() + ". Lists from ";
    int shortest = section.conventions().minimumListLength();
    return Html.table(
        caption
            + intervals
            + shortest
            + " listings with a positive. p: by searcher, corrected for all "
            + several.count()
            + " comparisons of metrics and segments.",
        head,
        cells);
  }

  String references() {
    return Html.table(
        "Production order over the whole log, " + BacktestMetric.UNIT + ".",
        List.of("Metric", "Value\nmean", "Lists"),
        section.evidence().references().stream()
            .map(r -> List.of(r.metric(), Numbers.value(r.value()), Numbers.count(r.lists())))
            .toList());
  }

  String positions() {
    return Html.table(
        "Label rate by position shown: positives / impressions, in %.",
        List.of("Position\n1-based", "Impressions", "Positives", "Label sum", "Rate\n%"),
        section.evidence().positions().stream()
            .map(
                rate ->
                    List.of(
                        "" + rate.position(),
                        Numbers.count(rate.impressions()),
                        Numbers.count(rate.positives()),
                        Numbers.count(rate.labelSum()),
                        Numbers.share(rate.rate())))
            .toList());
  }

  String singleFeatures() {
    return Html.table(
        "Ordering by one feature alone: NDCG of the whole list, "
            + section.conventions().ofNdcg()
            + ", ties averaged, missing last. Closed gap = (NDCG \u2212 random) / (1 \u2212 random).",
        List.of(
            "Feature\ndirection",
            "Closed gap\n%",
            "NDCG\n0 to 1",
            "Random",
            "Missing\n%",
            "Lists",
            "Too good to be true"),
        section.evidence().singleFeatures().stream()
            .map(
                result ->
                    List.of(
                        result.feature() + "\n" + result.direction(),
                        Numbers.share(result.closedGap()),
                        Numbers.value(result.ndcg()),
                        Numbers.value(result.random()),
                        Numbers.share(result.missingShare()),
                        Numbers.count(result.lists()),
                        result.tooGood() ? "yes" : "no"))
            .toList());
  }
}

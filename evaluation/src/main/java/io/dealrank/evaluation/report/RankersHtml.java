package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A {@link RankersReport} as one self-contained HTML page: per target headline, forest plots, one
 * table of all rankers.
 */
public final class RankersHtml {
  private static final List<String> FURTHER =
      List.of("ndcg", "reciprocal_rank", "average_precision", "precision_1", "auc");

  private RankersHtml() {}

  /** The page. */
  public static String write(RankersReport report) {
    StringBuilder main = new StringBuilder();
    for (int i = 0; i < report.targets().size(); i++) {
      main.append(section("target" + (i + 1), report.targets().get(i)));
    }
    return new Page(report.title(), report.vertical(), report.provenance()).write(main.toString());
  }

  private static String section(String id, RankersSection section) {
    StringBuilder html = new StringBuilder();
    html.append("<section aria-labelledby=\"").append(id).append("\">\n<h2 id=\"").append(id);
    html.append("\">Target: ").append(Html.escape(section.target())).append("</h2>\n");
    html.append(Html.paragraph("headline", section.headline()));
    html.append(Html.paragraph("quiet", section.caution()));
    html.append("<div class=\"plots\">\n");
    html.append(
        plot(
            id + "-production",
            section,
            "production",
            r -> r.overProduction(section.primaryMetric())));
    if (section.rankers().size() > 1) {
      html.append(
          plot(
              id + "-first",
              section,
              section.first(),
              r -> itself(section, r) ? Optional.empty() : r.overFirst(section.primaryMetric())));
    }
    html.append("</div>\n").append(rankers(section)).append(metrics(section));
    Map<String, String> counts = new LinkedHashMap<>();
    section.counts().forEach((name, count) -> counts.put(name, Numbers.count(count)));
    html.append("<h3>What was compared</h3>\n").append(Html.definitions(counts));
    return html.append("</section>\n").toString();
  }

  /** One row per ranker that is compared with the other; no drawing where none is. */
  private static String plot(
      String id,
      RankersSection section,
      String other,
      Function<RankerResult, Optional<ComparisonRow>> over) {
    List<String> labels = new ArrayList<>();
    List<ComparisonRow> rows = new ArrayList<>();
    for (RankerResult ranker : section.rankers()) {
      over.apply(ranker)
          .ifPresent(
              row -> {
                labels.add(ranker.ranker());
                rows.add(row);
              });
    }
    String title = BacktestMetric.of(section.primaryMetric()).title();
    return rows.isEmpty()
        ? ""
        : new ForestPlot(labels, rows)
            .draw(
                id,
                title + " uplift over " + other,
                "Dot: ranker / "
                    + other
                    + " \u2212 1, in %. Wide band: "
                    + section.bootstrap().text()
                    + ", resampled by searcher (the numbers in brackets); thin line: by query.");
  }

  private static boolean itself(RankersSection section, RankerResult ranker) {
    return ranker.ranker().equals(section.first());
  }

  /** Production first, then every ranker. */
  private static String rankers(RankersSection section) {
    String title = BacktestMetric.of(section.primaryMetric()).title();
    List<String> head =
        List.of(
            "Ranker",
            title + "\n0 to 1",
            "Uplift\nover production",
            "Difference\nfrom " + section.first(),
            "Lists\ncompared",
            "Score ties\n% of listings",
            "Training\nseconds");
    List<List<String>> rows = new ArrayList<>();
    section
        .shown()
        .ifPresent(
            shown ->
                rows.add(
                    cells(
                        "production",
                        Numbers.value(shown.production()),
                        "",
                        "",
                        Numbers.count(shown.lists()),
                        "",
                        "")));
    for (RankerResult ranker : section.rankers()) {
      rows.add(row(section, ranker));
    }
    return Html.table(
        title
            + ": "
            + BacktestMetric.of(section.primaryMetric()).convention(section.conventions())
            + ". Below uplift and difference: "
            + section.bootstrap().text()
            + ", resampled by searcher, the same resamples for all rankers.",
        head,
        rows);
  }

  private static List<String> row(RankersSection section, RankerResult ranker) {
    Optional<ComparisonRow> production = ranker.overProduction(section.primaryMetric());
    if (ranker.failed() || production.isEmpty()) {
      String why = ranker.failed() ? "failed: " + ranker.failure() : "no list could be compared";
      return cells(ranker.ranker() + "\n" + why, "", "", "", "", "", "");
    }
    ComparisonRow row = production.get();
    Optional<ComparisonRow> first = ranker.overFirst(section.primaryMetric());
    return cells(
        ranker.ranker(),
        Numbers.value(row.model()),
        Numbers.percent(row.relativeUplift())
            + "\n"
            + Numbers.shortInterval(row.uplift().bySearcher()),
        itself(section, ranker) ? "" : first.map(RankersHtml::difference).orElse(""),
        Numbers.count(row.lists()),
        Numbers.share(ranker.tiedShare()),
        Numbers.seconds(ranker.trainingSeconds()));
  }

  private static String difference(ComparisonRow row) {
    return Numbers.signed(row.absoluteDifference())
        + "\n"
        + Numbers.signedInterval(row.difference().bySearcher());
  }

  /** The means of the other metrics. */
  private static String metrics(RankersSection section) {
    List<String> head = new ArrayList<>(List.of("Ranker"));
    FURTHER.forEach(metric -> head.add(BacktestMetric.of(metric).title()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(means("production", section.production()));
    for (RankerResult ranker : section.rankers()) {
      if (!ranker.failed()) {
        rows.add(means(ranker.ranker(), ranker.overProduction()));
      }
    }
    return Html.table("Means of other metrics, " + BacktestMetric.UNIT + ".", head, rows);
  }

  private static List<String> means(String name, List<ComparisonRow> rows) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (String metric : FURTHER) {
      cells.add(
          RankerResult.of(metric, rows).map(row -> Numbers.value(row.model())).orElse("\u2013"));
    }
    return cells;
  }

  private static List<String> cells(String name, String... others) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (String cell : others) {
      cells.add(cell.isEmpty() ? "\u2013" : cell);
    }
    return cells;
  }
}

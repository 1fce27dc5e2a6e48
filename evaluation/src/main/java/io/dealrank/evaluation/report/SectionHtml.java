package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.PositionRates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One target on the page: conventions, validity, headline, then one chapter after the other, each
 * with its plots and the numbers behind them. A chapter without content is left out.
 */
final class SectionHtml {
  private final String id;
  private final TargetSection section;
  private final SectionTables tables;
  private final StringBuilder chapters = new StringBuilder();
  private final StringBuilder links = new StringBuilder();
  private int written;

  SectionHtml(String id, TargetSection section) {
    this.id = id;
    this.section = section;
    this.tables = new SectionTables(section);
  }

  String write() {
    if (!section.metrics().isEmpty()) {
      chapter("Uplift and metrics", plots(uplifts(), means(), outcomes()) + tables.metrics());
    }
    attached(Part.CURVE);
    if (!section.primarySegments().isEmpty()) {
      chapter("By segment", segments() + details("Numbers by segment", tables.segments()));
    }
    attached(Part.CHANGES);
    if (!section.evidence().positions().isEmpty()) {
      chapter(
          "Label rate by position",
          plots(positions()) + details("Numbers by position", tables.positions()));
    }
    for (Part part : Part.values()) {
      if (part.compareTo(Part.CHANGES) > 0) {
        attached(part);
      }
    }
    if (!section.evidence().singleFeatures().isEmpty()) {
      chapter("One feature alone", tables.singleFeatures());
    }
    if (!section.evidence().references().isEmpty()) {
      chapter("Production over the whole log", tables.references());
    }
    return "<section aria-labelledby=\""
        + id
        + "\">\n<h2 id=\""
        + id
        + "\">Target: "
        + Html.escape(section.target())
        + "</h2>\n"
        + Html.paragraph("quiet", conventions())
        + validity()
        + Html.paragraph("headline", section.headline())
        + (links.isEmpty()
            ? ""
            : "<nav aria-label=\"Chapters of "
                + Html.escape(section.target())
                + "\"><ul>\n"
                + links
                + "</ul></nav>\n")
        + chapters
        + "</section>\n";
  }

  private void attached(Part part) {
    for (Chapter chapter : section.evidence().of(part)) {
      ChapterBody body = ChapterBody.of(chapter, id + "-c" + (written + 1), section.bootstrap());
      chapter(chapter.title(), body.html());
    }
  }

  private void chapter(String title, String html) {
    String heading = id + "-h" + ++written;
    links.append("<li><a href=\"#").append(heading).append("\">");
    links.append(Html.escape(title)).append("</a></li>\n");
    chapters.append("<h3 id=\"").append(heading).append("\">");
    chapters.append(Html.escape(title)).append("</h3>\n").append(html);
  }

  private String conventions() {
    return "Headline metric: "
        + BacktestMetric.of(section.primaryMetric()).title()
        + ", "
        + section.conventions().ofNdcg()
        + ". Lists from "
        + section.conventions().minimumListLength()
        + " listings with a positive. Uplift = model / production \u2212 1. Intervals: "
        + section.bootstrap().text()
        + ", seed "
        + section.bootstrap().seed()
        + ". Not defined: \u2013.";
  }

  private String validity() {
    StringBuilder box = new StringBuilder("<div class=\"panel\">\n<h3>Validity</h3>\n");
    if (section.validity().checks().isEmpty()) {
      box.append(Html.paragraph("quiet", "Nothing was checked."));
    } else {
      box.append("<ul class=\"checks\">\n");
      section.validity().checks().forEach(check -> box.append(check(check)));
      box.append("</ul>\n");
    }
    Map<String, String> counts = new LinkedHashMap<>();
    section.counts().forEach((name, count) -> counts.put(name, Numbers.count(count)));
    return box.append("<h3>What was compared</h3>\n")
        .append(Html.definitions(counts))
        .append("</div>\n")
        .toString();
  }

  private static String check(Validity.Check check) {
    return "<li><span class=\"status "
        + check.status().text()
        + "\">"
        + check.status().text()
        + "</span><strong>"
        + Html.escape(check.name())
        + "</strong>: "
        + Html.escape(check.detail())
        + "</li>\n";
  }

  private static String plots(String... figures) {
    return "<div class=\"plots\">\n" + String.join("", figures) + "</div>\n";
  }

  private static String details(String summary, String html) {
    return "<details>\n<summary>" + summary + "</summary>\n" + html + "</details>\n";
  }

  private String intervals() {
    return "Dot: relative uplift, model / production \u2212 1, in %. Wide band: "
        + section.bootstrap().text()
        + ", resampled by searcher (the numbers in brackets); thin line: by query.";
  }

  private String uplifts() {
    return new ForestPlot(section.metrics(), row -> BacktestMetric.of(row.metric()).title())
        .draw(id + "-uplift", "Uplift by metric", intervals());
  }

  private String means() {
    return DotPlot.draw(
        id + "-means",
        section.metrics().stream().map(SectionHtml::means).toList(),
        "Production and model",
        "Means, 0 to 1, higher is better. Ring: production; dot: model; stroke: expectation of a"
            + " random order; 1: the ideal order.");
  }

  private static DotPlot.Pair means(ComparisonRow row) {
    return new DotPlot.Pair(
        BacktestMetric.of(row.metric()).title(),
        row.production(),
        row.model(),
        row.random(),
        Numbers.value(row.production()) + " \u2192 " + Numbers.value(row.model()));
  }

  private String outcomes() {
    return OutcomeBars.draw(
        id + "-outcomes",
        section.metrics(),
        "Wins / ties / losses",
        "Lists on which the model's value is higher (green, left), equal (grey), lower (red,"
            + " right) than production's.");
  }

  /** One plot per segment. */
  private String segments() {
    String title = BacktestMetric.of(section.primaryMetric()).title();
    Map<String, List<ComparisonRow>> bySegment =
        section.primarySegments().stream()
            .collect(
                Collectors.groupingBy(
                    ComparisonRow::segment, LinkedHashMap::new, Collectors.toList()));
    List<String> plots = new ArrayList<>();
    bySegment.forEach(
        (segment, rows) ->
            plots.add(
                new ForestPlot(rows, ComparisonRow::value)
                    .draw(
                        id + "-segment" + (plots.size() + 1),
                        title + " uplift by " + segment,
                        "Dot: uplift; wide band: interval by searcher; thin line: by query.")));
    return Html.paragraph("quiet", intervals()) + plots(plots.toArray(String[]::new));
  }

  private String positions() {
    List<BarChart.Bar> bars = new ArrayList<>();
    Map<Integer, PositionRates.Rate> rates =
        section.evidence().positions().stream()
            .collect(Collectors.toMap(PositionRates.Rate::position, rate -> rate));
    for (int position = 1; position <= PositionRates.LAST_POSITION; position++) {
      PositionRates.Rate rate =
          rates.getOrDefault(position, new PositionRates.Rate(position, 0, 0, 0));
      bars.add(
          new BarChart.Bar(
              position == 1 || position % 5 == 0 ? "" + position : "",
              rate.rate(),
              "rate",
              "position "
                  + position
                  + ": "
                  + Numbers.count(rate.positives())
                  + " of "
                  + Numbers.count(rate.impressions())
                  + " impressions, "
                  + Numbers.share(rate.rate())));
    }
    return BarChart.draw(
            id + "-positions",
            "position shown",
            "positives per impression",
            Scale.Unit.PERCENT,
            bars,
            "Label rate by position",
            "Positives per impression in %, by position shown in production.")
        + "<div class=\"side\">\n"
        + Html.paragraph(
            "quiet",
            "Position bias and a good production order look alike here: both make the rate fall."
                + " What searchers look at needs lists in random order, or listings that moved.")
        + "</div>\n";
  }
}

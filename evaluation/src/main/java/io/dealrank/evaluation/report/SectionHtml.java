package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import java.util.LinkedHashMap;
import java.util.Map;

/** One target on the page: validity, headline, plots, tables. */
record SectionHtml(String id, TargetSection section) {

  String write() {
    return "<section aria-labelledby=\""
        + id
        + "\">\n<h2 id=\""
        + id
        + "\">Target: "
        + Html.escape(section.target())
        + "</h2>\n"
        + validity()
        + Html.paragraph("headline", section.headline())
        + plots()
        + new SectionTables(section).write()
        + "</section>\n";
  }

  private String validity() {
    StringBuilder box = new StringBuilder("<div class=\"panel\">\n<h3>Validity</h3>\n");
    if (section.validity().checks().isEmpty()) {
      box.append(Html.paragraph("quiet", "Nothing was checked."));
    }
    box.append("<ul class=\"checks\">\n");
    for (Validity.Check check : section.validity().checks()) {
      box.append("<li><span class=\"status ")
          .append(check.status().text())
          .append("\">")
          .append(check.status().text())
          .append("</span><strong>")
          .append(Html.escape(check.name()))
          .append("</strong>: ")
          .append(Html.escape(check.detail()))
          .append("</li>\n");
    }
    box.append("</ul>\n<h3>What was compared</h3>\n");
    Map<String, String> counts = new LinkedHashMap<>();
    section.counts().forEach((name, count) -> counts.put(name, Numbers.count(count)));
    return box.append(Html.definitions(counts)).append("</div>\n").toString();
  }

  private String plots() {
    String title = BacktestMetric.of(section.primaryMetric()).title();
    String intervals =
        "Dot: relative uplift, model / production \u2212 1, in %. Wide band: "
            + section.bootstrap().text()
            + ", resampled by searcher (the numbers in brackets); thin line: by query.";
    StringBuilder plots = new StringBuilder("<h3>Plots</h3>\n<div class=\"plots\">\n");
    if (!section.metrics().isEmpty()) {
      plots.append(
          new ForestPlot(section.metrics(), row -> BacktestMetric.of(row.metric()).title())
              .draw(id + "-uplift", "Uplift by metric", intervals));
      plots.append(
          DotPlot.draw(
              id + "-means",
              section.metrics(),
              "Production and model",
              "Means, 0 to 1, higher is better. Ring: production; dot: model; stroke: expectation"
                  + " of a random order; 1: the ideal order."));
    }
    if (!section.primarySegments().isEmpty()) {
      plots.append(
          new ForestPlot(section.primarySegments(), row -> row.segment() + ": " + row.value())
              .draw(id + "-segments", title + " uplift by segment", intervals));
    }
    if (!section.evidence().positions().isEmpty()) {
      plots.append(
          RatePlot.draw(
              id + "-positions",
              section.evidence().positions(),
              "Label rate by position",
              "Positives per impression in %, by position shown in production. Position bias and a"
                  + " good production order look alike here."));
    }
    if (!section.metrics().isEmpty()) {
      plots.append(
          OutcomeBars.draw(
              id + "-outcomes",
              section.metrics(),
              "Wins / ties / losses",
              "Lists on which the model's value is higher (green, left), equal (grey), lower (red,"
                  + " right) than production's."));
    }
    return plots.append("</div>\n").toString();
  }
}

package io.dealrank.evaluation.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealrank.evaluation.backtest.ComparisonRow;

/**
 * Every number of a {@link RankersReport} as JSON, in the units of {@link ReportJson}. In {@code
 * over_first} the first ranker's mean is {@code first}, this one's {@code model}.
 */
public final class RankersJson {
  private RankersJson() {}

  /** The report as JSON text. */
  public static String write(RankersReport report) {
    return ReportJson.document(
        report.title(),
        report.vertical(),
        report.provenance(),
        targets -> report.targets().forEach(section -> target(targets.addObject(), section)));
  }

  private static void target(ObjectNode target, RankersSection section) {
    target.put("target", section.target()).put("headline", section.headline());
    target.put("caution", section.caution());
    target.put("primary_metric", section.primaryMetric()).put("first", section.first());
    ReportJson.conventions(target, section.conventions(), section.bootstrap());
    section.counts().forEach(target.putObject("counts")::put);
    ArrayNode production = target.putArray("production");
    for (ComparisonRow row : section.production()) {
      ObjectNode node = production.addObject().put("metric", row.metric());
      ReportJson.number(node, "production", row.production());
      ReportJson.number(node, "random", row.random());
      node.put("lists", row.lists());
    }
    ArrayNode rankers = target.putArray("rankers");
    section.rankers().forEach(ranker -> ranker(rankers.addObject(), ranker, section));
  }

  private static void ranker(ObjectNode node, RankerResult ranker, RankersSection section) {
    node.put("ranker", ranker.ranker());
    node.set("parameters", ReportJson.JSON.valueToTree(ranker.parameters()));
    node.put("status", ranker.failed() ? "failed" : "ok");
    if (ranker.failed()) {
      node.put("reason", ranker.failure());
    }
    ReportJson.number(node, "training_seconds", ranker.trainingSeconds());
    ReportJson.number(node, "tied_share", ranker.tiedShare());
    ArrayNode overProduction = node.putArray("over_production");
    for (ComparisonRow row : ranker.overProduction()) {
      ReportJson.comparison(overProduction.addObject(), row, "production", section.conventions());
    }
    ArrayNode overFirst = node.putArray("over_first");
    for (ComparisonRow row : ranker.overFirst()) {
      ReportJson.comparison(overFirst.addObject(), row, "first", section.conventions());
    }
  }
}

package io.dealrank.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.backtest.PositionRates;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every number of a {@link Report} as JSON: shares and metrics in [0, 1] at full precision, uplift
 * as a fraction (0.05 is 5%), NaN as null, keys in a fixed order.
 */
public final class ReportJson {
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ReportJson() {}

  /** The report as JSON text. */
  public static String write(Report report) {
    return document(
        report.title(),
        report.vertical(),
        report.provenance(),
        targets -> report.targets().forEach(section -> target(targets.addObject(), section)));
  }

  /** The text of a report, whose targets are added by the caller. */
  static String document(
      String title, String vertical, Map<String, String> provenance, Consumer<ArrayNode> targets) {
    ObjectNode root = JSON.createObjectNode();
    root.put("title", title).put("vertical", vertical);
    provenance.forEach(root.putObject("provenance")::put);
    targets.accept(root.putArray("targets"));
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of text and numbers was not written", impossible);
    }
  }

  private static void target(ObjectNode target, TargetSection section) {
    target.put("target", section.target()).put("headline", section.headline());
    target.put("primary_metric", section.primaryMetric());
    conventions(target, section.conventions(), section.bootstrap());
    section.counts().forEach(target.putObject("counts")::put);
    section.validity().warnings().forEach(target.putArray("warnings")::add);
    ArrayNode checks = target.putArray("validity");
    for (Validity.Check check : section.validity().checks()) {
      checks
          .addObject()
          .put("name", check.name())
          .put("status", check.status().text())
          .put("detail", check.detail());
    }
    ArrayNode metrics = target.putArray("metrics");
    section
        .metrics()
        .forEach(row -> comparison(metrics.addObject(), row, "production", section.conventions()));
    ArrayNode segments = target.putArray("segments");
    for (ComparisonRow row : section.segments()) {
      ObjectNode segment = segments.addObject();
      segment.put("segment", row.segment()).put("value", row.value());
      comparison(segment, row, "production", section.conventions());
    }
    several(target.putArray("several_comparisons"), SeveralComparisons.of(section));
    evidence(target, section.evidence());
    ArrayNode chapters = target.putArray("chapters");
    for (Chapter chapter : section.evidence().chapters()) {
      chapters.add(ChapterBody.of(chapter, "chapter", section.bootstrap()).json());
    }
  }

  static void conventions(ObjectNode target, Conventions conventions, Bootstrap bootstrap) {
    ObjectNode node = target.putObject("conventions");
    node.put("gain", conventions.gain().name());
    node.put("discount", conventions.discount().name());
    node.put("minimum_list_length", conventions.minimumListLength());
    node.put("interval", bootstrap.text());
    node.put("interval_level", bootstrap.level());
    node.put("replicates", bootstrap.replicates());
    node.put("seed", bootstrap.seed());
  }

  /**
   * One metric in two orders.
   *
   * @param other name of the order that the model is compared with
   */
  static void comparison(
      ObjectNode node, ComparisonRow row, String other, Conventions conventions) {
    BacktestMetric metric = BacktestMetric.of(row.metric());
    node.put("metric", row.metric()).put("title", metric.title());
    number(node, other, row.production());
    number(node, "model", row.model());
    number(node, "random", row.random());
    number(node, "uplift", row.relativeUplift());
    interval(node, "interval", row.uplift().byQuery());
    interval(node, "searcher_interval", row.uplift().bySearcher());
    number(node, "difference", row.absoluteDifference());
    interval(node, "difference_interval", row.difference().byQuery());
    interval(node, "difference_searcher_interval", row.difference().bySearcher());
    node.put("lists", row.lists());
    node.put("wins", row.outcomes().wins());
    node.put("ties", row.outcomes().ties());
    node.put("losses", row.outcomes().losses());
    node.put("unit", BacktestMetric.UNIT);
    node.put("convention", metric.convention(conventions));
  }

  private static void several(ArrayNode node, SeveralComparisons several) {
    for (int i = 0; i < several.rows().size(); i++) {
      ComparisonRow row = several.rows().get(i);
      ObjectNode one = node.addObject();
      one.put("segment", row.segment()).put("value", row.value()).put("metric", row.metric());
      number(one, "p", several.p()[i]);
      number(one, "p_holm", several.holm()[i]);
      number(one, "p_benjamini_hochberg", several.benjaminiHochberg()[i]);
    }
  }

  private static void evidence(ObjectNode target, Evidence evidence) {
    ArrayNode positions = target.putArray("position_rates");
    for (PositionRates.Rate rate : evidence.positions()) {
      ObjectNode node = positions.addObject();
      node.put("position", rate.position()).put("impressions", rate.impressions());
      node.put("positives", rate.positives()).put("label_sum", rate.labelSum());
      number(node, "rate", rate.rate());
    }
    ArrayNode features = target.putArray("single_features");
    for (SingleFeatureCheck.Result result : evidence.singleFeatures()) {
      ObjectNode node = features.addObject();
      node.put("feature", result.feature()).put("direction", result.direction());
      node.put("lists", result.lists());
      number(node, "missing_share", result.missingShare());
      number(node, "ndcg", result.ndcg());
      number(node, "random", result.random());
      number(node, "closed_gap", result.closedGap());
      node.put("too_good", result.tooGood());
    }
    ArrayNode references = target.putArray("production_over_whole_log");
    for (Reference reference : evidence.references()) {
      ObjectNode node = references.addObject();
      node.put("metric", reference.metric());
      number(node, "value", reference.value());
      node.put("lists", reference.lists());
    }
  }

  static void interval(ObjectNode node, String name, Interval interval) {
    ArrayNode bounds = node.putArray(name);
    for (double bound : new double[] {interval.low(), interval.high()}) {
      if (Double.isFinite(bound)) {
        bounds.add(bound);
      } else {
        bounds.addNull();
      }
    }
  }

  static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}

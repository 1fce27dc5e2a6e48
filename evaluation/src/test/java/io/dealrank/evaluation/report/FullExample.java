package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.ComparisonRow.Bounds;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.backtest.Outcomes;
import io.dealrank.evaluation.backtest.PositionRates;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A report with every chapter, filled with made-up numbers of a plausible size. */
final class FullExample {
  private static final Bounds UNDEFINED = new Bounds(Interval.UNDEFINED, Interval.UNDEFINED);

  private FullExample() {}

  static Report report() {
    return report(4, 6);
  }

  /** With so many segments of so many values each. */
  static Report report(int segments, int values) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("run", "2026-10-02-1");
    provenance.put("code version", "0.1.0");
    provenance.put("configuration", "conf/verticals/resumes.yaml");
    provenance.put("training set", "version 12, 3b1f09c2a4d8e7f60123456789abcdef0123456789abcdef");
    provenance.put("seed", "1");
    return new Report(
        "Backtest of resumes", "resumes", provenance, List.of(section(segments, values)));
  }

  private static TargetSection section(int segments, int values) {
    List<ComparisonRow> rows = new ArrayList<>();
    double[] production = {0.41, 0.47, 0.55, 0.44, 0.43, 0.62, 0.21};
    for (int i = 0; i < production.length; i++) {
      BacktestMetric metric = BacktestMetric.DEFAULTS.get(i);
      rows.add(row(metric.name(), production[i], 1.052, 0.013, 48_211));
    }
    String[] names = {"region", "profession", "traffic", "list length"};
    for (int s = 0; s < segments; s++) {
      for (int v = 0; v < values; v++) {
        String name = s < names.length ? names[s] : "segment " + (s + 1);
        String value = v == 0 ? "Moscow and the region around it" : "value " + (v + 1);
        long lists = 20_000 / (v + 1);
        rows.add(
            in(
                name,
                value,
                row("ndcg_10", 0.4 + 0.02 * v, 1.08 - 0.017 * v, 0.8 / Math.sqrt(lists), lists)));
      }
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("lists compared", 48_211L);
    counts.put("lists without a positive, left out", 204_567L);
    counts.put("lists of one listing, left out", 1_204L);
    counts.put("searchers", 30_127L);
    return new TargetSection(
        "deal within 14 days",
        "ndcg_10",
        Conventions.DEFAULT,
        Bootstrap.DEFAULT,
        counts,
        new Validity(
            List.of(),
            List.of(
                new Validity.Check(
                    "time split and gap", Validity.Status.OK, "labels known before 2026-08-01"),
                new Validity.Check(
                    "few ties of the model score", Validity.Status.OK, "0.4% of listings tie"),
                new Validity.Check(
                    "position bias", Validity.Status.WARNING, "corrected estimates stand below"))),
        rows,
        evidence());
  }

  private static Evidence evidence() {
    return new Evidence(
            positions(),
            features(),
            List.of(new Reference("ndcg", 0.52, 252_778), new Reference("ndcg_10", 0.47, 252_778)))
        .with(ExampleChapters.ledger())
        .with(ExampleChapters.curve("ndcg"))
        .with(ExampleChapters.curve("precision"))
        .with(ExampleChapters.changes())
        .with(ExampleChapters.positionBias())
        .with(ExampleChapters.corrections())
        .with(ExampleChapters.calibration())
        .with(ExampleChapters.importance())
        .with(ExampleChapters.freshness())
        .with(ExampleChapters.coldStart())
        .with(ExampleChapters.exposure())
        .with(ExampleChapters.promotion());
  }

  private static List<PositionRates.Rate> positions() {
    return IntStream.rangeClosed(1, 20)
        .mapToObj(
            p -> {
              long impressions = 250_000 - 9_000L * p;
              long positives = Math.round(impressions * 0.031 * Math.pow(p, -0.75));
              return new PositionRates.Rate(p, impressions, positives, positives);
            })
        .toList();
  }

  private static List<SingleFeatureCheck.Result> features() {
    return List.of(
        new SingleFeatureCheck.Result(
            "response_rate_90d", "descending", 48_211, .08, .5, .4, .17, false),
        new SingleFeatureCheck.Result("salary_gap", "ascending", 48_211, .21, .47, .4, .12, false));
  }

  static ComparisonRow row(String metric, double production, double factor, double half, long n) {
    double uplift = factor - 1;
    double difference = production * uplift;
    double width = production * half;
    return new ComparisonRow(
        Comparison.WHOLE,
        Comparison.WHOLE,
        metric,
        n,
        production,
        production * factor,
        production * 0.62,
        new Bounds(
            new Interval(uplift - 0.8 * half, uplift + 0.8 * half),
            new Interval(uplift - half, uplift + half)),
        new Bounds(
            new Interval(difference - 0.8 * width, difference + 0.8 * width),
            new Interval(difference - width, difference + width)),
        new Outcomes(n * 4 / 10, n * 3 / 10, n - n * 4 / 10 - n * 3 / 10));
  }

  /** A row without a single defined number. */
  static ComparisonRow undefined(String metric) {
    return new ComparisonRow(
        Comparison.WHOLE,
        Comparison.WHOLE,
        metric,
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        UNDEFINED,
        UNDEFINED,
        new Outcomes(0, 0, 0));
  }

  private static ComparisonRow in(String segment, String value, ComparisonRow row) {
    return new ComparisonRow(
        segment,
        value,
        row.metric(),
        row.lists(),
        row.production(),
        row.model(),
        row.random(),
        row.uplift(),
        row.difference(),
        row.outcomes());
  }

  /** Writes the page for looking at; the argument is the file. */
  public static void main(String[] arguments) throws java.io.IOException {
    java.nio.file.Path page = java.nio.file.Path.of(arguments[0]);
    java.nio.file.Files.writeString(page, ReportHtml.write(report()));
  }
}

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

/** A report with every part, with awkward names and undefined numbers. */
final class Examples {
  static final String HOSTILE = "<script>alert('x')</script> & \"quoted\"";

  private Examples() {}

  static Report report() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("code version", "0.1.0");
    provenance.put("configuration", "conf/verticals/resumes.yaml");
    provenance.put("training set", "version 12, 3b1f09c2a4d8e7f60123456789abcdef0123456789abcdef");
    provenance.put("seed", "1");
    return new Report(
        "Backtest of resumes " + HOSTILE,
        "resumes",
        provenance,
        List.of(
            section("deal within 30 days", List.of("Only 12 days of logs: " + HOSTILE)),
            section("contact", List.of())));
  }

  static TargetSection section(String target, List<String> warnings) {
    List<ComparisonRow> rows = new ArrayList<>();
    double shift = 0;
    for (BacktestMetric metric : BacktestMetric.DEFAULTS) {
      rows.add(row(Comparison.WHOLE, Comparison.WHOLE, metric.name(), 0.55 + shift, 0.6 + shift));
      shift += 0.02;
    }
    for (String city : List.of("Moscow", "a city with a very long name indeed, " + HOSTILE)) {
      rows.add(row("region", city, "ndcg_10", 0.5, 0.49));
    }
    rows.add(undefined("device", "(other)"));
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("lists compared", 12_345L);
    counts.put("lists without a positive, left out", 204_567L);
    counts.put("impressions without a mature label, left out", 99L);
    return new TargetSection(
        target,
        "ndcg_10",
        Conventions.DEFAULT,
        Bootstrap.DEFAULT,
        counts,
        new Validity(
            warnings,
            List.of(
                new Validity.Check("time split", Validity.Status.OK, "gap of 30 days"),
                new Validity.Check("ties", Validity.Status.WARNING, "12.3% of listings tie"),
                new Validity.Check("leak", Validity.Status.FAILED, "feature x closes 93%"))),
        rows,
        new Evidence(positions(), features(), List.of(new Reference("ndcg_10", 0.52, 40_000))));
  }

  private static ComparisonRow row(
      String segment, String value, String metric, double production, double model) {
    double uplift = model / production - 1;
    double difference = model - production;
    return new ComparisonRow(
        segment,
        value,
        metric,
        12_345,
        production,
        model,
        0.4,
        new Bounds(
            new Interval(uplift - 0.02, uplift + 0.02), new Interval(uplift - 0.03, uplift + 0.04)),
        new Bounds(
            new Interval(difference - 0.01, difference + 0.01),
            new Interval(difference - 0.02, difference + 0.02)),
        new Outcomes(6000, 2345, 4000));
  }

  private static ComparisonRow undefined(String segment, String value) {
    Bounds bounds = new Bounds(Interval.UNDEFINED, Interval.UNDEFINED);
    return new ComparisonRow(
        segment, value, "ndcg_10", 1, 0, 0.5, Double.NaN, bounds, bounds, new Outcomes(1, 0, 0));
  }

  private static List<PositionRates.Rate> positions() {
    return IntStream.rangeClosed(1, 20)
        .mapToObj(p -> new PositionRates.Rate(p, 100_000 / p, 3000 / p / p, 3000 / p / p))
        .toList();
  }

  private static List<SingleFeatureCheck.Result> features() {
    return List.of(
        new SingleFeatureCheck.Result("salary_gap", "ascending", 10, .1, .5, .4, .17, false),
        new SingleFeatureCheck.Result("deals_after", "descending", 10, 0, .96, .4, .93, true));
  }
}

package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.metrics.Ndcg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One metric at several cut-offs in three orders. The band is production plus the interval by
 * searcher of the difference: where it leaves the curve of production, the model differs.
 *
 * @param family the metric
 * @param points one per cut-off, ascending
 */
public record MetricCurve(BacktestMetric.Family family, List<ComparisonRow> points)
    implements Chapter {
  private static final int[] TICKS = {1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000};

  /** Keeps the rows over all lists of the family with a cut-off; others may be among them. */
  public MetricCurve {
    BacktestMetric.Family wanted = family;
    points =
        points.stream()
            .filter(row -> row.segment().equals(Comparison.WHOLE))
            .filter(row -> BacktestMetric.of(row.metric()).family() == wanted)
            .filter(row -> cutoff(row) != Ndcg.WHOLE_LIST)
            .sorted(Comparator.comparingInt(MetricCurve::cutoff))
            .toList();
  }

  @Override
  public Part part() {
    return Part.CURVE;
  }

  @Override
  public String title() {
    return name() + " at k";
  }

  private String name() {
    return family == BacktestMetric.Family.NDCG ? "NDCG" : "Precision";
  }

  @Override
  public void write(ChapterBody body) {
    if (points.isEmpty()) {
      body.finding("missing", "Not in this report: no list has " + name() + " at any k.");
      return;
    }
    body.finding("finding", finding())
        .note(
            "Mean over the same lists, "
                + BacktestMetric.UNIT
                + ". Band: production plus the interval of the difference ("
                + body.bootstrap().text()
                + ", by searcher). Where the band leaves the curve of production, the model"
                + " differs. Random: exact expectation of a random order.")
        .figure(
            ComparisonCurves.draw(
                body.nextId(),
                Scale.logarithmic("k, the first k places of a list (logarithmic)", ticks()),
                name() + "@k",
                points,
                points.stream().map(row -> (double) cutoff(row)).toList(),
                true,
                title(),
                "Curves of production, model and a random order over k."))
        .numbers(
            "points",
            title() + ", " + BacktestMetric.UNIT + ".",
            new Columns<ComparisonRow>()
                .count("k", "k", MetricCurve::cutoff)
                .number("random", "Random\nexpectation", Numbers::value, ComparisonRow::random)
                .comparison(body.bootstrap().percent(), row -> row),
            points);
  }

  private String finding() {
    List<Integer> better = at(row -> row.difference().bySearcher().low());
    List<Integer> worse = at(row -> -row.difference().bySearcher().high());
    if (better.isEmpty() && worse.isEmpty()) {
      return "At no k is a difference from production shown.";
    }
    StringBuilder words = new StringBuilder();
    if (!better.isEmpty()) {
      words.append("The model is better at k = ").append(listed(better)).append(". ");
    }
    if (!worse.isEmpty()) {
      words.append("The model is worse at k = ").append(listed(worse)).append(". ");
    }
    List<Integer> silent = new ArrayList<>(at(row -> 1));
    silent.removeAll(better);
    silent.removeAll(worse);
    if (!silent.isEmpty()) {
      words.append("No difference is shown at k = ").append(listed(silent)).append(".");
    }
    return words.toString().strip();
  }

  private List<Integer> at(ToDoubleFunction<ComparisonRow> bound) {
    return points.stream()
        .filter(row -> bound.applyAsDouble(row) > 0)
        .map(MetricCurve::cutoff)
        .toList();
  }

  private static String listed(List<Integer> cutoffs) {
    return String.join(", ", cutoffs.stream().map(k -> "" + k).toList());
  }

  private int[] ticks() {
    int first = cutoff(points.get(0));
    int last = cutoff(points.get(points.size() - 1));
    int[] within = Arrays.stream(TICKS).filter(k -> k > first && k < last).toArray();
    int[] ticks = new int[within.length + (first == last ? 1 : 2)];
    ticks[0] = first;
    System.arraycopy(within, 0, ticks, 1, within.length);
    ticks[ticks.length - 1] = last;
    return ticks;
  }

  private static int cutoff(ComparisonRow row) {
    return BacktestMetric.of(row.metric()).cutoff();
  }

  /** Band of a comparison around the curve of the model: production plus the difference. */
  static Interval band(ComparisonRow row) {
    Interval difference = row.difference().bySearcher();
    return new Interval(row.production() + difference.low(), row.production() + difference.high());
  }
}

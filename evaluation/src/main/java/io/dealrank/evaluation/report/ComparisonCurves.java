package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Means of production, model and, where known, a random order over some quantity. */
final class ComparisonCurves {
  private ComparisonCurves() {}

  /**
   * The chart.
   *
   * @param at the quantity of every row
   * @param withRandom whether the random order is drawn, which widens the scale
   */
  static String draw(
      String id,
      Scale x,
      String metric,
      List<ComparisonRow> rows,
      List<Double> at,
      boolean withRandom,
      String title,
      String description) {
    List<LineChart.Point> random = new ArrayList<>();
    List<LineChart.Point> production = new ArrayList<>();
    List<LineChart.Point> model = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ComparisonRow row = rows.get(i);
      double place = at.get(i);
      Interval band = MetricCurve.band(row);
      random.add(new LineChart.Point(place, row.random(), Interval.UNDEFINED));
      production.add(new LineChart.Point(place, row.production(), Interval.UNDEFINED));
      model.add(new LineChart.Point(place, row.model(), band));
      values.addAll(List.of(row.production(), row.model(), band.low(), band.high()));
      if (withRandom) {
        values.add(row.random());
      }
    }
    List<LineChart.Curve> curves = new ArrayList<>();
    if (withRandom && rows.stream().anyMatch(row -> Double.isFinite(row.random()))) {
      curves.add(new LineChart.Curve("random order", LineChart.Look.RANDOM, random));
    }
    curves.add(new LineChart.Curve("production", LineChart.Look.PRODUCTION, production));
    curves.add(new LineChart.Curve("model", LineChart.Look.MODEL, model));
    return LineChart.draw(id, x, scale(metric, values), curves, title, description);
  }

  private static Scale scale(String metric, List<Double> values) {
    double least = finite(values).min().orElse(0);
    double greatest = finite(values).max().orElse(1);
    double below = Math.max(0, least - 0.04 * (greatest - least));
    return Scale.linear(metric, Scale.Unit.PLAIN, below, greatest, 6);
  }

  private static DoubleStream finite(List<Double> values) {
    return values.stream().mapToDouble(v -> v).filter(Double::isFinite);
  }
}

package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Means of production, model and, where known, a random order over some quantity. */
final class ComparisonCurves {
  private ComparisonCurves() {}

  /**
   * @param over the quantity of a point on the axis x
   */
  static <T> String draw(
      String id,
      Scale x,
      String metric,
      List<ComparisonRow> rows,
      ToDoubleFunction<ComparisonRow> over,
      String title,
      String description) {
    List<Double> at = rows.stream().map(over::applyAsDouble).toList();
    return draw(id, x, metric, at, rows, title, description);
  }

  /**
   * @param at the quantity of every row
   */
  static String draw(
      String id,
      Scale x,
      String metric,
      List<Double> at,
      List<ComparisonRow> rows,
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
      values.addAll(List.of(row.random(), row.production(), row.model(), band.low(), band.high()));
    }
    List<LineChart.Curve> curves = new ArrayList<>();
    if (rows.stream().anyMatch(row -> Double.isFinite(row.random()))) {
      curves.add(new LineChart.Curve("random order", LineChart.Look.RANDOM, random));
    }
    curves.add(new LineChart.Curve("production", LineChart.Look.PRODUCTION, production));
    curves.add(new LineChart.Curve("model", LineChart.Look.MODEL, model));
    return LineChart.draw(id, x, scale(metric, values), curves, title, description);
  }

  private static Scale scale(String metric, List<Double> values) {
    double least = finite(values).min().orElse(0);
    double greatest = finite(values).max().orElse(1);
    return Scale.linear(metric, Scale.Unit.PLAIN, least, greatest, 5);
  }

  private static DoubleStream finite(List<Double> values) {
    return values.stream().mapToDouble(v -> v).filter(Double::isFinite);
  }
}

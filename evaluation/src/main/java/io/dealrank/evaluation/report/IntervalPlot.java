package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates with their intervals, one row each, on a common scale with zero: a dot for the
 * estimate, a band for the interval, a diamond for another value to compare with. An estimate that
 * may not be used is a hollow dot on a dashed line.
 */
final class IntervalPlot {
  private static final double ROW = 38;
  private static final double TOP = 6;
  private static final double LEFT = 16;
  private static final double RIGHT = Svg.WIDTH - 16;

  /**
   * One row.
   *
   * @param estimate NaN: not defined
   * @param other drawn as a diamond; NaN: none
   * @param number estimate and interval as written
   * @param usable false: the estimate carries no information
   */
  record Estimate(
      String label,
      double estimate,
      Interval interval,
      double other,
      String number,
      boolean usable) {}

  private IntervalPlot() {}

  /** The figure; the scale covers the usable rows and zero, others are cut at its ends. */
  static String draw(
      String id, Scale.Unit unit, List<Estimate> rows, String title, String description) {
    Scale scale = scale(unit, rows);
    Svg svg = new Svg();
    double axis = TOP + rows.size() * ROW;
    for (int i = 0; i < scale.ticks().length; i++) {
      double x = x(scale, scale.ticks()[i]);
      svg.line(x, axis, x, axis + 4, "axis");
      double half = Svg.widthOf(scale.labels()[i].length() + 1) / 2;
      double centre = Math.max(half, Math.min(Svg.WIDTH - half, x));
      svg.text(centre, axis + 17, "middle", "tick", scale.labels()[i]);
    }
    svg.line(LEFT, axis, RIGHT, axis, "axis");
    double zero = x(scale, 0);
    for (int i = 0; i < rows.size(); i++) {
      Estimate row = rows.get(i);
      double top = TOP + i * ROW;
      double middle = top + 26;
      svg.label(LEFT - 4, RIGHT + 4, top + 13, row.label(), row.number());
      svg.line(zero, middle - 8, zero, middle + 8, "zero");
      if (Double.isFinite(row.interval().low())) {
        svg.line(
            x(scale, row.interval().low()),
            middle,
            x(scale, row.interval().high()),
            middle,
            row.usable() ? "interval searcher" : "unusable");
      }
      if (Double.isFinite(row.estimate())) {
        svg.circle(x(scale, row.estimate()), middle, 4.5, row.usable() ? "model" : "hollow");
      }
      if (Double.isFinite(row.other())) {
        svg.diamond(x(scale, row.other()), middle, 6, "promised");
      }
    }
    return svg.figure(id, axis + 24, title, description);
  }

  private static Scale scale(Scale.Unit unit, List<Estimate> rows) {
    List<Double> values = new ArrayList<>(List.of(0.0));
    for (Estimate row : rows) {
      values.add(row.other());
      if (row.usable() || rows.stream().noneMatch(Estimate::usable)) {
        values.addAll(List.of(row.estimate(), row.interval().low(), row.interval().high()));
      }
    }
    double least = values.stream().mapToDouble(v -> v).filter(Double::isFinite).min().orElse(0);
    double greatest = values.stream().mapToDouble(v -> v).filter(Double::isFinite).max().orElse(0);
    return Scale.linear("", unit, least, greatest > least ? greatest : least + 0.01, 4);
  }

  private static double x(Scale scale, double value) {
    return LEFT + scale.place(value) * (RIGHT - LEFT);
  }
}

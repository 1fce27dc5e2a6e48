package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import java.util.List;

/**
 * Both means of every metric on one scale from 0 to 1: a ring for production, a dot for the model,
 * a short stroke for a random order; 1 is the ideal order.
 */
final class DotPlot {
  private static final double ROW = 36;
  private static final double LEFT = 12;
  private static final double RIGHT = Svg.WIDTH - 12;

  private DotPlot() {}

  static String draw(String id, List<ComparisonRow> rows, String title, String description) {
    Svg svg = new Svg();
    double axis = 6 + rows.size() * ROW;
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), 6 + i * ROW);
    }
    svg.line(LEFT, axis, RIGHT, axis, "axis");
    for (double tick : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      svg.line(x(tick), axis, x(tick), axis + 4, "axis");
      String anchor = tick == 0 ? "start" : tick == 1 ? "end" : "middle";
      svg.text(
          x(tick), axis + 16, anchor, "tick", tick == 0 || tick == 1 ? "" + (int) tick : "" + tick);
    }
    return svg.figure(id, axis + 24, title, description);
  }

  private static void row(Svg svg, ComparisonRow row, double top) {
    double middle = top + 25;
    svg.text(
        LEFT,
        top + 13,
        "start",
        "label",
        ForestPlot.shortened(BacktestMetric.of(row.metric()).title()));
    svg.text(
        RIGHT,
        top + 13,
        "end",
        "number",
        Numbers.value(row.production()) + " \u2192 " + Numbers.value(row.model()));
    svg.line(LEFT, middle, RIGHT, middle, "track");
    if (Double.isFinite(row.random())) {
      svg.line(x(row.random()), middle - 5, x(row.random()), middle + 5, "random");
    }
    if (Double.isFinite(row.production())) {
      svg.line(x(row.production()), middle, x(row.model()), middle, "change");
      svg.circle(x(row.production()), middle, 5.5, "production");
      svg.circle(x(row.model()), middle, 4, "model");
    }
  }

  private static double x(double value) {
    return LEFT + value * (RIGHT - LEFT);
  }
}

package io.dealrank.evaluation.report;

import java.util.List;

/**
 * Two values per row on one scale from 0 to 1: a ring for production, a dot for the model, a short
 * stroke for a random order.
 */
final class DotPlot {
  private static final double ROW = 36;
  private static final double LEFT = 12;
  private static final double RIGHT = Svg.WIDTH - 12;

  /**
   * One row.
   *
   * @param random NaN: none
   * @param number both values as written
   */
  record Pair(String label, double production, double model, double random, String number) {}

  private DotPlot() {}

  static String draw(String id, List<Pair> rows, String title, String description) {
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

  private static void row(Svg svg, Pair row, double top) {
    double middle = top + 25;
    svg.label(LEFT, RIGHT, top + 13, row.label(), row.number());
    svg.line(LEFT, middle, RIGHT, middle, "track");
    if (Double.isFinite(row.random())) {
      svg.line(x(row.random()), middle - 5, x(row.random()), middle + 5, "random");
    }
    if (Double.isFinite(row.production()) && Double.isFinite(row.model())) {
      svg.line(x(row.production()), middle, x(row.model()), middle, "change");
    }
    if (Double.isFinite(row.production())) {
      svg.circle(x(row.production()), middle, 5.5, "production");
    }
    if (Double.isFinite(row.model())) {
      svg.circle(x(row.model()), middle, 4, "model");
    }
  }

  private static double x(double value) {
    return LEFT + value * (RIGHT - LEFT);
  }
}

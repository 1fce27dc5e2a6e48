package io.dealrank.evaluation.report;

import java.util.List;

/** Lying bars from zero, one per row below its name; the number stands at the right. */
final class RowBars {
  private static final double ROW = 36;
  private static final double LEFT = 12;
  private static final double RIGHT = Svg.WIDTH - 12;

  /**
   * One row.
   *
   * @param value at least 0; NaN: no bar
   * @param number the value as written
   */
  record Bar(String label, double value, String number) {}

  private RowBars() {}

  static String draw(String id, List<Bar> bars, String title, String description) {
    double highest = bars.stream().mapToDouble(Bar::value).filter(Double::isFinite).max().orElse(0);
    Svg svg = new Svg();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double top = 6 + i * ROW;
      svg.label(LEFT, RIGHT, top + 13, bar.label(), bar.number());
      svg.bar(LEFT, top + 19, RIGHT - LEFT, 11, "trough", bar.label());
      if (Double.isFinite(bar.value()) && highest > 0) {
        double width = Math.max(0, bar.value()) / highest * (RIGHT - LEFT);
        svg.bar(LEFT, top + 19, width, 11, "rate", bar.label() + ": " + bar.number());
      }
    }
    return svg.figure(id, 10 + bars.size() * ROW, title, description);
  }
}

package io.dealrank.evaluation.report;

import java.util.List;

/** Standing bars of equal width from zero; some are labelled below. */
final class BarChart {
  private static final double RIGHT = Svg.WIDTH - 8;
  private static final double TOP = 28;
  private static final double BOTTOM = 190;

  /**
   * One bar.
   *
   * @param label below the bar; empty: none
   * @param value at least 0; NaN: no bar
   * @param className colour
   * @param meaning shown when the pointer rests on it
   */
  record Bar(String label, double value, String className, String meaning) {}

  private BarChart() {}

  /** The chart; the axis of values begins at zero. */
  static String draw(
      String id,
      String axis,
      String valueAxis,
      Scale.Unit unit,
      List<Bar> bars,
      String title,
      String description) {
    double highest = bars.stream().mapToDouble(Bar::value).filter(Double::isFinite).max().orElse(0);
    Scale scale = Scale.linear(valueAxis, unit, 0, highest > 0 ? highest : 1, 4);
    Svg svg = new Svg();
    int longest = 0;
    for (String label : scale.labels()) {
      longest = Math.max(longest, label.length());
    }
    double left = 14 + Svg.widthOf(longest);
    svg.text(2, TOP - 14, "start", "tick", valueAxis);
    for (int i = 0; i < scale.ticks().length; i++) {
      double y = BOTTOM - scale.place(scale.ticks()[i]) * (BOTTOM - TOP);
      svg.line(left, y, RIGHT, y, i == 0 ? "axis" : "track");
      svg.text(left - 6, y + 4, "end", "tick", scale.labels()[i]);
    }
    double step = (RIGHT - left) / Math.max(1, bars.size());
    double gap = Math.min(2, step / 8);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      if (Double.isFinite(bar.value())) {
        double height = scale.place(bar.value()) * (BOTTOM - TOP);
        svg.bar(
            left + i * step + gap,
            BOTTOM - height,
            step - 2 * gap,
            height,
            bar.className(),
            bar.meaning());
      }
      if (!bar.label().isEmpty()) {
        svg.text(left + (i + 0.5) * step, BOTTOM + 16, "middle", "tick", bar.label());
      }
    }
    svg.text((left + RIGHT) / 2, BOTTOM + 33, "middle", "tick", axis);
    return svg.figure(id, BOTTOM + 40, title, description);
  }
}

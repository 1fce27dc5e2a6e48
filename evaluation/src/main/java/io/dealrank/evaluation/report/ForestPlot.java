package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import java.util.List;
import java.util.function.Function;

/**
 * Relative uplift with its interval, one row per comparison: a thick line for the interval by
 * searcher, a thin one by query, a dot for the estimate, a vertical stroke at zero. The scale
 * covers every interval and is cut at -100% and +200%.
 */
final class ForestPlot {
  private static final double ROW = 36;
  private static final double TOP = 6;
  private static final double BOTTOM = 24;
  private static final double LEFT = 12;
  private static final double RIGHT = Svg.WIDTH - 12;
  private static final int LONGEST_LABEL = 22;
  private static final double ROOM_FOR_TICK = 66;

  private final List<String> labels;
  private final List<ComparisonRow> rows;
  private final double low;
  private final double high;

  ForestPlot(List<ComparisonRow> rows, Function<ComparisonRow, String> label) {
    this(rows.stream().map(label).toList(), rows);
  }

  /** One label per row. */
  ForestPlot(List<String> labels, List<ComparisonRow> rows) {
    this.labels = labels;
    this.rows = rows;
    double lowest = -0.01;
    double highest = 0.01;
    for (ComparisonRow row : rows) {
      for (double bound : bounds(row)) {
        if (Double.isFinite(bound)) {
          lowest = Math.max(-1, Math.min(lowest, bound));
          highest = Math.min(2, Math.max(highest, bound));
        }
      }
    }
    double margin = 0.05 * (highest - lowest);
    this.low = lowest - margin;
    this.high = highest + margin;
  }

  /** The figure. */
  String draw(String id, String title, String description) {
    Svg svg = new Svg();
    double axis = TOP + rows.size() * ROW;
    for (int i = 0; i < rows.size(); i++) {
      row(svg, labels.get(i), rows.get(i), TOP + i * ROW);
    }
    svg.line(LEFT, axis, RIGHT, axis, "axis");
    svg.text(x(0), axis + 15, "middle", "tick", "0%");
    if (x(0) > LEFT + ROOM_FOR_TICK) {
      svg.text(LEFT, axis + 15, "start", "tick", Numbers.percent(low));
    }
    if (x(0) < RIGHT - ROOM_FOR_TICK) {
      svg.text(RIGHT, axis + 15, "end", "tick", Numbers.percent(high));
    }
    return svg.figure(id, axis + BOTTOM, title, description);
  }

  private void row(Svg svg, String label, ComparisonRow row, double top) {
    double middle = top + 25;
    svg.text(LEFT, top + 13, "start", "label", shortened(label));
    svg.text(
        RIGHT,
        top + 13,
        "end",
        "number",
        Double.isNaN(row.relativeUplift())
            ? "not defined"
            : Numbers.percent(row.relativeUplift())
                + " ["
                + Numbers.shortInterval(row.uplift().bySearcher())
                + "]");
    svg.line(x(0), middle - 8, x(0), middle + 8, "zero");
    interval(svg, row.uplift().bySearcher(), middle, "interval searcher");
    interval(svg, row.uplift().byQuery(), middle, "interval query");
    if (Double.isFinite(row.relativeUplift())) {
      svg.circle(x(row.relativeUplift()), middle, 4.5, "model");
    }
  }

  private void interval(Svg svg, Interval interval, double y, String className) {
    if (Double.isFinite(interval.low())) {
      svg.line(x(interval.low()), y, x(interval.high()), y, className);
    }
  }

  private double x(double uplift) {
    double within = Math.max(low, Math.min(high, uplift));
    return LEFT + (within - low) / (high - low) * (RIGHT - LEFT);
  }

  private static double[] bounds(ComparisonRow row) {
    return new double[] {
      row.relativeUplift(),
      row.uplift().byQuery().low(),
      row.uplift().byQuery().high(),
      row.uplift().bySearcher().low(),
      row.uplift().bySearcher().high()
    };
  }

  static String shortened(String label) {
    return shortened(label, LONGEST_LABEL);
  }

  /** At most so many characters, the last an ellipsis where some are left out. */
  static String shortened(String label, int longest) {
    return label.codePointCount(0, label.length()) <= longest
        ? label
        : label.substring(0, label.offsetByCodePoints(0, longest - 1)) + "\u2026";
  }
}

package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Outcomes;
import java.util.List;

/** Wins, ties and losses of the model, one bar per metric, each as long as all its lists. */
final class OutcomeBars {
  private static final double ROW = 40;
  private static final double LEFT = 12;
  private static final double RIGHT = Svg.WIDTH - 12;

  private OutcomeBars() {}

  static String draw(String id, List<ComparisonRow> rows, String title, String description) {
    Svg svg = new Svg();
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), 6 + i * ROW);
    }
    return svg.figure(id, 10 + rows.size() * ROW, title, description);
  }

  private static void row(Svg svg, ComparisonRow row, double top) {
    Outcomes outcomes = row.outcomes();
    svg.text(LEFT, top + 13, "start", "label", BacktestMetric.of(row.metric()).title());
    svg.text(
        RIGHT,
        top + 13,
        "end",
        "number",
        Numbers.count(outcomes.wins())
            + " / "
            + Numbers.count(outcomes.ties())
            + " / "
            + Numbers.count(outcomes.losses()));
    double scale = (RIGHT - LEFT) / Math.max(1, row.lists());
    double x = LEFT;
    x = part(svg, x, top, scale * outcomes.wins(), "win", outcomes.wins() + " wins");
    x = part(svg, x, top, scale * outcomes.ties(), "tie", outcomes.ties() + " ties");
    double end =
        part(svg, x, top, scale * outcomes.losses(), "loss", outcomes.losses() + " losses");
    svg.line(end, top + 19, end, top + 33, "axis");
  }

  private static double part(
      Svg svg, double x, double top, double width, String className, String meaning) {
    svg.bar(x, top + 20, width, 12, className, meaning);
    return x + width;
  }
}

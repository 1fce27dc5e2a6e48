package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.PositionRates;
import java.util.List;
import java.util.Locale;

/** The label rate by position shown, one bar per position, the scale from 0 to the highest rate. */
final class RatePlot {
  private static final double LEFT = 60;
  private static final double RIGHT = Svg.WIDTH - 8;
  private static final double TOP = 16;
  private static final double AXIS = 150;
  private static final int LAST = PositionRates.LAST_POSITION;

  private RatePlot() {}

  static String draw(String id, List<PositionRates.Rate> rates, String title, String description) {
    Svg svg = new Svg();
    double highest =
        Math.max(1e-9, rates.stream().mapToDouble(PositionRates.Rate::rate).max().orElse(1));
    double step = (RIGHT - LEFT) / LAST;
    for (double part : new double[] {0, 0.5, 1}) {
      double y = AXIS - part * (AXIS - TOP);
      svg.line(LEFT, y, RIGHT, y, part == 0 ? "axis" : "track");
      svg.text(LEFT - 6, y + 4, "end", "tick", Numbers.share(part * highest));
    }
    for (PositionRates.Rate rate : rates) {
      double height = rate.rate() / highest * (AXIS - TOP);
      svg.bar(
          LEFT + (rate.position() - 1) * step + 2,
          AXIS - height,
          step - 4,
          height,
          "rate",
          String.format(
              Locale.ROOT,
              "position %d: %s of %s impressions, %.3f%%",
              rate.position(),
              Numbers.count(rate.positives()),
              Numbers.count(rate.impressions()),
              100 * rate.rate()));
    }
    for (int position : new int[] {1, 5, 10, 15, 20}) {
      svg.text(LEFT + (position - 0.5) * step, AXIS + 15, "middle", "tick", "" + position);
    }
    svg.text((LEFT + RIGHT) / 2, AXIS + 32, "middle", "tick", "position shown");
    return svg.figure(id, AXIS + 40, title, description);
  }
}

package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Curves over a common axis, each with an optional band. Curves differ in dashes and marks as well
 * as in colour. A point that is not defined interrupts its curve.
 */
final class LineChart {
  private static final double RIGHT = Svg.WIDTH - 14;
  private static final double HEIGHT = 180;
  private static final double LEGEND_ROW = 19;

  /** Points of a curve above which they are not marked one by one. */
  private static final int MOST_MARKS = 40;

  /**
   * One point.
   *
   * @param band around y; {@link Interval#UNDEFINED}: none
   */
  record Point(double x, double y, Interval band) {}

  /** How a curve looks; the name is its class in the style sheet. */
  enum Look {
    MODEL,
    PRODUCTION,
    RANDOM,
    IDEAL;

    private String className() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One curve. */
  record Curve(String name, Look look, List<Point> points) {}

  private final Svg svg = new Svg();
  private final Scale x;
  private final Scale y;
  private final double left;
  private final double top;
  private final double bottom;

  private LineChart(Scale x, Scale y, List<Curve> curves) {
    this.x = x;
    this.y = y;
    int longest = 0;
    for (String label : y.labels()) {
      longest = Math.max(longest, label.length());
    }
    this.left = 14 + Svg.widthOf(longest);
    double legendEnd = legend(curves);
    this.top = legendEnd + 34;
    this.bottom = top + HEIGHT;
  }

  static String draw(
      String id, Scale x, Scale y, List<Curve> curves, String title, String description) {
    LineChart chart = new LineChart(x, y, curves);
    chart.axes();
    curves.forEach(chart::bands);
    curves.forEach(chart::curve);
    return chart.svg.figure(id, chart.bottom + 40, title, description);
  }

  private double legend(List<Curve> curves) {
    double at = 4;
    double line = 12;
    for (Curve curve : curves) {
      double width = 36 + Svg.widthOf(curve.name().length());
      if (at > 4 && at + width > Svg.WIDTH) {
        at = 4;
        line += LEGEND_ROW;
      }
      svg.path(path(at, line - 4, at + 26, line - 4), "curve " + curve.look().className());
      mark(curve.look(), at + 13, line - 4, curve.name());
      svg.text(at + 32, line, "start", "label", curve.name());
      at += width + 14;
    }
    return line;
  }

  private void axes() {
    svg.text(2, top - 10, "start", "tick", y.title());
    for (int i = 0; i < y.ticks().length; i++) {
      double at = placeY(y.ticks()[i]);
      svg.line(left, at, RIGHT, at, y.ticks()[i] == 0 ? "zero" : "track");
      svg.text(left - 6, at + 4, "end", "tick", y.labels()[i]);
    }
    svg.line(left, bottom, RIGHT, bottom, "axis");
    double free = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.ticks().length; i++) {
      double at = placeX(x.ticks()[i]);
      double half = Svg.widthOf(x.labels()[i].length() + 1) / 2;
      svg.line(at, bottom, at, bottom + 4, "axis");
      double centre = Math.min(at, Svg.WIDTH - half);
      if (centre - half > free) {
        svg.text(centre, bottom + 17, "middle", "tick", x.labels()[i]);
        free = centre + half + 4;
      }
    }
    svg.text((left + RIGHT) / 2, bottom + 34, "middle", "tick", x.title());
  }

  /** Runs of points with a band become one area; a single one becomes a stroke. */
  private void bands(Curve curve) {
    List<Point> run = new ArrayList<>();
    for (Point point : curve.points()) {
      if (Double.isFinite(point.y()) && Double.isFinite(point.band().low())) {
        run.add(point);
      } else {
        band(curve, run);
        run.clear();
      }
    }
    band(curve, run);
  }

  private void band(Curve curve, List<Point> run) {
    if (run.size() == 1) {
      Point only = run.get(0);
      double at = placeX(only.x());
      svg.line(at, placeY(only.band().low()), at, placeY(only.band().high()), "whisker");
    } else if (run.size() > 1) {
      StringBuilder area = new StringBuilder();
      for (Point point : run) {
        area.append(area.isEmpty() ? "M" : "L").append(at(point.x(), point.band().high()));
      }
      for (int i = run.size() - 1; i >= 0; i--) {
        area.append("L").append(at(run.get(i).x(), run.get(i).band().low()));
      }
      svg.path(area + "Z", "band " + curve.look().className());
    }
  }

  private void curve(Curve curve) {
    StringBuilder line = new StringBuilder();
    boolean open = false;
    for (Point point : curve.points()) {
      boolean defined = Double.isFinite(point.y());
      if (defined) {
        line.append(open ? "L" : "M").append(at(point.x(), point.y()));
      }
      open = defined;
    }
    if (!line.isEmpty()) {
      svg.path(line.toString(), "curve " + curve.look().className());
    }
    if (curve.points().size() <= MOST_MARKS) {
      for (Point point : curve.points()) {
        if (Double.isFinite(point.y())) {
          mark(curve.look(), placeX(point.x()), placeY(point.y()), curve.name());
        }
      }
    }
  }

  private void mark(Look look, double atX, double atY, String name) {
    switch (look) {
      case MODEL -> svg.circle(atX, atY, 3.5, "model");
      case PRODUCTION -> svg.circle(atX, atY, 4, "production");
      case RANDOM -> svg.line(atX, atY - 4, atX, atY + 4, "random");
      case IDEAL -> {}
    }
  }

  private double placeX(double value) {
    return left + x.place(value) * (RIGHT - left);
  }

  private double placeY(double value) {
    return bottom - y.place(value) * (bottom - top);
  }

  private String at(double atX, double atY) {
    return Svg.point(placeX(atX), placeY(atY));
  }

  private static String path(double x1, double y1, double x2, double y2) {
    return "M" + Svg.point(x1, y1) + "L" + Svg.point(x2, y2);
  }
}

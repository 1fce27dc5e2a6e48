package io.dealrank.evaluation.report;

import java.util.Locale;

/**
 * A small drawing written as SVG: 360 units wide, so that one unit is about one pixel on a phone.
 * Colours come from the page's style sheet by class name.
 */
final class Svg {
  static final double WIDTH = 360;

  private final StringBuilder shapes = new StringBuilder();

  void text(double x, double y, String anchor, String className, String content) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            className,
            Html.escape(content)));
  }

  void line(double x1, double y1, double x2, double y2, String className) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
            x1,
            y1,
            x2,
            y2,
            className));
  }

  void circle(double x, double y, double radius, String className) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"/>\n",
            x,
            y,
            radius,
            className));
  }

  /** A rectangle whose meaning appears when the pointer rests on it. */
  void bar(double x, double y, double width, double height, String className, String meaning) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\">"
                + "<title>%s</title></rect>\n",
            x,
            y,
            Math.max(0, width),
            height,
            className,
            Html.escape(meaning)));
  }

  /** The drawing in a figure with a caption; id must be unique in the page. */
  String figure(String id, double height, String title, String description) {
    return String.format(
        Locale.ROOT,
        """
        <figure>
        <figcaption><strong>%3$s.</strong> %4$s</figcaption>
        <svg viewBox="0 0 %1$.0f %2$.0f" role="img" aria-labelledby="%5$s-t %5$s-d">
        <title id="%5$s-t">%3$s</title>
        <desc id="%5$s-d">%4$s</desc>
        %6$s</svg>
        </figure>
        """,
        WIDTH,
        height,
        Html.escape(title),
        Html.escape(description),
        id,
        shapes);
  }
}

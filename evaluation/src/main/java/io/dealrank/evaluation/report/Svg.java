package io.dealrank.evaluation.report;

import java.util.Locale;

/**
 * A small drawing written as SVG: 360 units wide, so that one unit is about one pixel on a phone.
 * Colours come from the page's style sheet by class name.
 */
final class Svg {
  static final double WIDTH = 360;

  /** Of a character at 12 pixels, rather too wide than too narrow: digits of a wide font. */
  private static final double CHARACTER = 7.2;

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

  /** A name at the left and its number at the right of one line; the name is cut to what fits. */
  void label(double left, double right, double y, String name, String number) {
    int room = (int) ((right - left) / CHARACTER) - number.length() - 1;
    text(left, y, "start", "label", ForestPlot.shortened(name, Math.max(8, room)));
    text(right, y, "end", "number", number);
  }

  /** A line of straight parts, for example {@code M1,2L3,4}. */
  void path(String path, String className) {
    shapes.append(String.format(Locale.ROOT, "<path d=\"%s\" class=\"%s\"/>\n", path, className));
  }

  /** Coordinates in a path. */
  static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  /** About how wide a text of so many characters is. */
  static double widthOf(int characters) {
    return CHARACTER * characters;
  }

  void diamond(double x, double y, double radius, String className) {
    path(
        "M%sL%sL%sL%sZ"
            .formatted(
                point(x, y - radius),
                point(x + radius, y),
                point(x, y + radius),
                point(x - radius, y)),
        className);
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

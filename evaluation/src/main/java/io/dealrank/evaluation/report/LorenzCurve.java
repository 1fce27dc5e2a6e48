package io.dealrank.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a total is spread: the share of the total that the least listings hold, over their share of
 * all listings. The diagonal is an even spread; the area between both is half the Gini index.
 *
 * @param points ascending from (0, 0) to (1, 1); empty: not known
 */
public record LorenzCurve(List<Point> points) {
  /** Not known. */
  public static final LorenzCurve UNKNOWN = new LorenzCurve(List.of());

  private static final int STEPS = 50;

  /**
   * One point.
   *
   * @param listings share of all listings, those with least first
   * @param total share of the total that they hold
   */
  public record Point(double listings, double total) {}

  public LorenzCurve {
    points = List.copyOf(points);
  }

  /**
   * The curve at {@value #STEPS} even steps, whatever the number of listings.
   *
   * @param values one per listing, at least 0, those with 0 included
   */
  public static LorenzCurve of(double[] values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    double total = Arrays.stream(ascending).sum();
    if (!(total > 0) || ascending[0] < 0) {
      return UNKNOWN;
    }
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0));
    double sum = 0;
    int taken = 0;
    for (int step = 1; step <= STEPS; step++) {
      int upTo = (int) ((long) step * ascending.length / STEPS);
      while (taken < upTo) {
        sum += ascending[taken++];
      }
      Point point = new Point((double) taken / ascending.length, Math.min(1, sum / total));
      if (point.listings() > points.get(points.size() - 1).listings()) {
        points.add(point);
      }
    }
    return new LorenzCurve(points);
  }
}

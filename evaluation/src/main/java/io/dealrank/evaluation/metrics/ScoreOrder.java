package io.dealrank.evaluation.metrics;

/** The order of a list by score descending: NaN last, equal scores as they stand (0 equals -0). */
public final class ScoreOrder {
  private ScoreOrder() {}

  /** The indices of the scores in that order. A list already in order costs one pass. */
  public static int[] descending(double[] scores) {
    int[] order = new int[scores.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int[] from = order;
    int[] to = null;
    for (int width = 1; width < order.length; width *= 2) {
      if (to == null && inOrder(scores)) {
        return order;
      }
      to = to == null ? new int[order.length] : to;
      for (int start = 0; start < order.length; start += 2 * width) {
        merge(from, to, start, Math.min(start + width, order.length), width, scores);
      }
      int[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  /** Whether two scores leave the order of their documents open. */
  static boolean tied(double a, double b) {
    return a == b || Double.isNaN(a) && Double.isNaN(b);
  }

  private static void merge(
      int[] from, int[] to, int start, int middle, int width, double[] scores) {
    int end = Math.min(middle + width, from.length);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeRight =
          left == middle || right < end && before(scores[from[right]], scores[from[left]]);
      to[i] = takeRight ? from[right++] : from[left++];
    }
  }

  private static boolean inOrder(double[] scores) {
    for (int i = 1; i < scores.length; i++) {
      if (before(scores[i], scores[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private static boolean before(double a, double b) {
    return a > b || Double.isNaN(b) && !Double.isNaN(a);
  }
}

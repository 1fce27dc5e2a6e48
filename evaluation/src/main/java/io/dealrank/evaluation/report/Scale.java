package io.dealrank.evaluation.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An axis: its range, its ticks and how they are written.
 *
 * @param title name and unit of the axis
 * @param low where it begins
 * @param high where it ends, above low
 * @param logarithmic equal factors are equal lengths; low must be positive
 * @param ticks ascending, within the range
 * @param labels one per tick
 */
record Scale(
    String title, double low, double high, boolean logarithmic, double[] ticks, String[] labels) {

  /** What the numbers of an axis are. */
  enum Unit {
    PLAIN(1, "%.", "f"),
    PERCENT(100, "%.", "f%%"),
    SIGNED_PERCENT(100, "%+.", "f%%");

    private final double factor;
    private final String before;
    private final String after;

    Unit(double factor, String before, String after) {
      this.factor = factor;
      this.before = before;
      this.after = after;
    }

    /** A tick, with the decimals that a step between ticks needs. */
    private String text(double value, double step) {
      int decimals = (int) Math.max(0, -Math.floor(Math.log10(step * factor) + 1e-9));
      double rounded = Math.abs(value) < step / 1e6 ? 0 : value * factor;
      return rounded == 0 && this == SIGNED_PERCENT
          ? "0%"
          : String.format(Locale.ROOT, before + decimals + after, rounded).replace('-', '\u2212');
    }
  }

  /** From the round number below the least value to the one above the greatest. */
  static Scale linear(String title, Unit unit, double least, double greatest, int steps) {
    double span = greatest > least ? greatest - least : Math.max(1e-3, Math.abs(least) / 10);
    double step = roundStep(span / steps);
    double low = Math.floor(least / step + 1e-9) * step;
    double high = Math.ceil((least + span) / step - 1e-9) * step;
    int count = (int) Math.round((high - low) / step);
    double[] ticks = new double[count + 1];
    Arrays.setAll(ticks, i -> low + i * step);
    return new Scale(title, low, ticks[count], false, ticks, labels(ticks, unit, step));
  }

  /** Ticks at the given whole numbers, the distances logarithmic. */
  static Scale logarithmic(String title, int[] at) {
    double[] ticks = Arrays.stream(at).asDoubleStream().toArray();
    String[] labels = Arrays.stream(at).mapToObj(Integer::toString).toArray(String[]::new);
    return new Scale(title, ticks[0], ticks[ticks.length - 1], true, ticks, labels);
  }

  /** Positions from the first to the last, with ticks at the first and at round ones. */
  static Scale positions(int first, int last) {
    int step = last <= 10 ? 1 : last <= 20 ? 5 : 10 * Math.max(1, last / 50);
    int[] round =
        IntStream.rangeClosed(first, last).filter(p -> p == first || p % step == 0).toArray();
    double[] ticks = Arrays.stream(round).asDoubleStream().toArray();
    String[] labels = Arrays.stream(round).mapToObj(Integer::toString).toArray(String[]::new);
    return new Scale("position shown", first, last, false, ticks, labels);
  }

  /** Where a value stands: 0 at the beginning, 1 at the end; kept within. */
  double place(double value) {
    if (high == low) {
      return 0.5;
    }
    double within = Math.max(low, Math.min(high, value));
    return logarithmic
        ? Math.log(within / low) / Math.log(high / low)
        : (within - low) / (high - low);
  }

  private static String[] labels(double[] ticks, Unit unit, double step) {
    return Arrays.stream(ticks).mapToObj(tick -> unit.text(tick, step)).toArray(String[]::new);
  }

  private static double roundStep(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double leading = rough / power;
    return power * (leading <= 1.0001 ? 1 : leading <= 2.0001 ? 2 : leading <= 5.0001 ? 5 : 10);
  }
}

package io.dealrank.features.vertical;

import io.dealrank.features.vertical.Measure.Kind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks of one measure: exactly one kind, only options that belong to it, values in range. */
final class MeasureChecks {
  private static final Set<Kind> OUTCOMES = EnumSet.of(Kind.RATE, Kind.STREAK, Kind.TIME_TO);

  /** Option to the kinds that take it; {@code where} belongs to all. */
  private static final Map<String, Set<Kind>> OPTIONS =
      Map.of(
          "at", EnumSet.complementOf(EnumSet.copyOf(OUTCOMES)),
          "maturity", EnumSet.of(Kind.RATE, Kind.STREAK),
          "smoothing", EnumSet.of(Kind.RATE),
          "half_life", EnumSet.of(Kind.COUNT, Kind.SUM),
          "k", EnumSet.of(Kind.FIRST, Kind.LAST, Kind.TOP),
          "q", EnumSet.of(Kind.QUANTILE),
          "bound", EnumSet.of(Kind.DISTINCT, Kind.QUANTILE),
          "over", EnumSet.of(Kind.TREND),
          "horizon", EnumSet.of(Kind.TIME_TO),
          "type", EnumSet.of(Kind.FIRST, Kind.LAST));

  private MeasureChecks() {}

  /** Whether an option belongs to a kind. */
  static boolean takes(Kind kind, String option) {
    Set<Kind> kinds = OPTIONS.get(option);
    return kinds == null || kinds.contains(kind);
  }

  /**
   * Refuses a measure that means nothing.
   *
   * @param kinds the kinds that are given, with their values
   * @param options option to its value; null: not given
   */
  static void check(Map<Kind, Object> kinds, Map<String, Object> options) {
    if (kinds.size() != 1) {
      throw new IllegalArgumentException(
          "a measure has exactly one of "
              + String.join(", ", Stream.of(Kind.values()).map(Kind::key).toList())
              + "; this one has "
              + (kinds.isEmpty() ? "none" : kinds.keySet().stream().map(Kind::key).toList()));
    }
    Kind kind = kinds.keySet().iterator().next();
    options.forEach((name, value) -> requireBelongs(kind, name, value));
    if (kind == Kind.RATE || kind == Kind.STREAK) {
      requireLength(kind, "maturity", (Span) options.get("maturity"));
    }
    if (kind == Kind.TREND) {
      Span over = (Span) options.get("over");
      requireLength(kind, "over", over);
      Span trend = (Span) kinds.get(kind);
      requireBounded("trend", trend);
      if (trend.micros() >= over.micros()) {
        throw new IllegalArgumentException("trend " + trend + " is not shorter than over " + over);
      }
    }
    requireBounded("half_life", (Span) options.get("half_life"));
    requireBounded("horizon", (Span) options.get("horizon"));
    requireRange("k", (Integer) options.get("k"), 100);
    requireRange("bound", (Integer) options.get("bound"), 1_000_000);
    Double q = (Double) options.get("q");
    if (q != null && !(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("q " + q + " is not between 0 and 1");
    }
    Object type = options.get("type");
    if (type != null && !type.equals("double") && !type.equals("string")) {
      throw new IllegalArgumentException("type '" + type + "' is neither double nor string");
    }
  }

  private static void requireBelongs(Kind kind, String option, Object value) {
    if (value != null && !takes(kind, option)) {
      throw new IllegalArgumentException(
          option
              + " belongs to "
              + OPTIONS.get(option).stream().map(Kind::key).sorted().toList()
              + ", not to "
              + kind.key());
    }
  }

  private static void requireLength(Kind kind, String name, Span length) {
    if (length == null || length.unbounded() || length.micros() == 0) {
      throw new IllegalArgumentException(
          "a " + kind.key() + " needs " + name + ", for example " + name + ": 2d");
    }
  }

  private static void requireBounded(String name, Span length) {
    if (length != null && (length.unbounded() || length.micros() == 0)) {
      throw new IllegalArgumentException(
          name + " " + length + " has no length: write for example " + name + ": 7d");
    }
  }

  private static void requireRange(String name, Integer value, int greatest) {
    if (value != null && (value < 1 || value > greatest)) {
      throw new IllegalArgumentException(name + " " + value + " is not between 1 and " + greatest);
    }
  }
}

package io.dealrank.features.vertical;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One quantity of a feature group, computed per window and bucket as of an instant t. Exactly one
 * of the kinds is given ({@link Kind}); the rest are options of it.
 *
 * @param count number of facts
 * @param sum SQL expression summed over the facts; null, NaN and infinite values are ignored; 0
 *     without facts
 * @param mean SQL expression averaged over the facts that have it; null without any
 * @param min SQL expression, its least value; null without any
 * @param max SQL expression, its greatest value; null without any
 * @param variance SQL expression, its population variance (1/n) Σ (x - mean)²; null without any
 * @param first SQL expression, its earliest value, or with {@code k} the earliest k
 * @param last SQL expression, its latest value, or with {@code k} the latest k, latest first
 * @param distinct SQL expression, how many different values it has
 * @param quantile SQL expression, its quantile {@code q}; null without any
 * @param rate outcome column (for example {@code responded_at}): the share of mature trials whose
 *     outcome came within {@code maturity}, smoothed
 * @param recency days from the latest fact to t; null without facts; has no window
 * @param timeTo outcome column: mean hours to the outcome, censored at t
 * @param streak outcome column: how many of the latest mature trials in a row had no outcome within
 *     {@code maturity}
 * @param trend length of the short window: facts per day in it over facts per day in {@code over};
 *     null without facts in {@code over}; has no window of the group
 * @param share bucket dimension: the share of the facts in each of its buckets
 * @param entropy bucket dimension: entropy of those shares, bits; null without facts
 * @param top bucket dimension: its {@code k} buckets with the most facts, most first, ties by name
 * @param at the time column that dates the fact in a window; default: the fact's own time
 * @param where SQL condition on the fact as it was known at t; default: all facts
 * @param maturity for {@code rate} and {@code streak}: age after which a trial without outcome
 *     counts as a failure
 * @param smoothing for {@code rate}: the prior; default none (null without mature trials)
 * @param halfLife for {@code count} and {@code sum}: a fact of age a weighs 2^(-a / half_life); has
 *     no window then
 * @param k for {@code first}, {@code last} and {@code top}: how many, 1 to 100
 * @param q for {@code quantile}: 0 to 1, default 0.5
 * @param bound for {@code distinct} and {@code quantile}: up to so many values in a window the
 *     answer is exact, above it is a sketch's (HyperLogLog, KLL); default 1024
 * @param over for {@code trend}: length of the long window
 * @param horizon for {@code time_to}: an outcome later than this counts as none; default: no bound
 * @param type for {@code first} and {@code last}: {@code double} (default) or {@code string}
 */
public record Measure(
    Boolean count,
    String sum,
    String mean,
    String min,
    String max,
    String variance,
    String first,
    String last,
    String distinct,
    String quantile,
    String rate,
    Boolean recency,
    String timeTo,
    String streak,
    Span trend,
    String share,
    String entropy,
    String top,
    String at,
    String where,
    Span maturity,
    Smoothing smoothing,
    Span halfLife,
    Integer k,
    Double q,
    Integer bound,
    Span over,
    Span horizon,
    String type)
    implements Serializable {

  /** The kinds of measure, by their key. */
  public enum Kind {
    COUNT,
    SUM,
    MEAN,
    MIN,
    MAX,
    VARIANCE,
    FIRST,
    LAST,
    DISTINCT,
    QUANTILE,
    RATE,
    RECENCY,
    TIME_TO,
    STREAK,
    TREND,
    SHARE,
    ENTROPY,
    TOP;

    private static final Map<String, Set<Kind>> OPTIONS =
        Map.of(
            "at",
                Set.of(
                    COUNT, SUM, MEAN, MIN, MAX, VARIANCE, FIRST, LAST, DISTINCT, QUANTILE, RECENCY,
                    TREND, SHARE, ENTROPY, TOP),
            "maturity", Set.of(RATE, STREAK),
            "smoothing", Set.of(RATE),
            "half_life", Set.of(COUNT, SUM),
            "k", Set.of(FIRST, LAST, TOP),
            "q", Set.of(QUANTILE),
            "bound", Set.of(DISTINCT, QUANTILE),
            "over", Set.of(TREND),
            "horizon", Set.of(TIME_TO),
            "type", Set.of(FIRST, LAST));

    /** The key in the vertical file. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What a value is: DOUBLE, STRING or an array of one of them. */
  public enum ValueType {
    DOUBLE,
    STRING,
    DOUBLES,
    STRINGS
  }

  /** Checks that exactly one kind is given and that its options fit. */
  public Measure {
    Map<Kind, Object> kinds =
        kinds(
            count, sum, mean, min, max, variance, first, last, distinct, quantile, rate, recency,
            timeTo, streak, trend, share, entropy, top);
    if (kinds.size() != 1) {
      throw new IllegalArgumentException(
          "a measure has exactly one of "
              + String.join(", ", Stream.of(Kind.values()).map(Kind::key).toList())
              + "; this one has "
              + (kinds.isEmpty() ? "none" : kinds.keySet().stream().map(Kind::key).toList()));
    }
    Kind kind = kinds.keySet().iterator().next();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("at", at);
    options.put("maturity", maturity);
    options.put("smoothing", smoothing);
    options.put("half_life", halfLife);
    options.put("k", k);
    options.put("q", q);
    options.put("bound", bound);
    options.put("over", over);
    options.put("horizon", horizon);
    options.put("type", type);
    options.forEach(
        (name, value) -> {
          if (value != null && !Kind.OPTIONS.get(name).contains(kind)) {
            throw new IllegalArgumentException(
                name
                    + " belongs to "
                    + Kind.OPTIONS.get(name).stream().map(Kind::key).sorted().toList()
                    + ", not to "
                    + kind.key());
          }
        });
    requireLength(kind, Kind.RATE, "maturity", maturity);
    requireLength(kind, Kind.STREAK, "maturity", maturity);
    requireLength(kind, Kind.TREND, "over", over);
    requireBounded("trend", trend);
    requireBounded("half_life", halfLife);
    requireBounded("horizon", horizon);
    if (trend != null && over != null && trend.micros() >= over.micros()) {
      throw new IllegalArgumentException("trend " + trend + " is not shorter than over " + over);
    }
    requireRange("k", k, 1, 100);
    requireRange("bound", bound, 1, 1_000_000);
    if (q != null && !(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("q " + q + " is not between 0 and 1");
    }
    if (type != null && !type.equals("double") && !type.equals("string")) {
      throw new IllegalArgumentException("type '" + type + "' is neither double nor string");
    }
  }

  private static Map<Kind, Object> kinds(Object... given) {
    Map<Kind, Object> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      Object value = given[kind.ordinal()];
      if (value != null && !Boolean.FALSE.equals(value)) {
        kinds.put(kind, value);
      }
    }
    return kinds;
  }

  private static void requireLength(Kind actual, Kind kind, String name, Span length) {
    if (actual == kind && (length == null || length.unbounded())) {
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

  private static void requireRange(String name, Integer value, int least, int greatest) {
    if (value != null && (value < least || value > greatest)) {
      throw new IllegalArgumentException(
          name + " " + value + " is not between " + least + " and " + greatest);
    }
  }

  /** Which kind this is. */
  public Kind kind() {
    return kinds(
            count, sum, mean, min, max, variance, first, last, distinct, quantile, rate, recency,
            timeTo, streak, trend, share, entropy, top)
        .keySet()
        .iterator()
        .next();
  }

  /** The SQL expression of its value, or null where a fact only counts. */
  public String value() {
    return switch (kind()) {
      case SUM -> sum;
      case MEAN -> mean;
      case MIN -> min;
      case MAX -> max;
      case VARIANCE -> variance;
      case FIRST -> first;
      case LAST -> last;
      case DISTINCT -> distinct;
      case QUANTILE -> quantile;
      default -> null;
    };
  }

  /** The outcome column of a rate, a streak or a time to an outcome; else null. */
  public String outcome() {
    return switch (kind()) {
      case RATE -> rate;
      case STREAK -> streak;
      case TIME_TO -> timeTo;
      default -> null;
    };
  }

  /** The bucket dimension of a share, an entropy or the top buckets; else null. */
  public String dimension() {
    return switch (kind()) {
      case SHARE -> share;
      case ENTROPY -> entropy;
      case TOP -> top;
      default -> null;
    };
  }

  /** Whether its values are text: those of distinct, and of first and last of type string. */
  public boolean text() {
    return kind() == Kind.DISTINCT || "string".equals(type);
  }

  /** Type of its value in total; by bucket it is a map of STRING to that. */
  public ValueType valueType() {
    return switch (kind()) {
      case FIRST, LAST ->
          k == null
              ? (text() ? ValueType.STRING : ValueType.DOUBLE)
              : (text() ? ValueType.STRINGS : ValueType.DOUBLES);
      case TOP -> ValueType.STRINGS;
      default -> ValueType.DOUBLE;
    };
  }

  /** Largest number of values for which distinct and quantile are exact. */
  public int exactBound() {
    return bound == null ? 1024 : bound;
  }

  /** How many values or buckets are kept. */
  public int kept() {
    return k == null ? 1 : k;
  }

  /** Its SQL expressions on the fact as known at t, those that are given. */
  public List<String> expressions() {
    return new ArrayList<>(Stream.of(value(), at, where).filter(Objects::nonNull).toList());
  }

  /** Value of an entity without any fact; null where nothing can be said, or not by a constant. */
  public Double valueOfNothing() {
    return switch (kind()) {
      case COUNT, SUM, DISTINCT, STREAK -> 0.0;
      case RATE -> smoothing == null || smoothing.empiricalBayes() ? null : smoothing.prior();
      default -> null;
    };
  }

  /** Whether it looks back in its own way, so that the group's windows do not apply. */
  public boolean windowless() {
    return kind() == Kind.RECENCY || kind() == Kind.TREND || halfLife != null;
  }

  /** The windows that apply: one without bound where the measure looks back in its own way. */
  List<Span> windows(List<Span> declared) {
    return windowless() ? List.of(Span.parse("all")) : declared;
  }
}

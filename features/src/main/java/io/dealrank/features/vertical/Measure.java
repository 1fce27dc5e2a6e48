package io.dealrank.features.vertical;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One quantity of a feature group, computed per window and bucket as of an instant t. Exactly one
 * of the kinds is given ({@link Kind}); the rest are options of it. NaN and infinite values say
 * nothing, like null.
 */
public record Measure(
    @Key(meaning = "number of facts", type = "`true`", unit = "facts", example = "count: true")
        @Formula(value = "n, or Σ 2^(-(t - e) / half_life)", ofNothing = "0")
        Boolean count,
    @Key(
            meaning = "sum of x; exact, rounded once",
            type = "SQL",
            unit = "of x",
            example = "sum: attributes.price")
        @Formula(value = "Σ x, or Σ x 2^(-(t - e) / half_life)", ofNothing = "0")
        String sum,
    @Key(
            meaning = "mean of x",
            type = "SQL",
            unit = "of x",
            example = "mean: \"timestampdiff(SECOND, contacted_at, responded_at) / 3600.0\"")
        @Formula(value = "(1 / n) Σ x", ofNothing = "null")
        String mean,
    @Key(meaning = "least x", type = "SQL", unit = "of x", example = "min: attributes.price")
        @Formula(value = "min x", ofNothing = "null")
        String min,
    @Key(meaning = "greatest x", type = "SQL", unit = "of x", example = "max: attributes.price")
        @Formula(value = "max x", ofNothing = "null")
        String max,
    @Key(
            meaning = "population variance of x; rounded once",
            type = "SQL",
            unit = "of x, squared",
            example = "variance: attributes.price")
        @Formula(value = "(1 / n) Σ (x - mean)²", ofNothing = "null")
        String variance,
    @Key(
            meaning =
                "the earliest x; with `k` a list of the earliest k, earliest first; with `type: "
                    + "string` as text",
            type = "SQL",
            unit = "of x",
            example = "first: attributes.price")
        @Formula(value = "x of the least e", ofNothing = "null")
        String first,
    @Key(
            meaning =
                "the latest x; with `k` a list of the latest k, latest first; with `type: string` "
                    + "as text",
            type = "SQL",
            unit = "of x",
            example = "last: channel, type: string, k: 3")
        @Formula(value = "x of the greatest e", ofNothing = "null")
        String last,
    @Key(
            meaning =
                "number of different x, compared as text: exact up to `bound` of them in a "
                    + "window, above it by HyperLogLog with 4,096 registers, relative standard "
                    + "error 1.6%",
            type = "SQL",
            unit = "values",
            example = "distinct: searcher_id")
        @Formula(value = "size of the set of the x", ofNothing = "0")
        String distinct,
    @Key(
            meaning =
                "the q-quantile of x: exact up to `bound` values in a window, above it by a KLL "
                    + "sketch, rank error about 0.7% of n",
            type = "SQL",
            unit = "of x",
            example = "quantile: attributes.price, q: 0.9")
        @Formula(value = "least x with (number of values <= x) / n >= q", ofNothing = "null")
        String quantile,
    @Key(
            meaning =
                "share of mature trials that had the outcome within `maturity`, s of n, smoothed "
                    + "by a prior of mean p and strength w",
            type = "SQL: time of the outcome",
            unit = "share, 0 to 1",
            example = "rate: responded_at, maturity: 2d, smoothing: {prior: 0.45, strength: 4}")
        @Formula(
            value = "(s + w p) / (n + w); without smoothing s / n",
            ofNothing = "the prior; without smoothing null")
        String rate,
    @Key(
            meaning = "time since the latest fact",
            type = "`true`",
            unit = "days",
            example = "recency: true")
        @Formula(value = "t - max e", ofNothing = "null")
        Boolean recency,
    @Key(
            meaning =
                "mean time to the outcome, censored at t: over the d facts with an outcome, the "
                    + "time that all n facts have waited. A fact waited until its outcome came; "
                    + "one without an outcome until t, at most `horizon`",
            type = "SQL: time of the outcome",
            unit = "hours",
            example = "time_to: responded_at")
        @Formula(value = "(1 / d) Σ waited", ofNothing = "null")
        String timeTo,
    @Key(
            meaning =
                "how many of the latest mature trials, in a row, had no outcome within `maturity`",
            type = "SQL: time of the outcome",
            unit = "trials",
            example = "streak: responded_at, maturity: 2d")
        @Formula(value = "latest trials in a row without the outcome", ofNothing = "0")
        String streak,
    @Key(
            meaning =
                "facts per day in the short window over facts per day in the long one, `over`; 1: "
                    + "as before",
            type = "span, shorter than `over`",
            unit = "ratio",
            example = "trend: 7d, over: 30d")
        @Formula(value = "(n of trend / trend) / (n of over / over)", ofNothing = "null")
        Span trend,
    @Key(
            meaning = "share of the facts in each bucket of the dimension: a map, no total",
            type = "dimension of `by`",
            unit = "share, 0 to 1",
            example = "share: channel")
        @Formula(value = "n of the bucket / n of all buckets", ofNothing = "null")
        String share,
    @Key(
            meaning = "entropy of those shares; 0: all facts in one bucket",
            type = "dimension of `by`",
            unit = "bits",
            example = "entropy: channel")
        @Formula(value = "-Σ p log2 p over the buckets, p their shares", ofNothing = "null")
        String entropy,
    @Key(
            meaning = "the `k` buckets with the most facts, most first, equal ones by name",
            type = "dimension of `by`",
            example = "top: channel, k: 2")
        @Formula(value = "the k buckets of greatest n", ofNothing = "null")
        String top,
    @Key(
            meaning =
                "the time that dates the fact in its window, and from which it counts; one with "
                    + "null counts nowhere",
            type = "SQL: time",
            fallback = "the fact's time",
            example = "count: true, at: responded_at")
        String at,
    @Key(
            meaning =
                "which facts count, as known at t; of a rate, a streak or a time to an outcome: "
                    + "as first known, without outcomes",
            type = "SQL condition on the fact",
            fallback = "all",
            example = "recency: true, where: \"responded_at is null\"")
        String where,
    @Key(
            meaning = "age after which a trial counts: by then it had its outcome, or it failed",
            fallback = "required for `rate` and `streak`",
            range = "longer than 0, shorter than every window",
            example = "rate: deal_at, maturity: 10d")
        Span maturity,
    @Key(
            meaning =
                "the prior of the rate. `{prior, strength}`: fixed. `empirical-bayes`: fitted by "
                    + "moments (Kleinman 1973) to the rates of all entities, per window and "
                    + "bucket, as of the last midnight not after t; a bucket that no entity has "
                    + "had takes the prior of all together, and before the first mature trial of "
                    + "any entity the rate is null",
            type = "`empirical-bayes`, or the keys below",
            fallback = "none: null without mature trials",
            example = "rate: responded_at, maturity: 2d, smoothing: empirical-bayes")
        Smoothing smoothing,
    @Key(
            meaning =
                "a fact of age a weighs 2^(-a / half_life), whatever the order of the facts; the "
                    + "windows of the group do not apply then",
            fallback = "none: every fact weighs 1",
            range = "longer than 0",
            example = "count: true, half_life: 14d")
        Span halfLife,
    @Key(
            meaning = "how many; with it first and last are lists",
            fallback = "1",
            range = "1 to 100",
            example = "last: attributes.price, k: 5")
        Integer k,
    @Key(
            meaning = "which quantile; 0 is the minimum, 1 the maximum",
            fallback = "0.5, the median",
            unit = "share",
            range = "0 to 1",
            example = "quantile: attributes.price, q: 0.25")
        Double q,
    @Key(
            meaning = "up to so many values in a window the answer is exact, above it a sketch's",
            fallback = "1024",
            unit = "values",
            range = "1 to 1,000,000",
            example = "distinct: searcher_id, bound: 10000")
        Integer bound,
    @Key(
            meaning = "the long window of a trend",
            fallback = "required for `trend`",
            range = "longer than `trend`",
            example = "trend: 7d, over: 28d")
        Span over,
    @Key(
            meaning =
                "an outcome later than this after its fact counts as none, and no fact waits "
                    + "longer",
            fallback = "no bound",
            range = "longer than 0",
            example = "time_to: deal_at, horizon: 30d")
        Span horizon,
    @Key(
            meaning = "what x is read as",
            fallback = "double",
            range = "`double`, `string`",
            example = "first: channel, type: string")
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
    MeasureChecks.check(
        kinds(
            count, sum, mean, min, max, variance, first, last, distinct, quantile, rate, recency,
            timeTo, streak, trend, share, entropy, top),
        options);
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

package io.dealrank.features.vertical;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One quantity of a feature group, computed per window and bucket as of an instant t. Exactly one
 * of {@code count}, {@code sum}, {@code mean}, {@code rate}, {@code recency} is given.
 *
 * @param count number of facts
 * @param sum SQL expression summed over the facts; null, NaN and infinite values are ignored; 0
 *     without facts
 * @param mean SQL expression averaged over the facts; null, NaN and infinite values are ignored;
 *     null without facts
 * @param rate outcome column (for example {@code responded_at}): the share of mature trials whose
 *     outcome came within {@code maturity}, smoothed
 * @param recency days from the latest fact to t; null without facts; ignores windows
 * @param at the time column that dates the fact in a window; default: the fact's own time
 * @param where SQL condition on the fact as it was known at t; default: all facts
 * @param maturity for {@code rate}: age after which a trial without outcome counts as a failure
 * @param smoothing for {@code rate}: the prior; default none (null without mature trials)
 */
public record Measure(
    Boolean count,
    String sum,
    String mean,
    String rate,
    Boolean recency,
    String at,
    String where,
    Span maturity,
    Smoothing smoothing)
    implements Serializable {

  /** The five kinds of measure. */
  public enum Kind {
    COUNT,
    SUM,
    MEAN,
    RATE,
    RECENCY
  }

  /**
   * A fixed prior: rate = (successes + strength * prior) / (trials + strength).
   *
   * @param prior expected rate of an entity without trials, 0 to 1
   * @param strength weight of the prior in trials, greater than 0
   */
  public record Smoothing(double prior, double strength) implements Serializable {
    /** Checks the ranges. */
    public Smoothing {
      if (!(prior >= 0 && prior <= 1)) {
        throw new IllegalArgumentException("prior " + prior + " is not between 0 and 1");
      }
      if (!(strength > 0) || Double.isInfinite(strength)) {
        throw new IllegalArgumentException("strength " + strength + " is not greater than 0");
      }
    }
  }

  /** Checks that exactly one kind is given and that its options fit. */
  public Measure {
    long kinds =
        Stream.of(
                Boolean.TRUE.equals(count) ? "count" : null,
                sum,
                mean,
                rate,
                Boolean.TRUE.equals(recency) ? "recency" : null)
            .filter(Objects::nonNull)
            .count();
    if (kinds != 1) {
      throw new IllegalArgumentException(
          "a measure has exactly one of count, sum, mean, rate, recency; this one has " + kinds);
    }
    if (rate != null && (maturity == null || maturity.unbounded())) {
      throw new IllegalArgumentException("a rate needs a maturity, for example maturity: 2d");
    }
    if (rate == null && (maturity != null || smoothing != null)) {
      throw new IllegalArgumentException("maturity and smoothing belong to a rate");
    }
    if (rate != null && at != null) {
      throw new IllegalArgumentException("a rate is dated by its trials: remove at");
    }
  }

  /** Which kind this is. */
  public Kind kind() {
    if (Boolean.TRUE.equals(count)) {
      return Kind.COUNT;
    } else if (sum != null) {
      return Kind.SUM;
    } else if (mean != null) {
      return Kind.MEAN;
    }
    return rate != null ? Kind.RATE : Kind.RECENCY;
  }

  /** Its SQL expressions on the fact as known at t, those that are given. */
  public List<String> expressions() {
    return Stream.of(sum, mean, at, where).filter(Objects::nonNull).toList();
  }

  /** Value of an entity without any fact; null where nothing can be said. */
  public Double valueOfNothing() {
    return switch (kind()) {
      case COUNT, SUM -> 0.0;
      case RATE -> smoothing == null ? null : smoothing.prior();
      case MEAN, RECENCY -> null;
    };
  }

  /** The windows that apply: recency looks back without bound, so it has one. */
  List<Span> windows(List<Span> declared) {
    return kind() == Kind.RECENCY ? List.of(Span.parse("all")) : declared;
  }
}

package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The definition of a feature as of t, read out loud over a list of contacts: take every contact
 * known before t, in the form in which it was known at t, and evaluate the measure.
 */
final class FeatureOracle {
  private FeatureOracle() {}

  /** A contact; times in microseconds, null: it did not happen. */
  record Contact(String entity, long at, Long responded, Long deal, String channel, Double price) {
    /** The contact as it was known at t: outcomes from t on have not happened. */
    Contact knownAt(long t) {
      return new Contact(entity, at, before(responded, t), before(deal, t), channel, price);
    }

    private static Long before(Long outcome, long t) {
      return outcome != null && outcome < t ? outcome : null;
    }
  }

  /** What a measure means in plain Java: its kind, condition, date in the window and value. */
  record Meaning(
      Measure.Kind kind,
      Predicate<Contact> where,
      Function<Contact, Long> at,
      Function<Contact, Double> value) {}

  /**
   * The value as of t over the contacts of one entity (and bucket).
   *
   * @param window length in microseconds; null: unbounded
   */
  static Double value(Measure measure, Meaning meaning, List<Contact> all, long t, Long window) {
    boolean rate = meaning.kind() == Measure.Kind.RATE;
    long maturity = rate ? measure.maturity().micros() : 0;
    List<Contact> visible =
        all.stream()
            .filter(c -> c.at() + maturity < t)
            .filter(c -> meaning.where().test(c.knownAt(t)))
            .filter(c -> meaning.at().apply(c.knownAt(t)) != null)
            .filter(c -> window == null || meaning.at().apply(c) >= t - window)
            .toList();
    List<Double> values =
        visible.stream().map(c -> meaning.value().apply(c)).filter(Objects::nonNull).toList();
    double sum = values.stream().mapToDouble(v -> v).sum();
    if (values.isEmpty()) {
      return measure.valueOfNothing();
    }
    return switch (meaning.kind()) {
      case COUNT, SUM -> sum;
      case MEAN -> sum / values.size();
      case RECENCY ->
          (t - visible.stream().mapToLong(meaning.at()::apply).max().orElseThrow()) / 86_400e6;
      case RATE -> {
        Measure.Smoothing prior = measure.smoothing();
        double strength = prior == null ? 0 : prior.strength();
        double expected = prior == null ? 0 : prior.prior();
        yield (sum + strength * expected) / (values.size() + strength);
      }
    };
  }
}

package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The definition of a feature as of t, read out loud over a list of contacts: take every contact
 * known before t, in the form in which it was known at t, and evaluate the measure.
 */
final class FeatureOracle {
  private static final double HOUR = 3_600e6;
  private static final double DAY = 24 * HOUR;

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

  /**
   * What a measure means in plain Java.
   *
   * @param where its condition, on the contact as known at t
   * @param at what dates the contact in the window
   * @param value its value, a Double or a String; null: none
   * @param outcome of a rate, a streak and a time to an outcome: the final outcome; else null
   */
  record Meaning(
      Predicate<Contact> where,
      Function<Contact, Long> at,
      Function<Contact, Object> value,
      Function<Contact, Long> outcome) {
    static Meaning of(
        Predicate<Contact> where, Function<Contact, Long> at, Function<Contact, Object> value) {
      return new Meaning(where, at, value, null);
    }

    static Meaning outcome(Predicate<Contact> where, Function<Contact, Long> outcome) {
      return new Meaning(where, Contact::at, c -> 1.0, outcome);
    }
  }

  /**
   * The value as of t over the contacts of one entity (and bucket): Double, String, List or null.
   *
   * @param window length in microseconds; null: unbounded
   * @param prior fitted prior; null: none
   */
  static Object value(
      Measure measure, Meaning meaning, List<Contact> all, long t, Long window, BetaPrior prior) {
    long maturity = measure.maturity() == null ? 0 : measure.maturity().micros();
    List<Contact> seen = new ArrayList<>();
    for (Contact contact : all) {
      boolean judgedAtFirst = meaning.outcome() != null;
      Contact known = judgedAtFirst ? contact.knownAt(contact.at()) : contact.knownAt(t);
      Long dated = meaning.at().apply(known);
      if (contact.at() + maturity < t
          && meaning.where().test(known)
          && dated != null
          && dated < t
          && meaning.value().apply(known) != null
          && (window == null || dated >= t - window)) {
        seen.add(judgedAtFirst ? contact : known);
      }
    }
    seen.sort(Comparator.comparing(meaning.at()).thenComparing(Contact::at));
    List<Object> values =
        new ArrayList<>(
            seen.stream()
                .map(c -> meaning.outcome() == null ? meaning.value().apply(c) : 0)
                .toList());
    int n = seen.size();
    return switch (measure.kind()) {
      case COUNT, SUM ->
          measure.halfLife() == null
              ? values.stream().mapToDouble(v -> (Double) v).sum()
              : decayed(measure, meaning, seen, t);
      case MEAN -> n == 0 ? null : (Object) mean(values);
      case MIN -> n == 0 ? null : Collections.min(doubles(values));
      case MAX -> n == 0 ? null : Collections.max(doubles(values));
      case VARIANCE -> n == 0 ? null : (Object) variance(values);
      case FIRST -> n == 0 ? null : ends(measure, values);
      case LAST -> {
        Collections.reverse(values);
        yield n == 0 ? null : ends(measure, values);
      }
      case DISTINCT -> (double) values.stream().distinct().count();
      case QUANTILE -> n == 0 ? null : quantile(doubles(values), measure.q());
      case RECENCY -> n == 0 ? null : (Object) ((t - meaning.at().apply(seen.get(n - 1))) / DAY);
      case RATE -> rate(measure, meaning, seen, prior);
      case STREAK -> streak(measure, meaning, seen);
      case TIME_TO -> hours(measure, meaning, seen, t);
      case TREND -> trend(measure, meaning, seen, t);
      case SHARE, ENTROPY, TOP -> throw new IllegalArgumentException("read from all buckets");
    };
  }

  /** Number of contacts per channel in a window. */
  static Map<String, Long> byChannel(List<Contact> all, long t, Long window) {
    return all.stream()
        .filter(c -> c.at() < t && (window == null || c.at() >= t - window))
        .filter(c -> c.channel() != null)
        .collect(Collectors.groupingBy(Contact::channel, TreeMap::new, Collectors.counting()));
  }

  private static List<Double> doubles(List<Object> values) {
    return new ArrayList<>(values.stream().map(v -> (Double) v).toList());
  }

  private static double mean(List<Object> values) {
    return values.stream().mapToDouble(v -> (Double) v).average().orElseThrow();
  }

  private static double variance(List<Object> values) {
    double mean = mean(values);
    return values.stream()
        .mapToDouble(v -> ((Double) v - mean) * ((Double) v - mean))
        .average()
        .orElseThrow();
  }

  private static Object ends(Measure measure, List<Object> values) {
    return measure.k() == null
        ? values.get(0)
        : values.subList(0, Math.min(measure.k(), values.size()));
  }

  private static Object quantile(List<Double> values, Double q) {
    Collections.sort(values);
    for (int i = 0; i < values.size(); i++) {
      if (i + 1 >= (q == null ? 0.5 : q) * values.size()) {
        return values.get(i);
      }
    }
    throw new IllegalStateException();
  }

  private static boolean inTime(Measure measure, Meaning meaning, Contact trial) {
    Long outcome = meaning.outcome().apply(trial);
    return outcome != null && outcome <= trial.at() + measure.maturity().micros();
  }

  private static Object rate(
      Measure measure, Meaning meaning, List<Contact> trials, BetaPrior fitted) {
    double n = trials.size();
    double k = trials.stream().filter(c -> inTime(measure, meaning, c)).count();
    if (measure.smoothing() == null) {
      return n == 0 ? null : (Object) (k / n);
    }
    double mean = fitted == null ? measure.smoothing().prior() : fitted.mean();
    double strength = fitted == null ? measure.smoothing().strength() : fitted.strength();
    return (k + strength * mean) / (n + strength);
  }

  private static double streak(Measure measure, Meaning meaning, List<Contact> trials) {
    double streak = 0;
    for (Contact trial : trials) {
      streak = inTime(measure, meaning, trial) ? 0 : streak + 1;
    }
    return streak;
  }

  private static Object hours(Measure measure, Meaning meaning, List<Contact> facts, long t) {
    double horizon = measure.horizon() == null ? Double.MAX_VALUE : measure.horizon().micros();
    double waited = 0;
    int answered = 0;
    for (Contact fact : facts) {
      Long outcome = meaning.outcome().apply(fact);
      if (outcome != null && outcome < t && outcome - fact.at() <= horizon) {
        waited += outcome - fact.at();
        answered++;
      } else {
        waited += Math.min(t - fact.at(), horizon);
      }
    }
    return answered == 0 ? null : (Object) (waited / HOUR / answered);
  }

  private static Object trend(Measure measure, Meaning meaning, List<Contact> facts, long t) {
    double recent = 0;
    double all = 0;
    for (Contact fact : facts) {
      all += meaning.at().apply(fact) >= t - measure.over().micros() ? 1 : 0;
      recent += meaning.at().apply(fact) >= t - measure.trend().micros() ? 1 : 0;
    }
    double perDay = all / (measure.over().micros() / DAY);
    return all == 0 ? null : (Object) (recent / (measure.trend().micros() / DAY) / perDay);
  }

  private static double decayed(Measure measure, Meaning meaning, List<Contact> facts, long t) {
    return facts.stream()
        .mapToDouble(
            c ->
                (Double) meaning.value().apply(c)
                    * Math.pow(
                        0.5, (t - meaning.at().apply(c)) / (double) measure.halfLife().micros()))
        .sum();
  }
}

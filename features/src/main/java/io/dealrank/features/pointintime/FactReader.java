package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import org.apache.spark.sql.Row;

/**
 * Reads the {@code fact} of a row of {@link FactTable} and says what changes when: which
 * contribution to which measure becomes known, and which is taken back because a later version of
 * the fact says otherwise.
 */
final class FactReader {
  private final FactLayout layout;
  private final int measures;
  private final int dimensions;
  private final int event;
  private final int[] from;
  private final int[][] bucket;
  private final int[][] value;
  private final int[][] dated;
  private final boolean[] textual;
  private final boolean[] outcome;
  private final boolean[] versioned;
  private final long[] maturity;

  FactReader(FactLayout layout) {
    this.layout = layout;
    this.measures = layout.measures().size();
    this.dimensions = layout.group().by().size();
    int versions = layout.versions();
    this.event = layout.index("event");
    this.from = new int[versions];
    this.bucket = new int[versions][dimensions];
    this.value = new int[versions][measures];
    this.dated = new int[versions][measures];
    for (int v = 0; v < versions; v++) {
      from[v] = layout.index("from" + v);
      for (int d = 0; d < dimensions; d++) {
        bucket[v][d] = layout.index("b" + (layout.versionedBuckets() ? v : 0) + "_" + d);
      }
      for (int m = 0; m < measures; m++) {
        value[v][m] = layout.index("x" + v + "_" + m);
        dated[v][m] = layout.index("e" + v + "_" + m);
      }
    }
    this.textual = new boolean[measures];
    this.outcome = new boolean[measures];
    this.versioned = new boolean[measures];
    this.maturity = new long[measures];
    for (int m = 0; m < measures; m++) {
      Measure measure = layout.measures().get(m);
      textual[m] = measure.text();
      outcome[m] = measure.outcome() != null;
      versioned[m] = layout.versions(m) > 1;
      maturity[m] = measure.maturity() == null ? 0 : measure.maturity().micros();
    }
  }

  /** Receives what becomes known of a fact. */
  interface Changes {
    /**
     * A contribution is made or taken back.
     *
     * @param time microseconds; the change holds for every t after it
     * @param made true: made; false: taken back
     */
    void accept(
        long time, int measure, boolean made, long event, double value, String text, int[] buckets);
  }

  /**
   * Everything that a fact changes.
   *
   * @param at microseconds from which the fact is known
   */
  void read(Row fact, long at, Buckets[] dimensionBuckets, Changes changes) {
    long happened = event < 0 ? at : fact.getLong(event);
    int[] first = numbers(fact, 0, dimensionBuckets);
    for (int m = 0; m < measures; m++) {
      if (outcome[m]) {
        readOutcome(fact, at, happened, m, first, changes);
      } else if (!versioned[m]) {
        if (says(fact, 0, m)) {
          long dates = dates(fact, 0, m, happened);
          if (dates != Long.MIN_VALUE) {
            changes.accept(
                Math.max(at, dates), m, true, dates, number(fact, 0, m), text(fact, 0, m), first);
          }
        }
      } else {
        readVersions(fact, at, happened, m, first, dimensionBuckets, changes);
      }
    }
  }

  private void readOutcome(
      Row fact, long at, long happened, int m, int[] buckets, Changes changes) {
    if (!says(fact, 0, m)) {
      return;
    }
    double value = number(fact, 0, m);
    if (maturity[m] > 0) {
      long mature = Math.max(at, happened + maturity[m]);
      changes.accept(mature, m, true, happened, value, null, buckets);
      return;
    }
    long answered = value < 0 ? Long.MAX_VALUE : Math.max(at, happened + (long) value);
    if (answered > at) {
      changes.accept(at, m, true, happened, -1, null, buckets);
    }
    if (value >= 0) {
      if (answered > at) {
        changes.accept(answered, m, false, happened, -1, null, buckets);
      }
      changes.accept(answered, m, true, happened, value, null, buckets);
    }
  }

  private void readVersions(
      Row fact,
      long at,
      long happened,
      int m,
      int[] first,
      Buckets[] dimensionBuckets,
      Changes changes) {
    boolean standing = false; // what the previous versions say, and since when
    long since = 0;
    long dates = 0;
    double number = 0;
    String text = null;
    int[] buckets = first;
    for (int v = 0; v < from.length; v++) {
      if (v > 0 && fact.isNullAt(from[v])) {
        break;
      }
      long start = v == 0 ? at : fact.getLong(from[v]);
      int[] ownBuckets =
          v == 0 || !layout.versionedBuckets() ? first : numbers(fact, v, dimensionBuckets);
      long ownDates = says(fact, v, m) ? dates(fact, v, m, happened) : Long.MIN_VALUE;
      boolean says = ownDates != Long.MIN_VALUE;
      double ownNumber = says ? number(fact, v, m) : 0;
      String ownText = says ? text(fact, v, m) : null;
      boolean same =
          says
              && standing
              && ownDates == dates
              && Double.compare(ownNumber, number) == 0
              && java.util.Objects.equals(ownText, text)
              && java.util.Arrays.equals(ownBuckets, buckets);
      if (same) {
        continue;
      }
      if (standing && since < start) {
        changes.accept(since, m, true, dates, number, text, buckets);
        changes.accept(start, m, false, dates, number, text, buckets);
      }
      standing = says;
      if (says) {
        since = Math.max(start, ownDates);
        dates = ownDates;
        number = ownNumber;
        text = ownText;
        buckets = ownBuckets;
      }
    }
    if (standing) {
      changes.accept(since, m, true, dates, number, text, buckets);
    }
  }

  private boolean says(Row fact, int v, int m) {
    return value[v][m] < 0 || !fact.isNullAt(value[v][m]);
  }

  /** The instant that dates a contribution; {@link Long#MIN_VALUE} if there is none. */
  private long dates(Row fact, int v, int m, long happened) {
    if (dated[v][m] < 0) {
      return happened;
    }
    return fact.isNullAt(dated[v][m]) ? Long.MIN_VALUE : fact.getLong(dated[v][m]);
  }

  private double number(Row fact, int v, int m) {
    return textual[m] || value[v][m] < 0 ? 1 : fact.getDouble(value[v][m]);
  }

  private String text(Row fact, int v, int m) {
    return textual[m] ? fact.getString(value[v][m]) : null;
  }

  private int[] numbers(Row fact, int v, Buckets[] dimensionBuckets) {
    int[] numbers = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      numbers[d] = dimensionBuckets[d].number(fact.getString(bucket[v][d]));
    }
    return numbers;
  }
}

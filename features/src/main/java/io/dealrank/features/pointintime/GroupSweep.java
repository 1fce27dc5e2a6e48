package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One feature group of one entity, swept forward in time. Facts come in the order in which they
 * became known, questions in between in the order of their instants. What a fact will say later (an
 * outcome, a trial that is not mature) waits until it is due.
 */
final class GroupSweep {
  private final GroupPlan plan;
  private final FactReader reader;
  private final Priors priors;
  private final long foldedBefore;
  private final Buckets[] buckets;
  private final MeasureSweep[] measures;
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long arrivals;
  private boolean known;
  private long latestFact = Long.MIN_VALUE;

  /** A change that waits; equal times in the order of arrival. */
  private record Due(
      long time,
      long arrival,
      int measure,
      boolean made,
      long event,
      double value,
      String text,
      int[] numbers)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
    }
  }

  /**
   * An entity of which nothing is known.
   *
   * @param foldedBefore changes before this instant are in the state that {@link #restore} gives
   */
  GroupSweep(GroupPlan plan, FactReader reader, Priors priors, long foldedBefore) {
    this.plan = plan;
    this.reader = reader;
    this.priors = priors;
    this.foldedBefore = foldedBefore;
    this.buckets = new Buckets[plan.dimensions()];
    for (int d = 0; d < buckets.length; d++) {
      buckets[d] = new Buckets();
    }
    this.measures = new MeasureSweep[plan.measures().size()];
    for (int m = 0; m < measures.length; m++) {
      measures[m] = new MeasureSweep(plan.measures().get(m), buckets);
    }
  }

  /** Takes a fact that is known from {@code at} on. */
  void add(Row fact, long at) {
    drain(at);
    reader.read(
        fact,
        at,
        buckets,
        (time, m, made, event, value, text, numbers) -> {
          if (time < foldedBefore) {
            return;
          }
          if (time == at) {
            change(time, m, made, event, value, text, numbers);
          } else {
            due.add(new Due(time, arrivals++, m, made, event, value, text, numbers));
          }
        });
  }

  private void change(
      long time, int m, boolean made, long event, double value, String text, int[] numbers) {
    known = true;
    latestFact = Math.max(latestFact, time);
    if (made) {
      measures[m].add(event, value, text, numbers);
    } else {
      measures[m].remove(event, value, text, numbers);
    }
  }

  /** Moves to t: everything that became known before t is counted, and nothing else. */
  void advance(long asOf) {
    drain(asOf - 1);
    for (MeasureSweep measure : measures) {
      measure.forget(asOf);
    }
  }

  /** Makes the changes that are due up to an instant, so that their order never depends on t. */
  private void drain(long upTo) {
    while (!due.isEmpty() && due.peek().time() <= upTo) {
      Due next = due.poll();
      change(
          next.time(),
          next.measure(),
          next.made(),
          next.event(),
          next.value(),
          next.text(),
          next.numbers());
    }
  }

  /** Whether anything was known before the latest t. */
  boolean known() {
    return known;
  }

  /** Time of the latest change that was counted, microseconds; {@link Long#MIN_VALUE}: none. */
  long latestFact() {
    return latestFact;
  }

  /**
   * Values as of t, to which it was moved, in the order of the group's columns.
   *
   * @param completed whether maps of smoothed rates also hold what only the prior knows
   */
  Object[] values(long asOf, boolean completed) {
    Object[] values = new Object[plan.outputs().size()];
    for (int i = 0; i < values.length; i++) {
      GroupPlan.Output output = plan.outputs().get(i);
      MartColumn column = output.column();
      MeasureSweep measure = measures[output.measure()];
      Map<String, BetaPrior> fitted = output.fitted() ? priors.of(column.name(), asOf) : null;
      values[i] =
          output.dimension() < 0
              ? external(measure.total(column.window(), asOf, fitted))
              : CollectionConverters.asScala(
                  measure.byBucket(output.dimension(), column.window(), asOf, fitted, completed));
    }
    return values;
  }

  /** A value as Spark takes it: a list becomes a sequence. */
  static Object external(Object value) {
    return value instanceof java.util.List<?> list
        ? CollectionConverters.asScala(list).toSeq()
        : value;
  }

  /** Trials and successes of every column with a fitted prior, as of t to which it was moved. */
  void trials(long asOf, ColumnTrialSink sink) {
    for (GroupPlan.Output output : plan.outputs()) {
      if (output.fitted()) {
        String name = output.column().name();
        measures[output.measure()].trials(
            output.dimension(),
            output.column().window(),
            asOf,
            (bucket, trials, successes) -> sink.accept(name, bucket, trials, successes));
      }
    }
  }

  /** Receives trials and successes by column and bucket. */
  interface ColumnTrialSink {
    void accept(String column, String bucket, long trials, double successes);
  }

  /** All that is known before t, to which it was moved; what waits is left out. */
  byte[] save() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Buckets dimension : buckets) {
        dimension.write(out);
      }
      for (MeasureSweep measure : measures) {
        measure.write(out);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return bytes.toByteArray();
  }

  /** Takes up what {@link #save} wrote. */
  void restore(byte[] state) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      for (Buckets dimension : buckets) {
        dimension.read(in);
      }
      for (MeasureSweep measure : measures) {
        measure.read(in);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    known = true;
  }

  FeatureGroup group() {
    return plan.layout().group();
  }
}

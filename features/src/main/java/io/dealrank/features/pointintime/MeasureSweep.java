package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One measure of one entity, in total and in every bucket. */
final class MeasureSweep {
  private final MeasurePlan plan;
  private final Buckets[] buckets;
  private final Cell total;
  private final List<List<Cell>> cells = new ArrayList<>();

  MeasureSweep(MeasurePlan plan, Buckets[] buckets) {
    this.plan = plan;
    this.buckets = buckets;
    this.total = new Cell(plan);
    for (int d = 0; d < buckets.length; d++) {
      cells.add(new ArrayList<>());
    }
  }

  MeasurePlan plan() {
    return plan;
  }

  /** Adds a contribution to the total and to its bucket in each dimension; -1: none. */
  void add(long event, double value, String text, int[] numbers) {
    if (plan.keepsTotal()) {
      total.add(event, value, text);
    }
    for (int d = 0; d < numbers.length; d++) {
      if (numbers[d] >= 0 && plan.keepsBuckets(d)) {
        cell(d, numbers[d]).add(event, value, text);
      }
    }
  }

  /** Takes back a contribution. */
  void remove(long event, double value, String text, int[] numbers) {
    if (plan.keepsTotal()) {
      total.remove(event, value, text);
    }
    for (int d = 0; d < numbers.length; d++) {
      if (numbers[d] >= 0 && plan.keepsBuckets(d)) {
        cell(d, numbers[d]).remove(event, value, text);
      }
    }
  }

  private Cell cell(int d, int number) {
    List<Cell> own = cells.get(d);
    while (own.size() <= number) {
      own.add(null);
    }
    Cell cell = own.get(number);
    if (cell == null) {
      cell = new Cell(plan);
      own.set(number, cell);
    }
    return cell;
  }

  void forget(long asOf) {
    if (plan.span() == 0 || plan.span() == Long.MAX_VALUE) {
      return;
    }
    total.forget(asOf);
    for (List<Cell> own : cells) {
      for (Cell cell : own) {
        if (cell != null) {
          cell.forget(asOf);
        }
      }
    }
  }

  /**
   * Value in total over a window as of t; null where nothing can be said.
   *
   * @param priors of the column, by bucket; null for a measure without a fitted prior
   */
  Object total(Span window, long asOf, Map<String, BetaPrior> priors) {
    return switch (plan.kind()) {
      case ENTROPY -> entropy(window, asOf);
      case TOP -> top(window, asOf);
      default -> value(total, window, asOf, priors, BetaPrior.TOTAL);
    };
  }

  /**
   * Values by bucket, in the order of the buckets' names; buckets without contributions absent.
   *
   * @param completed whether buckets that only the prior knows are there too, with its mean, and
   *     the mean over all buckets under {@link BetaPrior#TOTAL}
   */
  BucketValues byBucket(
      int d, Span window, long asOf, Map<String, BetaPrior> priors, boolean completed) {
    List<Cell> own = cells.get(d);
    boolean complete = completed && priors != null;
    BucketValues values = new BucketValues(own.size() + (complete ? priors.size() : 0));
    boolean share = plan.kind() == Measure.Kind.SHARE;
    long all = share ? facts(d, window, asOf) : 0;
    for (int i = 0; i < buckets[d].size(); i++) {
      int number = buckets[d].byName(i);
      Cell cell = number < own.size() ? own.get(number) : null;
      long n = cell == null ? 0 : cell.count(window, asOf);
      if (n > 0) {
        String name = buckets[d].name(number);
        Object value = share ? n / (double) all : value(cell, window, asOf, priors, name);
        values.add(buckets[d].encoded(number), value);
      }
    }
    if (complete) {
      for (Map.Entry<String, BetaPrior> prior : priors.entrySet()) {
        byte[] name = prior.getKey().getBytes(StandardCharsets.UTF_8);
        if (!values.has(name)) {
          values.add(name, prior.getValue().mean());
        }
      }
    }
    return values;
  }

  private Object value(
      Cell cell, Span window, long asOf, Map<String, BetaPrior> priors, String bucket) {
    if (plan.measure().smoothing() == null) {
      return cell.value(window, asOf);
    }
    BetaPrior prior =
        plan.measure().smoothing().empiricalBayes()
            ? BetaPrior.of(priors, bucket)
            : BetaPrior.fixed(plan.measure().smoothing());
    if (prior == null) {
      return null;
    }
    long trials = cell.count(window, asOf);
    return prior.rate(trials == 0 ? 0 : cell.sum(window, asOf), trials);
  }

  /** Trials and successes of the total and of each bucket, for the fit of a prior. */
  void trials(int d, Span window, long asOf, TrialSink sink) {
    if (d < 0) {
      trials(total, BetaPrior.TOTAL, window, asOf, sink);
      return;
    }
    List<Cell> own = cells.get(d);
    for (int number = 0; number < own.size(); number++) {
      if (own.get(number) != null) {
        trials(own.get(number), buckets[d].name(number), window, asOf, sink);
      }
    }
  }

  private static void trials(Cell cell, String bucket, Span window, long asOf, TrialSink sink) {
    long trials = cell.count(window, asOf);
    if (trials > 0) {
      sink.accept(bucket, trials, cell.sum(window, asOf));
    }
  }

  /** Receives trials and successes. */
  interface TrialSink {
    void accept(String bucket, long trials, double successes);
  }

  private long facts(int d, Span window, long asOf) {
    long all = 0;
    for (Cell cell : cells.get(d)) {
      all += cell == null ? 0 : cell.count(window, asOf);
    }
    return all;
  }

  /** Entropy of the shares of the buckets, -Σ p log2 p, bits; null without facts. */
  private Double entropy(Span window, long asOf) {
    int d = plan.dimension();
    double all = facts(d, window, asOf);
    if (all == 0) {
      return null;
    }
    double entropy = 0;
    List<Cell> own = cells.get(d);
    for (int i = 0; i < buckets[d].size(); i++) {
      int number = buckets[d].byName(i);
      Cell cell = number < own.size() ? own.get(number) : null;
      long n = cell == null ? 0 : cell.count(window, asOf);
      if (n > 0) {
        entropy -= n / all * (StrictMath.log(n / all) / StrictMath.log(2));
      }
    }
    return entropy == 0 ? 0.0 : entropy; // no negative zero
  }

  /** Names of the k buckets with the most facts, most first, ties by name; null without facts. */
  private List<Object> top(Span window, long asOf) {
    int d = plan.dimension();
    List<Cell> own = cells.get(d);
    List<Map.Entry<String, Long>> counts = new ArrayList<>();
    for (int i = 0; i < buckets[d].size(); i++) {
      int number = buckets[d].byName(i);
      Cell cell = number < own.size() ? own.get(number) : null;
      long n = cell == null ? 0 : cell.count(window, asOf);
      if (n > 0) {
        counts.add(Map.entry(buckets[d].name(number), n));
      }
    }
    counts.sort(Comparator.comparing(entry -> -entry.getValue()));
    List<Object> names =
        new ArrayList<>(
            counts.stream().limit(plan.measure().kept()).map(Map.Entry::getKey).toList());
    return names.isEmpty() ? null : names;
  }

  void write(DataOutput out) throws IOException {
    total.write(out);
    for (List<Cell> own : cells) {
      out.writeInt(own.size());
      for (Cell cell : own) {
        out.writeBoolean(cell != null);
        if (cell != null) {
          cell.write(out);
        }
      }
    }
  }

  void read(DataInput in) throws IOException {
    total.read(in);
    for (int d = 0; d < cells.size(); d++) {
      int size = in.readInt();
      for (int number = 0; number < size; number++) {
        if (in.readBoolean()) {
          cell(d, number).read(in);
        }
      }
    }
  }
}

package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One measure of one entity, in total or in one bucket: what is known of it as of now. */
final class Cell {
  private static final double DAY = 86_400e6;

  private final MeasurePlan plan;
  private final Contributions contributions;
  private final Aggregate carried;
  private long count;
  private long latest = Long.MIN_VALUE;

  Cell(MeasurePlan plan) {
    this.plan = plan;
    this.contributions =
        plan.span() > 0 ? new Contributions(plan.valued(), plan.measure().text()) : null;
    this.carried = plan.carried() ? empty() : null;
  }

  private Aggregate empty() {
    return Aggregate.of(plan.measure());
  }

  void add(long event, double value, String text) {
    count++;
    if (event > latest) {
      latest = event;
    }
    if (contributions != null) {
      contributions.add(event, value, text);
    }
    if (carried != null) {
      carried.add(event, value, text);
    }
  }

  void remove(long event, double value, String text) {
    count--;
    if (contributions != null) {
      contributions.remove(event, value, text);
    }
    if (carried != null) {
      carried.remove(event, value);
    }
  }

  /** Forgets what no window reaches as of t or later. */
  void forget(long asOf) {
    if (contributions != null && plan.span() != Long.MAX_VALUE) {
      contributions.forget(asOf - plan.span());
    }
  }

  /** Number of contributions in a window as of t. */
  long count(Span window, long asOf) {
    return window.unbounded()
        ? count
        : contributions.size() - contributions.from(asOf - window.micros());
  }

  /** Sum of the contributions' values, for rates: the successes. */
  double sum(Span window, long asOf) {
    return ((Sums) over(window, asOf)).sum();
  }

  /** The measure's value over a window as of t; null where nothing can be said. */
  Object value(Span window, long asOf) {
    Measure measure = plan.measure();
    if (measure.halfLife() != null) {
      return ((Decay) carried).value(asOf);
    }
    long n = count(window, asOf);
    return switch (plan.kind()) {
      case COUNT -> (double) n;
      case SUM -> n == 0 ? (Double) 0.0 : (Double) sum(window, asOf);
      case MEAN, RATE -> n == 0 ? null : (Double) (sum(window, asOf) / n);
      case VARIANCE -> n == 0 ? null : (Double) ((Sums) over(window, asOf)).variance(n);
      case MIN, MAX -> n == 0 ? null : (Double) ((Extreme) over(window, asOf)).value();
      case DISTINCT -> n == 0 ? (Double) 0.0 : (Double) distinct(window, asOf);
      case QUANTILE ->
          n == 0
              ? null
              : (Double)
                  ((Quantiles) over(window, asOf))
                      .quantile(measure.q() == null ? 0.5 : measure.q());
      case FIRST, LAST -> n == 0 ? null : ends(window, asOf);
      case STREAK -> n == 0 ? (Double) 0.0 : (Double) streak(window, asOf, n);
      case RECENCY -> n == 0 ? null : (Double) ((asOf - latest()) / DAY);
      case TIME_TO -> n == 0 ? null : hours(window, asOf);
      case TREND -> trend(asOf);
      case SHARE, ENTROPY, TOP ->
          throw new IllegalStateException(plan.kind() + " is read from all buckets together");
    };
  }

  private Aggregate over(Span window, long asOf) {
    if (window.unbounded()) {
      return carried != null ? carried : contributions.since(0, this::empty);
    }
    return contributions.since(contributions.from(asOf - window.micros()), this::empty);
  }

  private double distinct(Span window, long asOf) {
    return ((DistinctValues) over(window, asOf)).count();
  }

  private Object ends(Span window, long asOf) {
    List<Object> values = ((Ends) over(window, asOf)).values();
    return plan.measure().k() == null ? values.get(0) : new ArrayList<>(values);
  }

  private double streak(Span window, long asOf, long n) {
    return Math.min(n, ((Streak) over(window, asOf)).length());
  }

  private long latest() {
    return plan.ordered() ? latest : contributions.event(contributions.size() - 1);
  }

  private Double hours(Span window, long asOf) {
    long horizon = plan.measure().horizon() == null ? 0 : plan.measure().horizon().micros();
    if (horizon == 0) {
      return Exposure.hours(new Exposure(), (Exposure) over(window, asOf), asOf, 0);
    }
    int from = window.unbounded() ? 0 : contributions.from(asOf - window.micros());
    int middle = Math.max(from, contributions.from(asOf - horizon));
    Exposure young = (Exposure) contributions.since(middle, this::empty);
    Exposure old =
        window.unbounded()
            ? ((Exposure) carried).without(young)
            : (Exposure) contributions.between(from, middle, this::empty);
    return Exposure.hours(old, young, asOf, horizon);
  }

  private Double trend(long asOf) {
    Span recent = plan.measure().trend();
    Span over = plan.measure().over();
    long all = count(over, asOf);
    if (all == 0) {
      return null;
    }
    double daily = all / (double) over.micros();
    return count(recent, asOf) / (double) recent.micros() / daily;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(latest);
    if (contributions != null) {
      contributions.write(out);
    }
    if (carried != null) {
      carried.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    latest = in.readLong();
    if (contributions != null) {
      contributions.read(in);
    }
    if (carried != null) {
      carried.read(in);
    }
  }
}

package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a measure remembers of a set of contributions. Two aggregates of neighbouring sets merge to
 * the aggregate of both; so blocks of contributions are summed up once and windows are put together
 * from blocks.
 */
abstract class Aggregate {
  /** An empty aggregate of a measure; null for measures that need only counts and ends. */
  static Aggregate of(Measure measure) {
    if (measure.halfLife() != null) {
      return new Decay(measure.halfLife().micros());
    }
    return switch (measure.kind()) {
      case SUM, MEAN, RATE -> new Sums(1);
      case VARIANCE -> new Sums(2);
      case TIME_TO -> new Exposure();
      case MIN -> new Extreme(-1);
      case MAX -> new Extreme(1);
      case DISTINCT -> new DistinctValues(measure.exactBound());
      case QUANTILE -> new Quantiles(measure.exactBound());
      case FIRST -> new Ends(measure.kept(), true);
      case LAST -> new Ends(measure.kept(), false);
      case STREAK -> new Streak();
      default -> null;
    };
  }

  /**
   * Adds a contribution; ordered aggregates want them in the order of their events.
   *
   * @param text the value of a text measure, else null
   */
  abstract void add(long event, double value, String text);

  /** Takes back a contribution; only where {@link #invertible}. */
  void remove(long event, double value) {
    throw new UnsupportedOperationException("not invertible: " + getClass().getSimpleName());
  }

  /** Whether contributions can be taken back, in any order. */
  boolean invertible() {
    return false;
  }

  /** Adds what follows this aggregate's contributions. */
  abstract void merge(Aggregate later);

  abstract void write(DataOutput out) throws IOException;

  abstract void read(DataInput in) throws IOException;
}

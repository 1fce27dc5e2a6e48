package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import java.math.BigDecimal;
import java.util.TreeMap;

/**
 * State of one measure over one window and bucket; contributions come and go. Counts are whole and
 * sums are exact decimals, so that whatever has left the window leaves no trace, in any order.
 */
final class Accumulator {
  private static final double DAY = 86_400e6;

  private final Measure measure;
  private long count;
  private BigDecimal sum = BigDecimal.ZERO;
  private final TreeMap<Long, Integer> events;

  Accumulator(Measure measure) {
    this.measure = measure;
    this.events = measure.kind() == Measure.Kind.RECENCY ? new TreeMap<>() : null;
  }

  void add(long event, double value) {
    count++;
    switch (measure.kind()) {
      case SUM, MEAN, RATE -> sum = sum.add(new BigDecimal(value));
      case RECENCY -> events.merge(event, 1, Integer::sum);
      case COUNT -> {}
    }
  }

  void remove(long event, double value) {
    count--;
    switch (measure.kind()) {
      case SUM, MEAN, RATE -> sum = sum.subtract(new BigDecimal(value));
      case RECENCY -> events.computeIfPresent(event, (e, n) -> n == 1 ? null : n - 1);
      case COUNT -> {}
    }
  }

  boolean empty() {
    return count == 0;
  }

  /** Value as of t in microseconds; null where nothing can be said. */
  Double value(long asOf) {
    if (count == 0) {
      return measure.valueOfNothing();
    }
    return switch (measure.kind()) {
      case COUNT -> (double) count;
      case SUM -> sum.doubleValue();
      case MEAN -> sum.doubleValue() / count;
      case RATE -> rate();
      case RECENCY -> (asOf - events.lastKey()) / DAY;
    };
  }

  private double rate() {
    Measure.Smoothing smoothing = measure.smoothing();
    double successes = sum.doubleValue();
    return smoothing == null
        ? successes / count
        : (successes + smoothing.strength() * smoothing.prior()) / (count + smoothing.strength());
  }
}

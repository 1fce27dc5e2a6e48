package io.dealrank.evaluation.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What will happen in a market, run in time order; two events of one instant run in the order they
 * were added.
 */
final class Agenda {
  private record Entry(Instant at, long order, Runnable event) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
  private final Instant end;
  private Instant now;
  private long added;

  Agenda(Instant start, Instant end) {
    this.now = start;
    this.end = end;
  }

  Instant now() {
    return now;
  }

  /** Adds an event; what would happen at or after the end of the period never happens. */
  void add(Instant at, Runnable event) {
    if (at.isBefore(end)) {
      entries.add(new Entry(at, added++, event));
    }
  }

  /** Runs the events, and those that they add, until none is left. */
  void run() {
    for (Entry next = entries.poll(); next != null; next = entries.poll()) {
      now = next.at();
      next.event().run();
    }
  }
}

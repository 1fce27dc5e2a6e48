package io.dealrank.features.pointintime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToLongFunction;

/** The contributions to one measure of one entity, in columns. */
final class Contributions {
  private long[] event = new long[8];
  private long[] from = new long[8];
  private long[] to = new long[8];
  private double[] value = new double[8];
  private String[][] buckets = new String[8][];
  private int size;

  void add(long event, long from, long to, double value, String[] buckets) {
    if (size == this.event.length) {
      int larger = size * 2;
      this.event = Arrays.copyOf(this.event, larger);
      this.from = Arrays.copyOf(this.from, larger);
      this.to = Arrays.copyOf(this.to, larger);
      this.value = Arrays.copyOf(this.value, larger);
      this.buckets = Arrays.copyOf(this.buckets, larger);
    }
    this.event[size] = event;
    this.from[size] = from;
    this.to[size] = to;
    this.value[size] = value;
    this.buckets[size] = buckets;
    size++;
  }

  /** Indexes in ascending order of a time. */
  Integer[] order(IntToLongFunction time) {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(time::applyAsLong));
    return order;
  }

  long firstKnown() {
    return Arrays.stream(from, 0, size).min().orElse(Long.MAX_VALUE);
  }

  long event(int i) {
    return event[i];
  }

  long from(int i) {
    return from[i];
  }

  long to(int i) {
    return to[i];
  }

  double value(int i) {
    return value[i];
  }

  String[] buckets(int i) {
    return buckets[i];
  }
}

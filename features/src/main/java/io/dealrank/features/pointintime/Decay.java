package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An exponentially decayed sum, Σ v 2^(-(t - event) / h). Each term is held against a landmark that
 * is a whole number of half-lives, so that moving the landmark multiplies by a power of two and
 * rounds nothing: the result does not depend on the order of the events.
 *
 * <p>Source: G. Cormode, V. Shkapenyuk, D. Srivastava, B. Xu, Forward Decay, 2009.
 */
final class Decay extends Aggregate {
  private final long halfLife;
  private final ExactSum sum = new ExactSum();
  private long landmark = Long.MIN_VALUE;

  Decay(long halfLife) {
    this.halfLife = halfLife;
  }

  /** The decayed sum as of t in microseconds. */
  double value(long asOf) {
    if (landmark == Long.MIN_VALUE) {
      return 0;
    }
    double fraction = Math.floorMod(asOf, halfLife) / (double) halfLife;
    int halvings = bounded(landmark - Math.floorDiv(asOf, halfLife));
    return Math.scalb(sum.value(), halvings) * StrictMath.pow(2, -fraction);
  }

  @Override
  void add(long event, double value, String text) {
    long own = Math.floorDiv(event, halfLife);
    moveTo(own);
    double fraction = Math.floorMod(event, halfLife) / (double) halfLife;
    sum.add(Math.scalb(value * StrictMath.pow(2, fraction), bounded(own - landmark)));
  }

  @Override
  void remove(long event, double value) {
    add(event, -value, null);
  }

  private void moveTo(long later) {
    if (later > landmark) {
      if (landmark != Long.MIN_VALUE) {
        sum.scale(bounded(landmark - later));
      }
      landmark = later;
    }
  }

  private static int bounded(long exponent) {
    return (int) Math.max(-4096, Math.min(4096, exponent));
  }

  @Override
  boolean invertible() {
    return true;
  }

  @Override
  void merge(Aggregate later) {
    throw new UnsupportedOperationException("a decayed sum has no window");
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeLong(landmark);
    sum.write(out);
  }

  @Override
  void read(DataInput in) throws IOException {
    landmark = in.readLong();
    sum.read(in);
  }
}

package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The greatest value (sign 1) or the least (sign -1); NaN before the first. */
final class Extreme extends Aggregate {
  private final int sign;
  private double value = Double.NaN;

  Extreme(int sign) {
    this.sign = sign;
  }

  double value() {
    return value;
  }

  @Override
  void add(long event, double candidate, String text) {
    if (Double.isNaN(value) || Double.compare(candidate, value) * sign > 0) {
      value = candidate;
    }
  }

  @Override
  void merge(Aggregate later) {
    double other = ((Extreme) later).value;
    if (!Double.isNaN(other)) {
      add(0, other, null);
    }
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeDouble(value);
  }

  @Override
  void read(DataInput in) throws IOException {
    value = in.readDouble();
  }
}

package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A sum of doubles without rounding, in any order, so that what was added and subtracted again
 * leaves no trace. Held as an expansion: doubles in ascending magnitude that do not overlap and
 * whose exact sum is the value.
 *
 * <p>Source: J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997, grow-expansion
 * with zero elimination.
 */
final class ExactSum {
  private double[] parts = new double[2];
  private int size;

  /** Adds a finite value. */
  void add(double value) {
    double carried = value;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      double part = parts[i];
      double sum = carried + part;
      double virtual = sum - carried;
      double error = (carried - (sum - virtual)) + (part - virtual);
      if (error != 0) {
        parts[kept++] = error;
      }
      carried = sum;
    }
    size = kept;
    if (carried != 0) {
      if (size == parts.length) {
        parts = Arrays.copyOf(parts, size * 2);
      }
      parts[size++] = carried;
    }
  }

  void add(ExactSum other) {
    for (int i = 0; i < other.size; i++) {
      add(other.parts[i]);
    }
  }

  void subtract(ExactSum other) {
    for (int i = 0; i < other.size; i++) {
      add(-other.parts[i]);
    }
  }

  /** Adds a * b without rounding. */
  void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    add(Math.fma(a, b, -product));
  }

  /** Multiplies by 2^exponent; exact as long as no part leaves the range of doubles. */
  void scale(int exponent) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      double part = Math.scalb(parts[i], exponent);
      if (part != 0) {
        parts[kept++] = part;
      }
    }
    size = kept;
  }

  /** The value, rounded once to the nearest double, ties to even. */
  double value() {
    if (size == 0) {
      return 0;
    }
    int i = size - 1;
    double high = parts[i];
    double low = 0;
    while (i > 0) {
      double sum = high + parts[--i];
      low = parts[i] - (sum - high);
      high = sum;
      if (low != 0) {
        break;
      }
    }
    // Half-way case: the next part decides to which side.
    if (i > 0 && ((low < 0 && parts[i - 1] < 0) || (low > 0 && parts[i - 1] > 0))) {
      double doubled = low * 2;
      double sum = high + doubled;
      if (doubled == sum - high) {
        return sum;
      }
    }
    return high;
  }

  /** The parts, whose exact sum is the value. */
  double[] parts() {
    return Arrays.copyOf(parts, size);
  }

  /** The value without rounding. */
  BigDecimal exact() {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < size; i++) {
      sum = sum.add(new BigDecimal(parts[i]));
    }
    return sum;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(parts[i]);
    }
  }

  void read(DataInput in) throws IOException {
    size = in.readInt();
    parts = new double[Math.max(2, size)];
    for (int i = 0; i < size; i++) {
      parts[i] = in.readDouble();
    }
  }
}

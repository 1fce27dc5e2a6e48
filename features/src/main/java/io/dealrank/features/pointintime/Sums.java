package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;

/** Exact sums of the powers x, x² ... of the values, for sum, mean, rate and variance. */
final class Sums extends Aggregate {
  private final ExactSum[] powers;

  Sums(int highest) {
    powers = new ExactSum[highest];
    for (int i = 0; i < highest; i++) {
      powers[i] = new ExactSum();
    }
  }

  double sum() {
    return powers[0].value();
  }

  /** Population variance (1/n) Σ (x - mean)² = (n Σx² - (Σx)²) / n², rounded once. */
  double variance(long n) {
    BigDecimal count = BigDecimal.valueOf(n);
    BigDecimal sum = powers[0].exact();
    return count
        .multiply(powers[1].exact())
        .subtract(sum.multiply(sum))
        .divide(count.multiply(count), MathContext.DECIMAL64)
        .doubleValue();
  }

  @Override
  void add(long event, double value, String text) {
    powers[0].add(value);
    if (powers.length > 1) {
      powers[1].addProduct(value, value);
    }
  }

  @Override
  void remove(long event, double value) {
    powers[0].add(-value);
    if (powers.length > 1) {
      powers[1].addProduct(-value, value);
    }
  }

  @Override
  boolean invertible() {
    return true;
  }

  @Override
  void merge(Aggregate later) {
    for (int i = 0; i < powers.length; i++) {
      powers[i].add(((Sums) later).powers[i]);
    }
  }

  @Override
  void write(DataOutput out) throws IOException {
    for (ExactSum power : powers) {
      power.write(out);
    }
  }

  @Override
  void read(DataInput in) throws IOException {
    for (ExactSum power : powers) {
      power.read(in);
    }
  }
}

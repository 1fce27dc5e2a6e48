package io.dealrank.evaluation.trec;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * The sum of doubles without rounding: a fixed-point number with a digit of 32 bits for every
 * exponent that a double can have (Kulisch and Miranker, "Computer arithmetic in theory and
 * practice", 1981). Additions of integers are associative, so that the same values give the same
 * sum to the last bit in any order and any grouping; it is rounded once, when it is read.
 */
final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LOWEST_EXPONENT = -1074;
  private static final int DIGIT = 32;
  private static final long DIGIT_BITS = 0xFFFFFFFFL;
  private static final long FRACTION_BITS = (1L << 52) - 1;

  /** 2,098 bits of the largest double above the smallest, and a digit of carries. */
  private static final int DIGITS = 67;

  /** A digit grows by less than 2^32 with each addition, and a long has 63 bits. */
  private static final int MOST_BETWEEN_CARRIES = 1 << 30;

  private final long[] digits = new long[DIGITS];
  private int additions;

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException for NaN and infinite values
   */
  void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a sum of finite values was given " + value);
    }
    if (additions == MOST_BETWEEN_CARRIES) {
      carry();
    }
    additions++;
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long fraction = exponent == 0 ? bits & FRACTION_BITS : bits & FRACTION_BITS | 1L << 52;
    int shift = Math.max(0, exponent - 1);
    int digit = shift / DIGIT;
    int offset = shift % DIGIT;
    long low = fraction << offset & DIGIT_BITS;
    long middle = fraction >>> DIGIT - offset & DIGIT_BITS;
    long high = offset == 0 ? 0 : fraction >>> 2 * DIGIT - offset;
    int sign = bits < 0 ? -1 : 1;
    digits[digit] += sign * low;
    digits[digit + 1] += sign * middle;
    digits[digit + 2] += sign * high;
  }

  /** Adds another sum. */
  void add(ExactSum other) {
    carry();
    other.carry();
    for (int i = 0; i < DIGITS; i++) {
      digits[i] += other.digits[i];
    }
    additions += other.additions;
  }

  /** The double nearest to the sum. */
  double value() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = DIGITS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(DIGIT).add(BigInteger.valueOf(digits[i]));
    }
    BigInteger size = sum.abs();
    int dropped = Math.max(0, size.bitLength() - 100);
    BigInteger kept = size.shiftRight(dropped);
    if (dropped > 0 && size.getLowestSetBit() < dropped) {
      kept = kept.setBit(0);
    }
    return sum.signum() * Math.scalb(kept.doubleValue(), dropped + LOWEST_EXPONENT);
  }

  private void carry() {
    long carried = 0;
    for (int i = 0; i < DIGITS - 1; i++) {
      long digit = digits[i] + carried;
      digits[i] = digit & DIGIT_BITS;
      carried = digit >> DIGIT;
    }
    digits[DIGITS - 1] += carried;
    additions = 1;
  }
}

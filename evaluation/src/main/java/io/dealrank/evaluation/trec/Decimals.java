package io.dealrank.evaluation.trec;

import java.nio.charset.StandardCharsets;

/**
 * Numbers from bytes. A decimal of at most 15 digits with a power of ten of at most 22 is the
 * quotient or product of two exact doubles, hence correctly rounded (Clinger 1990); the rest goes
 * through {@link Double#parseDouble}.
 */
final class Decimals {
  private static final long MOST_EXACT = 1L << 53;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Decimals() {}

  /**
   * A decimal such as {@code 12}, {@code -.5} or {@code 3e-4}; NaN if the bytes are not one or the
   * number is too large. -0 is read as 0, so that both tie.
   */
  static double parse(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (at < to && (negative || bytes[at] == '+')) {
      at++;
    }
    long digits = 0;
    int power = 0;
    int significant = 0;
    int digitsSeen = 0;
    boolean fraction = false;
    for (; at < to; at++) {
      byte next = bytes[at];
      if (next >= '0' && next <= '9') {
        digitsSeen++;
        if (significant < 18) {
          digits = 10 * digits + (next - '0');
        }
        significant += digits == 0 ? 0 : 1;
        power -= fraction ? 1 : 0;
      } else if (next == '.' && !fraction) {
        fraction = true;
      } else {
        break;
      }
    }
    if (digitsSeen == 0) {
      return Double.NaN;
    }
    if (at < to) {
      if ((bytes[at] | 0x20) != 'e' || !isExponent(bytes, at + 1, to)) {
        return Double.NaN;
      }
      return slow(bytes, from, to);
    }
    if (significant > 18 || digits > MOST_EXACT || power < -22) {
      return slow(bytes, from, to);
    }
    double value = digits / POWERS_OF_TEN[-power];
    return negative ? 0.0 - value : value;
  }

  /** A whole number, possibly signed; {@link Long#MIN_VALUE} if the bytes are not one of an int. */
  static long wholeNumber(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (at < to && (negative || bytes[at] == '+')) {
      at++;
    }
    if (at == to) {
      return Long.MIN_VALUE;
    }
    long value = 0;
    for (; at < to; at++) {
      byte next = bytes[at];
      if (next < '0' || next > '9' || value > Integer.MAX_VALUE) {
        return Long.MIN_VALUE;
      }
      value = 10 * value + (next - '0');
    }
    return value > Integer.MAX_VALUE ? Long.MIN_VALUE : negative ? -value : value;
  }

  private static boolean isExponent(byte[] bytes, int from, int to) {
    int at = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
    if (at == to) {
      return false;
    }
    for (; at < to; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    return true;
  }

  private static double slow(byte[] bytes, int from, int to) {
    double value =
        Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    return Double.isInfinite(value) ? Double.NaN : value + 0.0;
  }
}

package io.dealrank.jobs;

import java.util.Arrays;
import java.util.List;

/** Numbers for JSON, which has no NaN and no infinity: an undefined number is null. */
final class JsonNumbers {
  private JsonNumbers() {}

  static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** The ends of an interval. */
  static List<Double> interval(double low, double high) {
    return Arrays.asList(orNull(low), orNull(high));
  }
}

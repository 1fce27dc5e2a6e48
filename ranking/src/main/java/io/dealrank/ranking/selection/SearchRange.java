package io.dealrank.ranking.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Values that a parameter may take, reached by a number u in [0, 1). */
public sealed interface SearchRange {
  /** The value at u; every value is reached, larger numbers by larger u. */
  Object at(double u);

  /** Values at the ends, or all where they have no order: all valid if the range is. */
  List<Object> extremes();

  /** How u is spread over a range of numbers. */
  enum Scale {
    /** {@code from + u (to - from)}. */
    LINEAR,
    /** {@code from (to / from)^u}: as many trials between 0.01 and 0.1 as between 0.1 and 1. */
    LOG
  }

  /**
   * Real numbers in [from, to].
   *
   * @param from smallest, finite; above 0 if the scale is LOG
   * @param to largest, finite, not below {@code from}
   */
  record Numbers(double from, double to, Scale scale) implements SearchRange {
    public Numbers {
      if (!Double.isFinite(from) || !Double.isFinite(to) || from > to) {
        throw SearchErrors.badRange(
            from + " to " + to, "the ends must be finite, the first not above the second");
      }
      if (scale == Scale.LOG && from <= 0) {
        throw SearchErrors.badRange(
            from + " to " + to, "on the scale log the first must be above 0");
      }
    }

    @Override
    public Object at(double u) {
      double value = scale == Scale.LOG ? from * Math.pow(to / from, u) : from + u * (to - from);
      return Math.min(to, Math.max(from, value));
    }

    @Override
    public List<Object> extremes() {
      return List.of(from, to);
    }
  }

  /**
   * Whole numbers in [from, to], each owning the reals that round down to it.
   *
   * @param from smallest; above 0 if the scale is LOG
   * @param to largest, not below {@code from}
   */
  record WholeNumbers(int from, int to, Scale scale) implements SearchRange {
    public WholeNumbers {
      if (from > to || to == Integer.MAX_VALUE) {
        throw SearchErrors.badRange(
            from + " to " + to, "the first must not be above the second, which is below 2^31 - 1");
      }
      if (scale == Scale.LOG && from <= 0) {
        throw SearchErrors.badRange(
            from + " to " + to, "on the scale log the first must be above 0");
      }
    }

    @Override
    public Object at(double u) {
      double end = to + 1.0;
      double value = scale == Scale.LOG ? from * Math.pow(end / from, u) : from + u * (end - from);
      return (int) Math.min(to, Math.max(from, Math.floor(value)));
    }

    @Override
    public List<Object> extremes() {
      return List.of(from, to);
    }
  }

  /**
   * Values in a list, equally likely: text, numbers, booleans, lists of text.
   *
   * @param values at least one
   */
  record Choices(List<Object> values) implements SearchRange {
    public Choices {
      if (values.isEmpty()) {
        throw SearchErrors.badRange(values, "there is no value");
      }
      if (values.stream().anyMatch(Objects::isNull)) {
        throw SearchErrors.badRange(values, "a value is null");
      }
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    @Override
    public Object at(double u) {
      return values.get((int) Math.min(values.size() - 1.0, u * values.size()));
    }

    @Override
    public List<Object> extremes() {
      return values;
    }
  }
}

package io.dealrank.features.mart;

import io.dealrank.features.mart.Distribution.Deciles;

/**
 * The population stability index: how far the values of a day are from those of the day before.
 *
 * <pre>PSI = sum over bins b of (a_b - e_b) ln(a_b / e_b)</pre>
 *
 * The bins are cut by the deciles of the day before: up to the first, above it up to the second,
 * ..., above the last. Equal deciles are one cut, so there are B = 2 to 10 bins. e_b is the share
 * of the values of the day before in bin b, a_b that of this day's, both with half a value added to
 * each bin, so that an empty one is not infinitely far away:
 *
 * <pre>share = (values in the bin + 1/2) / (values + B/2)</pre>
 *
 * 0 for equal counts in every bin. By custom, less than 0.1 is stable and more than 0.2 a shift.
 * Samples of n and m values from one distribution have an index of about (B - 1)(1/n + 1/m), so it
 * says little of fewer than a hundred values. Nulls and values that are not finite take no part.
 */
final class PopulationStability {
  private static final double ADDED = 0.5;

  private PopulationStability() {}

  /**
   * The index of a day against the day before.
   *
   * @param before the day before; null: not known
   * @param values this day's values
   * @return at least 0; null where one of the days has no values
   */
  static Double index(Deciles before, Distribution values) {
    if (before == null || before.count() == 0 || values.count() == 0) {
      return null;
    }
    int cuts = before.cuts().size();
    double expectedCount = before.count() + ADDED * (cuts + 1);
    double actualCount = values.count() + ADDED * (cuts + 1);
    long expectedBelow = 0;
    long actualBelow = 0;
    double index = 0;
    for (int bin = 0; bin <= cuts; bin++) {
      long expectedUpTo = bin == cuts ? before.count() : before.cuts().get(bin).values();
      long actualUpTo =
          bin == cuts ? values.count() : values.atOrBelow(before.cuts().get(bin).upper());
      double expected = (expectedUpTo - expectedBelow + ADDED) / expectedCount;
      double actual = (actualUpTo - actualBelow + ADDED) / actualCount;
      index += (actual - expected) * Math.log(actual / expected);
      expectedBelow = expectedUpTo;
      actualBelow = actualUpTo;
    }
    return index;
  }
}

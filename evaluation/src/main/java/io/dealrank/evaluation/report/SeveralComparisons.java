package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.distribution.Normal;
import io.dealrank.evaluation.significance.DetectableUplift;
import io.dealrank.evaluation.significance.MultipleComparisons;
import java.util.Arrays;
import java.util.List;

/**
 * All comparisons of a section, metrics times segments, looked at together: of a hundred without
 * any difference five seem to differ.
 *
 * <pre>
 * standard error = width of the interval of the difference by searcher / (2 z)
 * p              = 2 (1 - Phi(|difference| / standard error))
 * </pre>
 *
 * with z the quantile of the interval's level: the bootstrap's distribution taken as normal. Holm's
 * correction bounds the probability that any of them is a false alarm, Benjamini and Hochberg's the
 * expected share of false alarms.
 *
 * @param rows the comparisons
 * @param p of each by itself; NaN where it has no interval
 * @param holm corrected by Holm
 * @param benjaminiHochberg corrected by Benjamini and Hochberg
 */
record SeveralComparisons(
    List<ComparisonRow> rows, double[] p, double[] holm, double[] benjaminiHochberg) {

  static SeveralComparisons of(TargetSection section) {
    List<ComparisonRow> rows = section.comparison();
    double[] p = rows.stream().mapToDouble(row -> p(row, section.bootstrap().level())).toArray();
    return new SeveralComparisons(
        rows,
        p,
        MultipleComparisons.HOLM.adjusted(p),
        MultipleComparisons.BENJAMINI_HOCHBERG.adjusted(p));
  }

  /** Holm's p of a row; NaN where it has none. */
  double holm(ComparisonRow row) {
    int at = rows.indexOf(row);
    return at < 0 ? Double.NaN : holm[at];
  }

  /** How many comparisons there are. */
  long count() {
    return Arrays.stream(p).filter(Double::isFinite).count();
  }

  /**
   * The smallest relative uplift that a comparison as noisy as this one shows with power 0.8 at
   * level 0.05; NaN without an interval.
   */
  static double detectable(ComparisonRow row, double level) {
    double multiple =
        Normal.quantile(1 - DetectableUplift.ALPHA / 2) + Normal.quantile(DetectableUplift.POWER);
    return row.production() == 0
        ? Double.NaN
        : multiple * standardError(row, level) / Math.abs(row.production());
  }

  private static double p(ComparisonRow row, double level) {
    double error = standardError(row, level);
    if (Double.isNaN(error)) {
      return Double.NaN;
    }
    return error == 0
        ? (row.absoluteDifference() == 0 ? 1 : 0)
        : Normal.twoSided(row.absoluteDifference() / error);
  }

  private static double standardError(ComparisonRow row, double level) {
    Interval interval = row.difference().bySearcher();
    return (interval.high() - interval.low()) / (2 * Normal.quantile((1 + level) / 2));
  }
}

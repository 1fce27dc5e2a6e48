package io.dealrank.jobs;

import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.report.Validity.Check;
import io.dealrank.evaluation.report.Validity.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the comparisons whose result is known beforehand came out so; one that did not says that
 * the judge or its input is broken.
 *
 * @param rows of {@link io.dealrank.evaluation.backtest.ControlOrders}, by name
 */
record ControlChecks(Map<String, ComparisonRow> rows) {
  private static final double EQUAL_WITHIN = 1e-12;

  /** Arms of the interval, so that chance alone crosses zero once in some ten thousand reports. */
  private static final double ARMS = 2;

  /** With fewer lists the interval itself is left to chance. */
  private static final long FEWEST = 30;

  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    if (rows.containsKey("same_order")) {
      checks.add(sameOrder(rows.get("same_order")));
      checks.add(
          chance(
              "shuffled labels show no uplift",
              rows.get("shuffled_labels"),
              "labels dealt out at random within each list: model against production"));
      checks.add(
          chance(
              "a random order is worth its expectation",
              rows.get("random_order"),
              "a drawn order against the exact expectation"));
      checks.add(oracle(rows.get("oracle")));
    }
    return checks;
  }

  private static Check sameOrder(ComparisonRow row) {
    boolean same = row.outcomes().ties() == row.lists() && row.absoluteDifference() == 0;
    return new Check(
        "A/A: production against itself shows nothing",
        same ? Status.OK : Status.FAILED,
        String.format(
            Locale.ROOT,
            "difference of NDCG %.1e, %d of %d lists equal",
            row.absoluteDifference(),
            row.outcomes().ties(),
            row.lists()));
  }

  private static Check oracle(ComparisonRow row) {
    return new Check(
        "the ideal order has NDCG 1",
        Math.abs(row.model() - 1) <= EQUAL_WITHIN ? Status.OK : Status.FAILED,
        String.format(
            Locale.ROOT,
            "ordered by the labels %.6f; production %.4f, a random order %.4f",
            row.model(),
            row.production(),
            row.random()));
  }

  private static Check chance(String name, ComparisonRow row, String what) {
    double difference = row.absoluteDifference();
    Interval interval = row.difference().bySearcher();
    double low = difference - ARMS * (difference - interval.low());
    double high = difference + ARMS * (interval.high() - difference);
    boolean few = row.lists() < FEWEST;
    boolean outside = low > 0 || high < 0;
    return new Check(
        name + (few ? " (too few lists to tell)" : ""),
        few ? Status.WARNING : outside ? Status.FAILED : Status.OK,
        String.format(
            Locale.ROOT,
            "%s: difference of NDCG %+.4f, 95%% interval [%+.4f, %+.4f], %d lists; alarm from %d"
                + " lists when 0 lies outside twice the interval",
            what,
            difference,
            interval.low(),
            interval.high(),
            row.lists(),
            FEWEST));
  }
}

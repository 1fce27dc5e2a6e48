package io.dealrank.ranking.delay;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Estimates how long outcomes take, from those known before an instant.
 *
 * <p>A young impression shows short delays only: an outcome of delay d is in the logs if d is below
 * the age of its impression. The empirical distribution is therefore too short. This is right
 * truncation, and the estimate is its nonparametric maximum likelihood, the product limit in
 * reversed time (D. Lynden-Bell 1971; S. Lagakos, L. Barraj, V. De Gruttola, Nonparametric Analysis
 * of Truncated Survival Data, Biometrika 75, 1988): going down from the window, the share of delay
 * u among the outcomes of at most u whose impression was old enough to show u.
 *
 * <p>Impressions without an outcome are not looked at, so unlike Kaplan-Meier over all impressions
 * it does not assume that the rate of outcomes is the same in old and young ones, only that their
 * delays are. One pass over the outcomes; memory and cost of one number per step.
 *
 * @param shownAtColumn TIMESTAMP of the impression
 * @param outcomeAtColumn TIMESTAMP of its outcome, null: none known. What is at or after the as-of
 *     instant, or before the impression, or not within the window, is not used
 * @param window an outcome later than this is none; a whole number of steps
 * @param step resolution, at least a second
 */
public record DelayEstimator(
    String shownAtColumn, String outcomeAtColumn, Duration window, Duration step) {
  private static final int MOST_STEPS = 5_000;
  private static final long MICROS = 1_000_000;

  /**
   * @throws IllegalArgumentException if step or window is out of range
   */
  public DelayEstimator {
    if (step.toSeconds() < 1 || step.getNano() != 0) {
      throw DelayErrors.outOfRange("step", step, "whole seconds, at least one");
    }
    if (window.toSeconds() % step.toSeconds() != 0
        || window.compareTo(step) < 0
        || window.getNano() != 0) {
      throw DelayErrors.outOfRange("window", window, "a whole number of steps of " + step);
    }
    if (window.dividedBy(step) > MOST_STEPS) {
      throw DelayErrors.outOfRange("window", window, "at most 5000 steps of " + step);
    }
  }

  /**
   * The distribution as it is known at an instant.
   *
   * @throws IllegalArgumentException if no impression as old as the window has an outcome
   */
  public DelayDistribution estimate(Dataset<Row> rows, Instant asOf) {
    int steps = Math.toIntExact(window.dividedBy(step));
    Column shown = unix_micros(named(shownAtColumn));
    Column outcome = unix_micros(named(outcomeAtColumn));
    Column now = unix_micros(lit(asOf));
    long micros = Math.multiplyExact(step.toSeconds(), MICROS);
    DelayCounts counts =
        rows.filter(named(outcomeAtColumn).lt(lit(asOf)))
            .filter(named(outcomeAtColumn).geq(named(shownAtColumn)))
            .select(
                floor(outcome.minus(shown).divide(micros)), floor(now.minus(shown).divide(micros)))
            .toJavaRDD()
            .treeAggregate(
                new DelayCounts(steps),
                (sum, row) -> sum.add(row.getLong(0), row.getLong(1)),
                DelayCounts::merge);
    if (counts.old() == 0) {
      throw DelayErrors.nothingOld(outcomeAtColumn, asOf, window, counts.outcomes());
    }
    return new DelayDistribution(asOf, window, step, counts.outcomes(), counts.cumulative());
  }

  private static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}

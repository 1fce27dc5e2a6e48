package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.Vertical;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How time is cut: ascending cut-offs c1 &lt; c2 &lt; ... and the end. The model of cut-off c
 * learns from impressions shown before {@code c - gap}, so that every one of its labels was known
 * at c; it ranks the queries of [c, next cut-off).
 *
 * @param cutoffs midnights UTC
 * @param end first instant after the test queries
 * @param gap the attribution window
 */
record TimeSplit(List<Instant> cutoffs, Instant end, Duration gap) {
  /** The split of a training set; only mature lists count. */
  static TimeSplit of(Vertical vertical, Dataset<Row> trainingSet) {
    Row bounds = trainingSet.filter(col("mature")).agg(min("queried_at"), max("queried_at")).head();
    Duration gap = vertical.label().within().duration();
    if (bounds.isNullAt(0)) {
      throw new DealrankException(
          "no list is mature: every impression is younger than " + vertical.label().within() + ".",
          "A label is known once its attribution window has closed before the end of the logs.",
          "Give longer logs, a shorter label.within, or logs.to if the logs go on after the last event.");
    }
    Instant first = bounds.getInstant(0).truncatedTo(ChronoUnit.DAYS);
    Instant end = bounds.getInstant(1).truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    long days = Duration.between(first, end).toDays();
    LocalDate declared = vertical.split().testFrom();
    Instant test =
        declared != null
            ? declared.atStartOfDay(ZoneOffset.UTC).toInstant()
            : end.minus(
                Math.max(1, Math.round(vertical.split().testShare() * days)), ChronoUnit.DAYS);
    if (!first.isBefore(test.minus(gap)) || !test.isBefore(end)) {
      throw new DealrankException(
          "the test period [" + test + ", " + end + ") leaves nothing to learn from or to test on.",
          "Mature lists lie in ["
              + first
              + ", "
              + end
              + ") and training ends "
              + vertical.label().within()
              + " before the test period.",
          "Change split.test_from or split.test_share, shorten label.within, or give longer logs.");
    }
    long testDays = Duration.between(test, end).toDays();
    int folds = (int) Math.min(vertical.split().folds(), testDays);
    List<Instant> cutoffs = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      cutoffs.add(test.plus(testDays * fold / folds, ChronoUnit.DAYS));
    }
    return new TimeSplit(cutoffs, end, gap);
  }

  /** Whose model ranks a query: the latest cut-off not after it, or the first. */
  int fold(Instant asked) {
    int fold = 0;
    while (fold + 1 < cutoffs.size() && !asked.isBefore(cutoffs.get(fold + 1))) {
      fold++;
    }
    return fold;
  }

  /** First instant after the queries that the model of a cut-off ranks. */
  Instant until(int fold) {
    return fold + 1 < cutoffs.size() ? cutoffs.get(fold + 1) : end;
  }

  /** Name of the model version of a cut-off, for example {@code until-2026-03-01}. */
  static String version(Instant cutoff) {
    return "until-" + cutoff.atZone(ZoneOffset.UTC).toLocalDate();
  }
}

package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class TimeSplitTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration WITHIN = Duration.ofDays(5);

  @TempDir private Path folder;

  @Test
  void every_label_that_a_model_learns_from_was_known_at_its_cut_off(SparkSession spark) {
    TimeSplit split = TimeSplit.of(vertical("split: {test_share: 0.5, folds: 3}"), days(spark, 40));
    assertThat(split.gap()).isEqualTo(WITHIN);
    assertThat(split.cutoffs()).hasSize(3).isSorted();
    for (Instant cutoff : split.cutoffs()) {
      Instant lastLearned = cutoff.minus(split.gap()).minusNanos(1000);
      assertThat(lastLearned).isAfter(FIRST);
      assertThat(lastLearned.plus(WITHIN)).isBefore(cutoff);
    }
  }

  @Test
  void the_folds_share_the_test_period_without_gap_or_overlap(SparkSession spark) {
    TimeSplit split = TimeSplit.of(vertical("split: {test_share: 0.5, folds: 3}"), days(spark, 40));
    assertThat(split.cutoffs().get(0)).isEqualTo(FIRST.plus(20, ChronoUnit.DAYS));
    for (int fold = 0; fold + 1 < split.cutoffs().size(); fold++) {
      assertThat(split.until(fold)).isEqualTo(split.cutoffs().get(fold + 1));
    }
    assertThat(split.until(2)).isEqualTo(split.end()).isEqualTo(FIRST.plus(40, ChronoUnit.DAYS));
  }

  @Test
  void a_query_is_ranked_by_the_latest_cut_off_not_after_it(SparkSession spark) {
    TimeSplit split = TimeSplit.of(vertical("split: {test_share: 0.5, folds: 3}"), days(spark, 40));
    for (int fold = 0; fold < split.cutoffs().size(); fold++) {
      assertThat(split.fold(split.cutoffs().get(fold))).isEqualTo(fold);
      assertThat(split.fold(split.until(fold).minusNanos(1))).isEqualTo(fold);
    }
    assertThat(split.fold(FIRST)).isZero();
    assertThat(split.fold(split.end().plus(WITHIN))).isEqualTo(2);
  }

  @Test
  void there_are_never_more_folds_than_test_days(SparkSession spark) {
    TimeSplit split =
        TimeSplit.of(vertical("split: {test_share: 0.05, folds: 9}"), days(spark, 40));
    assertThat(split.cutoffs()).hasSize(2);
  }

  @Test
  void a_declared_first_test_day_is_the_first_cut_off(SparkSession spark) {
    TimeSplit split = TimeSplit.of(vertical("split: {test_from: 2026-01-20}"), days(spark, 40));
    assertThat(split.cutoffs()).containsExactly(Instant.parse("2026-01-20T00:00:00Z"));
    assertThat(TimeSplit.version(split.cutoffs().get(0))).isEqualTo("until-2026-01-20");
  }

  @Test
  void logs_too_short_for_gap_and_test_are_refused_with_what_to_change(SparkSession spark) {
    DealrankException refused =
        catchThrowableOfType(
            DealrankException.class,
            () -> TimeSplit.of(vertical("split: {test_share: 0.5}"), days(spark, 10)));
    assertThat(refused.problem()).contains("leaves nothing to learn from");
    assertThat(refused.reason()).contains("2026-01-01", "2026-01-11", "5d");
    assertThat(refused.remedy()).contains("split.test_share", "label.within");
    assertThat(TimeSplit.of(vertical("split: {test_share: 0.5}"), days(spark, 12)).cutoffs())
        .containsExactly(Instant.parse("2026-01-07T00:00:00Z"));
  }

  @Test
  void a_test_day_outside_the_logs_is_refused(SparkSession spark) {
    for (String day : new String[] {"2025-12-01", "2026-01-06", "2026-02-10", "2027-01-01"}) {
      Vertical vertical = vertical("split: {test_from: " + day + "}");
      assertThat(
              catchThrowableOfType(
                  DealrankException.class, () -> TimeSplit.of(vertical, days(spark, 40))))
          .as(day)
          .isNotNull();
    }
  }

  @Test
  void without_a_mature_list_nothing_can_be_cut(SparkSession spark) {
    Dataset<Row> young =
        Rows.of("queried_at TIMESTAMP, mature BOOLEAN")
            .row("2026-01-01 10:00:00", "false")
            .in(spark);
    DealrankException refused =
        catchThrowableOfType(DealrankException.class, () -> TimeSplit.of(vertical(""), young));
    assertThat(refused.problem()).contains("no list is mature", "5d");
    assertThat(refused.remedy()).contains("longer logs");
  }

  private Vertical vertical(String split) {
    Path file =
        new TinyLogs(folder)
            .vertical("label: {within: 5d}", "label: {within: 5d}\n" + split)
            .write()
            .folder()
            .resolve("tiny.yaml");
    return VerticalFile.read(file).vertical();
  }

  /** One mature query a day at 10:00, and one at the end that is not mature. */
  private static Dataset<Row> days(SparkSession spark, int days) {
    Rows rows = Rows.of("queried_at TIMESTAMP, mature BOOLEAN");
    for (int day = 0; day < days; day++) {
      rows.row(FIRST.plus(day, ChronoUnit.DAYS).plus(10, ChronoUnit.HOURS), "true");
    }
    return rows.row(FIRST.plus(days + 3, ChronoUnit.DAYS), "false").in(spark);
  }
}

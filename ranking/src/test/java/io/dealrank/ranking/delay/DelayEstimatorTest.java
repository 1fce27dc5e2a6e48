package io.dealrank.ranking.delay;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class DelayEstimatorTest {
  private static final Duration WINDOW = Duration.ofDays(20);
  private static final double TOLERANCE = 0.025;
  private static final DelayEstimator ESTIMATOR =
      new DelayEstimator("shown_at", "deal_at", WINDOW, Duration.ofHours(12));

  /** P(delay < d | delay < window). */
  private static double truth(double days) {
    return (1 - Math.exp(-days / Outcomes.MEAN_DAYS))
        / (1 - Math.exp(-WINDOW.toDays() / Outcomes.MEAN_DAYS));
  }

  @Test
  void finds_the_planted_distribution_where_the_known_delays_are_too_short(SparkSession spark) {
    Dataset<Row> table = Outcomes.table(spark, 20_000, 31);
    DelayDistribution delays = ESTIMATOR.estimate(table, Outcomes.END);

    for (double days : new double[] {0.5, 1, 2, 5, 8, 12, 16}) {
      Duration delay = Duration.ofMillis((long) (days * 86_400_000));
      assertThat(delays.at(delay)).isCloseTo(truth(days), within(TOLERANCE));
    }
    double naive =
        table
            .filter(col("deal_at").lt(lit(Outcomes.END)))
            .filter("deal_at < shown_at + INTERVAL 20 DAYS")
            .agg(expr("avg(CASE WHEN deal_at < shown_at + INTERVAL 5 DAYS THEN 1 ELSE 0 END)"))
            .head()
            .getDouble(0);
    assertThat(naive).isGreaterThan(truth(5) + TOLERANCE);
  }

  @Test
  void agrees_with_the_definition(SparkSession spark) {
    Dataset<Row> table = Outcomes.table(spark, 600, 32);
    DelayDistribution delays = ESTIMATOR.estimate(table, Outcomes.END);
    // the definition: backwards, 1 - (of those at risk at step u, the share with delay u)
    List<Row> rows =
        table
            .filter(col("deal_at").lt(lit(Outcomes.END)))
            .selectExpr(
                "floor((unix_micros(deal_at) - unix_micros(shown_at)) / 43200000000) AS d",
                "floor((unix_micros(TIMESTAMP '2026-03-02 00:00:00Z') - unix_micros(shown_at))"
                    + " / 43200000000) AS age")
            .filter("d < 40 AND d < age")
            .collectAsList();
    double share = 1;
    for (int u = 39; u >= 0; u--) {
      assertThat(delays.cumulative().get(u)).isCloseTo(share, within(1e-12));
      int step = u;
      long atRisk = rows.stream().filter(r -> r.getLong(0) <= step && r.getLong(1) > step).count();
      long now = rows.stream().filter(r -> r.getLong(0) == step && r.getLong(1) > step).count();
      share *= atRisk == 0 ? 1 : 1 - (double) now / atRisk;
    }
    assertThat(delays.outcomes()).isEqualTo(rows.size());
  }

  @Test
  void what_happens_at_or_after_the_instant_changes_nothing(SparkSession spark) {
    Instant asOf = Outcomes.END.minus(Duration.ofDays(10));
    Dataset<Row> table = Outcomes.table(spark, 2_000, 33);
    Dataset<Row> later =
        table.withColumn("deal_at", when(col("deal_at").lt(lit(asOf)), col("deal_at")));
    Dataset<Row> atOnce =
        table.withColumn(
            "deal_at", when(col("deal_at").lt(lit(asOf)), col("deal_at")).otherwise(lit(asOf)));

    String known = ESTIMATOR.estimate(later, asOf).toJson();
    assertThat(ESTIMATOR.estimate(table, asOf).toJson()).isEqualTo(known);
    assertThat(ESTIMATOR.estimate(atOnce, asOf).toJson()).isEqualTo(known);
  }

  @Test
  void is_a_distribution_and_comes_back_from_json(SparkSession spark) {
    DelayDistribution delays = ESTIMATOR.estimate(Outcomes.table(spark, 300, 34), Outcomes.END);
    assertThat(delays.at(Duration.ofDays(-1))).isZero();
    assertThat(delays.at(Duration.ZERO)).isZero();
    assertThat(delays.at(WINDOW)).isEqualTo(1);
    assertThat(delays.at(Duration.ofDays(500))).isEqualTo(1);
    double before = 0;
    for (int hour = 0; hour < 500; hour += 5) {
      assertThat(delays.at(Duration.ofHours(hour))).isBetween(before, 1.0);
      before = delays.at(Duration.ofHours(hour));
    }
    assertThat(DelayDistribution.fromJson(delays.toJson())).isEqualTo(delays);
  }

  @Test
  void refuses_logs_that_are_too_young_and_odd_windows(SparkSession spark) {
    Dataset<Row> young =
        Outcomes.table(spark, 300, 35)
            .filter(col("shown_at").gt(lit(Outcomes.END.minus(Duration.ofDays(19)))));
    assertThatThrownBy(() -> ESTIMATOR.estimate(young, Outcomes.END))
        .hasMessageContaining("none follows an impression at least PT480H old");
    assertThatThrownBy(() -> new DelayEstimator("s", "d", Duration.ofHours(5), Duration.ofHours(2)))
        .hasMessageContaining("window must be a whole number of steps");
    assertThatThrownBy(() -> new DelayEstimator("s", "d", WINDOW, Duration.ofMillis(5)))
        .hasMessageContaining("step must be");
  }
}

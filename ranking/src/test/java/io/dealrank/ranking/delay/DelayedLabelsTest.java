package io.dealrank.ranking.delay;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.ranking.LogisticRegressionRanker;
import io.dealrank.ranking.PartialObservation;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankingModel;
import io.dealrank.testing.Rows;
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
class DelayedLabelsTest {
  private static final DelayedLabels LABELS =
      new DelayedLabels("shown_at", "deal_at", "label", "share", Duration.ofHours(6));

  @Test
  void each_impression_has_the_label_and_share_of_its_age(SparkSession spark) {
    DelayDistribution delays =
        new DelayDistribution(
            Instant.parse("2026-01-11T00:00:00Z"),
            Duration.ofDays(4),
            Duration.ofDays(2),
            9,
            List.of(0.6, 1.0));
    Dataset<Row> rows =
        Rows.of("id STRING, shown_at TIMESTAMP, deal_at TIMESTAMP")
            .row("old, in time", "2026-01-01 00:00:00", "2026-01-04 23:59:59")
            .row("old, too late", "2026-01-01 00:00:00", "2026-01-05 00:00:00")
            .row("one day old", "2026-01-10 00:00:00", null)
            .row("three days old", "2026-01-08 00:00:00", "2026-01-10 23:59:59")
            .row("outcome at the instant", "2026-01-08 00:00:00", "2026-01-11 00:00:00")
            .row("outcome before the impression", "2026-01-08 00:00:00", "2026-01-07 00:00:00")
            .row("too young", "2026-01-10 18:00:01", null)
            .row("future", "2026-01-11 00:00:00", "2026-01-12 00:00:00")
            .in(spark);

    assertThat(
            LABELS.add(rows, delays).select("id", "label", "share").collectAsList().stream()
                .map(Row::toString))
        .containsExactly(
            "[old, in time,1,1.0]",
            "[old, too late,0,1.0]",
            "[one day old,0,0.3]",
            "[three days old,1,0.8]",
            "[outcome at the instant,0,0.8]",
            "[outcome before the impression,0,0.8]");
  }

  @Test
  void what_happens_at_or_after_the_instant_changes_nothing(SparkSession spark) {
    Instant asOf = Outcomes.END.minus(Duration.ofDays(10));
    Dataset<Row> table = Outcomes.table(spark, 500, 41);
    DelayDistribution delays = estimator().estimate(table, asOf);
    Dataset<Row> known =
        table
            .filter(col("shown_at").lt(lit(asOf)))
            .withColumn("deal_at", when(col("deal_at").lt(lit(asOf)), col("deal_at")));

    assertThat(rows(LABELS.add(table, delays))).isEqualTo(rows(LABELS.add(known, delays)));
  }

  @Test
  void the_young_take_part_and_the_probability_is_right(SparkSession spark) {
    Dataset<Row> table = Outcomes.table(spark, 12_000, 42);
    DelayDistribution delays = estimator().estimate(table, Outcomes.END);
    Dataset<Row> rows = LABELS.add(table, delays);
    Ranker ranker =
        new LogisticRegressionRanker()
            .setRegParam(0)
            .setTrainingPartitions(2)
            .setFeatureColumns("a");
    Dataset<Row> young = rows.filter("share < 0.8");
    // within the window: all but exp(-20 / 5) of the outcomes
    double truth = mean(young, "probability") * (1 - Math.exp(-4));

    double model = predicted(new PartialObservation("share", 4).fit(ranker, young), young);
    double youngNegative = predicted(ranker.fit(young), young);
    double dropped = predicted(ranker.fit(rows.filter("share = 1")), young);

    assertThat(model).isCloseTo(truth, within(0.03));
    assertThat(youngNegative).isLessThan(truth - 0.08);
    // the rate doubled since: the old rows do not know it
    assertThat(dropped).isLessThan(truth - 0.05);
  }

  private static DelayEstimator estimator() {
    return new DelayEstimator("shown_at", "deal_at", Duration.ofDays(20), Duration.ofHours(12));
  }

  private static double predicted(RankingModel model, Dataset<Row> rows) {
    return mean(model.transform(rows).selectExpr("1 / (1 + exp(-model_score)) AS p"), "p");
  }

  private static double mean(Dataset<Row> rows, String column) {
    return rows.selectExpr("avg(" + column + ")").head().getDouble(0);
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows
        .select("listing_id", "label", "share")
        .orderBy("listing_id")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }
}

package io.dealrank.evaluation.position;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class ExaminationEstimatorTest {
  private static final ExaminationEstimator SHUFFLED =
      ExaminationEstimator.shuffled("shuffled", "query_id")
          .withCurve(Traffic.LENGTH, Smoothing.POWER_LAW, 0.01);
  private static final ExaminationEstimator HARVESTED =
      ExaminationEstimator.harvested("listing_id")
          .withCurve(Traffic.LENGTH, Smoothing.POWER_LAW, 0.01);

  @Test
  void both_estimates_find_the_planted_curve_where_the_rates_by_position_do_not(
      SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 4000, 0.7, 21);
    ExaminationCurve shuffled = SHUFFLED.estimate(table);
    ExaminationCurve harvested = HARVESTED.estimate(table);

    for (ExaminationCurve curve : new ExaminationCurve[] {shuffled, harvested}) {
      assertThat(curve.etaStandardError()).isBetween(0.005, 0.1);
      assertThat(curve.eta()).isCloseTo(0.7, within(4 * curve.etaStandardError()));
      for (PositionEstimate at : curve.positions().subList(1, Traffic.LENGTH)) {
        double truth = Math.pow(at.position(), -0.7);
        assertThat(at.estimate()).isCloseTo(truth, within(4.5 * at.standardError()));
      }
    }
    // the better stand higher: the rates fall faster than the examination
    ExaminationCurve naive = SHUFFLED.estimate(table.withColumn("shuffled", lit(true)));
    assertThat(naive.eta()).isGreaterThan(0.7 + 4 * naive.etaStandardError());
  }

  @Test
  void only_shuffled_lists_count_for_the_shuffled_estimate(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 200, 0.7, 22);
    Dataset<Row> others = table.filter("NOT shuffled").withColumn("label_contact", lit(1));
    Dataset<Row> shuffled = table.filter("shuffled");

    assertThat(SHUFFLED.estimate(shuffled.union(others))).isEqualTo(SHUFFLED.estimate(shuffled));
  }

  @Test
  void the_layout_of_the_rows_changes_nothing_that_matters(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 200, 0.7, 23);
    ExaminationCurve once = HARVESTED.estimate(table);
    ExaminationCurve again = HARVESTED.estimate(table.repartition(7, col("position")));

    assertThat(again.eta()).isCloseTo(once.eta(), within(1e-9));
    for (int k = 0; k < Traffic.LENGTH; k++) {
      assertThat(again.positions().get(k).estimate())
          .isCloseTo(once.positions().get(k).estimate(), within(1e-8));
    }
  }

  @Test
  void the_curve_never_rises_and_stays_inside_its_bounds(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 60, 1.5, 24);
    for (Smoothing smoothing : Smoothing.values()) {
      ExaminationCurve curve = HARVESTED.withCurve(30, smoothing, 0.2).estimate(table);
      assertThat(curve.at(1)).isEqualTo(1);
      for (int k = 2; k < 40; k++) {
        assertThat(curve.at(k)).isBetween(0.2, curve.at(k - 1));
      }
      assertThat(curve.positions().get(20).impressions()).isZero();
      assertThat(curve.positions().get(20).estimate()).isNaN();
    }
  }

  @Test
  void the_column_and_the_propensities_are_the_curve(SparkSession spark) {
    ExaminationCurve curve = SHUFFLED.estimate(Traffic.table(spark, 200, 0.7, 25));
    ExaminationCurve isotonic =
        SHUFFLED
            .withCurve(6, Smoothing.ISOTONIC, 0.01)
            .estimate(Traffic.table(spark, 200, 0.7, 25));
    for (ExaminationCurve one : new ExaminationCurve[] {curve, isotonic}) {
      for (Row row :
          spark.range(1, 15).select(col("id"), one.of(col("id")).as("e")).collectAsList()) {
        assertThat(row.getDouble(1)).isCloseTo(one.at((int) row.getLong(0)), within(1e-15));
        assertThat(one.propensity(15).at((int) row.getLong(0)))
            .isEqualTo(one.at((int) row.getLong(0)));
      }
    }
    Row absent = spark.range(1).select(curve.of(lit(null).cast("int")), curve.of(lit(0))).head();
    assertThat(absent.isNullAt(0)).isTrue();
    assertThat(absent.isNullAt(1)).isTrue();
  }

  @Test
  void harvesting_exchanges_the_rows_once(SparkSession spark) {
    Dataset<Row> counts = HARVESTED.counts(Traffic.table(spark, 20, 0.7, 26));
    String plan = counts.queryExecution().executedPlan().toString();
    assertThat(plan.split("Exchange hashpartitioning|Exchange SinglePartition", -1)).hasSize(2);
  }

  @Test
  void rows_that_compare_nothing_are_refused(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 20, 0.7, 27);
    assertThatThrownBy(() -> SHUFFLED.estimate(table.filter("NOT shuffled")))
        .hasMessageContaining("the shuffled rows have 0 contacts");
    assertThatThrownBy(() -> HARVESTED.estimate(table.filter("position = 1")))
        .hasMessageContaining("none of them lets position 1 be compared");
    assertThatThrownBy(() -> HARVESTED.withCurve(1, Smoothing.ISOTONIC, 0.1))
        .hasMessageContaining("lastPosition must be in [2, 200], was 1");
    assertThatThrownBy(() -> HARVESTED.withCurve(5, Smoothing.ISOTONIC, 0))
        .hasMessageContaining("lowest must be in (0, 1], was 0.0");
  }
}

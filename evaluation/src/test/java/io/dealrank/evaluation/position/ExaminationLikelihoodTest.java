package io.dealrank.evaluation.position;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link ExaminationEstimator#em} on rows. */
@ExtendWith(SharedSpark.class)
class ExaminationLikelihoodTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final int K = Traffic.LENGTH;
  private static final ExaminationEstimator EM =
      ExaminationEstimator.em("listing_id").withCurve(K, Smoothing.POWER_LAW, 0.01);

  /** Attraction and examination in turns on the rows. */
  private static double[] naive(Dataset<Row> table) {
    Map<String, double[][]> groups = new HashMap<>();
    for (Row row : table.collectAsList()) {
      double[][] cells = groups.computeIfAbsent(row.getAs("listing_id"), id -> new double[2][K]);
      int k = row.<Integer>getAs("position") - 1;
      cells[0][k]++;
      cells[1][k] += row.<Integer>getAs("label_contact");
    }
    double[] e = new double[K];
    Arrays.fill(e, 1);
    for (int round = 0; round < 3000; round++) {
      double[] contacts = new double[K];
      double[] ifExamined = new double[K];
      for (double[][] cells : groups.values()) {
        double examined = 0;
        for (int k = 0; k < K; k++) {
          examined += cells[0][k] * e[k];
        }
        double attraction = Arrays.stream(cells[1]).sum() / examined;
        for (int k = 0; k < K; k++) {
          contacts[k] += cells[1][k];
          ifExamined[k] += cells[0][k] * attraction;
        }
      }
      Arrays.setAll(e, k -> contacts[k] / ifExamined[k]);
    }
    double first = e[0];
    Arrays.setAll(e, k -> e[k] / first);
    return e;
  }

  @Test
  void the_curve_is_that_of_the_formulas_on_plain_arrays(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 300, 0.7, SEED);
    ExaminationCurve curve = EM.estimate(table);

    double[] naive = naive(table);
    for (int k = 0; k < K; k++) {
      assertThat(curve.positions().get(k).estimate())
          .as("seed " + SEED)
          .isCloseTo(naive[k], within(1e-9));
    }
    assertThat(curve.convergence().converged()).isTrue();
    assertThat(curve.convergence().logLikelihood()).isNegative();
  }

  @Test
  void a_planted_curve_comes_back_from_large_groups_and_from_tiny_ones(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 20_000, 0.7, SEED);
    Dataset<Row> tiny = table.withColumn("few", expr("int(substring(query_id, 2)) div 6"));
    List<ExaminationCurve> curves =
        List.of(
            EM.estimate(table),
            ExaminationEstimator.em("listing_id", "few")
                .withCurve(K, Smoothing.POWER_LAW, 0.01)
                .estimate(tiny));

    for (ExaminationCurve curve : curves) {
      assertThat(curve.etaStandardError()).isBetween(0.001, 0.05);
      assertThat(curve.eta())
          .as("seed " + SEED)
          .isCloseTo(0.7, within(6 * curve.etaStandardError()));
      for (PositionEstimate at : curve.positions().subList(1, K)) {
        assertThat(at.estimate())
            .as("seed " + SEED + ", position " + at.position())
            .isCloseTo(Math.pow(at.position(), -0.7), within(6 * at.standardError()));
      }
    }
  }

  @Test
  void the_layout_of_the_rows_changes_nothing_that_matters(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 200, 0.7, SEED);
    ExaminationCurve once = EM.estimate(table.coalesce(1));
    ExaminationCurve again = EM.estimate(table.repartition(16, col("position"), col("query_id")));

    assertThat(again.eta()).as("seed " + SEED).isCloseTo(once.eta(), within(1e-9));
    for (int k = 0; k < K; k++) {
      PositionEstimate one = once.positions().get(k);
      PositionEstimate other = again.positions().get(k);
      assertThat(other.estimate()).as("seed " + SEED).isCloseTo(one.estimate(), within(1e-9));
      assertThat(other.standardError())
          .as("seed " + SEED)
          .isCloseTo(one.standardError(), within(1e-9));
    }
  }

  @Test
  void with_one_group_the_curve_is_its_rates(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 400, 0.7, 31).filter("listing_id = 'l29'");
    Dataset<Row> two = table.filter("position <= 2");
    ExaminationCurve curve = EM.estimate(two);

    PositionEstimate first = curve.positions().get(0);
    PositionEstimate second = curve.positions().get(1);
    double rates =
        (second.contacts() / (double) second.impressions())
            / (first.contacts() / (double) first.impressions());
    assertThat(second.estimate()).isCloseTo(rates, within(1e-9));
    assertThat(second.standardError()).isNaN();
    assertThat(curve.positions().get(2).impressions()).isZero();
    assertThat(curve.positions().get(2).estimate()).isNaN();
    assertThat(curve.at(3)).isBetween(0.01, 1.0);
  }

  @Test
  void a_position_that_never_has_a_contact_is_at_zero_before_smoothing(SparkSession spark) {
    Dataset<Row> table =
        Traffic.table(spark, 200, 0.7, 32)
            .withColumn("label_contact", expr("if(position = 4, 0, label_contact)"));
    ExaminationCurve curve = EM.withCurve(K, Smoothing.ISOTONIC, 0.01).estimate(table);

    assertThat(curve.positions().get(3).estimate()).isZero();
    assertThat(curve.positions().get(3).standardError()).isZero();
    assertThat(curve.convergence().converged()).isTrue();
    assertThat(curve.at(4)).isGreaterThanOrEqualTo(0.01);
  }

  @Test
  void rows_that_compare_nothing_are_refused(SparkSession spark) {
    Dataset<Row> table = Traffic.table(spark, 20, 0.7, 33);
    assertThatThrownBy(() -> EM.estimate(table.withColumn("label_contact", expr("0"))))
        .hasMessageContaining("the em rows have 0 contacts");
    assertThatThrownBy(() -> EM.estimate(table.filter("position = 1")))
        .hasMessageContaining("none of them lets position 1 be compared");
    assertThatThrownBy(() -> EM.estimate(table.filter("position > 1")))
        .hasMessageContaining("none of them lets position 1 be compared");
  }
}

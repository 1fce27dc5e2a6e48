package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.offpolicy.PositionCorrectedLog;
import io.dealrank.evaluation.offpolicy.PositionPropensity;
import io.dealrank.evaluation.offpolicy.Verdict;
import io.dealrank.evaluation.offpolicy.WeightSums;
import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PositionCorrectionTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final int LISTS = 400;
  private static final int LENGTH = 12;
  private static final PositionPropensity CURVE = PositionPropensity.power(0.8, 0.01, 20);
  private static final PositionPropensity FLATTER = PositionPropensity.power(0.7, 0.01, 20);
  private static final PositionPropensity STEEPER = PositionPropensity.power(0.9, 0.01, 20);

  private final Dataset<Row> rankings;
  private final PositionCorrectedLog log;
  private final double[] scores = new double[LISTS * LENGTH];

  /** P(label) = examination x relevance; production knows relevance a little, the model more. */
  PositionCorrectionTest(SparkSession spark) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    int[] list = new int[LISTS * LENGTH];
    int[] positions = new int[LISTS * LENGTH];
    double[] labels = new double[LISTS * LENGTH];
    for (int q = 0; q < LISTS; q++) {
      for (int k = 1; k <= LENGTH; k++) {
        double relevance = 0.8 * random.nextDouble();
        int label = random.nextDouble() < CURVE.at(k) * relevance ? 1 : 0;
        int i = q * LENGTH + k - 1;
        list[i] = q;
        positions[i] = k;
        labels[i] = label;
        scores[i] = relevance + 0.3 * random.nextGaussian();
        rows.add(
            RowFactory.create("q" + q, "s" + q % 50, "l" + k, k, null, label, null, scores[i]));
      }
    }
    rankings = spark.createDataFrame(rows, JudgedRankings.SCHEMA);
    log = new PositionCorrectedLog(LISTS, list, positions, labels);
  }

  private static PositionCorrection correction(double clip) {
    return new PositionCorrection(CURVE, FLATTER, STEEPER, clip, Conventions.DEFAULT);
  }

  private static double mean(Dataset<Row> perQuery, String column) {
    return perQuery.agg(avg(col(column))).head().getDouble(0);
  }

  @Test
  void the_values_are_those_of_the_log_in_arrays() {
    Dataset<Row> perQuery = correction(0.2).perQuery(rankings, Layout.ANY).localCheckpoint();
    int[] shown = log.productionRanks();
    int[] model = log.ranks(scores);
    assertThat(mean(perQuery, "production_naive"))
        .as("seed " + SEED)
        .isCloseTo(log.naive(shown, Discount.LOG2).value(), within(1e-12));
    assertThat(mean(perQuery, "model_naive"))
        .isCloseTo(log.naive(model, Discount.LOG2).value(), within(1e-12));
    assertThat(mean(perQuery, "model_ips"))
        .isCloseTo(log.corrected(model, Discount.LOG2, CURVE).value(), within(1e-12));
    assertThat(mean(perQuery, "production_ips_steeper"))
        .isCloseTo(log.corrected(shown, Discount.LOG2, STEEPER).value(), within(1e-12));
    assertThat(mean(perQuery, "model_clipped"))
        .isCloseTo(log.corrected(model, Discount.LOG2, CURVE.clipped(0.2)).value(), within(1e-12));
    double outcomes = Arrays.stream(log.labels()).sum() / LISTS;
    assertThat(mean(perQuery, "production_outcomes")).isCloseTo(outcomes, within(1e-12));
    assertThat(mean(perQuery, "random_outcomes")).isLessThan(mean(perQuery, "model_outcomes"));

    WeightSums sums = PositionCorrection.weights(perQuery);
    Verdict ofArrays = Verdict.ofOutcomes(log.outcomeWeights(CURVE));
    Verdict ofSums = Verdict.ofOutcomes(sums);
    assertThat(ofSums.effectiveSampleSize())
        .isCloseTo(ofArrays.effectiveSampleSize(), within(1e-6));
    assertThat(ofSums.largestShare()).isCloseTo(ofArrays.largestShare(), within(1e-12));
    assertThat(ofSums.text()).isEqualTo(ofArrays.text());
  }

  @Test
  void without_clipping_doubly_robust_is_ips_and_with_all_clipped_the_model_fills_the_rest() {
    Dataset<Row> expected = ExpectedGains.add(rankings, CURVE, Gain.LINEAR);
    Dataset<Row> free = correction(0.05).perQuery(expected, Layout.ANY).localCheckpoint();
    assertThat(mean(free, "model_doubly_robust")).isEqualTo(mean(free, "model_ips"));
    assertThat(mean(free, "model_clipped")).isEqualTo(mean(free, "model_ips"));

    Dataset<Row> all = correction(1).perQuery(expected, Layout.ANY).localCheckpoint();
    assertThat(mean(all, "model_clipped")).isEqualTo(mean(all, "model_naive"));
    double truth = mean(all, "model_ips");
    assertThat(mean(all, "model_doubly_robust"))
        .as("seed " + SEED)
        .isCloseTo(truth, within(0.2 * truth));
    assertThat(mean(all, "model_naive")).isLessThan(0.8 * truth);
  }

  @Test
  void the_layout_changes_no_list() {
    Dataset<Row> one = correction(0.3).perQuery(rankings.coalesce(1), Layout.ANY);
    Dataset<Row> many =
        correction(0.3).perQuery(rankings.repartition(17, col("listing_id")), Layout.ANY);
    assertThat(one.drop("segments").except(many.drop("segments")).isEmpty()).isTrue();
    assertThat(one.count()).isEqualTo(LISTS);
    Dataset<Row> byQuery =
        rankings
            .repartition(3, xxhash64(col("query_id")))
            .sortWithinPartitions(xxhash64(col("query_id")))
            .localCheckpoint();
    Dataset<Row> asItLies = correction(0.3).perQuery(byQuery, Layout.BY_QUERY);
    assertThat(asItLies.queryExecution().executedPlan().toString()).doesNotContain("Exchange");
    assertThat(one.drop("segments").except(asItLies.drop("segments")).isEmpty()).isTrue();
  }

  @Test
  void the_uplift_is_compared_as_that_of_a_metric() {
    Dataset<Row> perQuery = correction(0.2).perQuery(rankings, Layout.ANY);
    List<ComparisonRow> rows =
        Comparison.ofColumns(perQuery, PositionCorrection.ESTIMATORS, Bootstrap.DEFAULT)
            .collectAsList()
            .stream()
            .map(ComparisonRow::from)
            .toList();
    assertThat(rows).hasSize(PositionCorrection.ESTIMATORS.size());
    ComparisonRow naive = rows.stream().filter(r -> r.metric().equals("naive")).findFirst().get();
    ComparisonRow ips = rows.stream().filter(r -> r.metric().equals("ips")).findFirst().get();
    assertThat(ips.relativeUplift()).as("seed " + SEED).isGreaterThan(naive.relativeUplift());
    assertThat(ips.lists()).isEqualTo(LISTS);
  }
}

package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class SingleFeatureCheckTest {
  private static final List<String> FEATURES = List.of("leak", "constant", "noise");

  private static Dataset<Row> rankings(SparkSession spark) {
    return Rows.of(
            "query_id STRING, searcher_id STRING, listing_id STRING, position INT, label INT,"
                + " production_score DOUBLE, model_score DOUBLE, leak DOUBLE, constant DOUBLE,"
                + " noise DOUBLE")
        .row("q1", "s", "a", 1, 0, null, 1, 5, 1, null)
        .row("q1", "s", "b", 2, 1, null, 1, -1, 1, 2)
        .row("q1", "s", "c", 3, 0, null, 1, 5, 1, 3)
        .row("q2", "s", "a", 1, 0, null, 1, null, 1, 1)
        .row("q2", "s", "b", 2, 1, null, 1, 0, 1, 1)
        .row("no positive", "s", "a", 1, 0, null, 1, 9, 1, 1)
        .row("no positive", "s", "b", 1, 0, null, 1, 9, 1, 1)
        .in(spark)
        .withColumn("segments", org.apache.spark.sql.functions.expr("map('a', 'b')"));
  }

  private static Map<String, SingleFeatureCheck.Result> check(SparkSession spark) {
    return SingleFeatureCheck.of(
            rankings(spark), FEATURES, Conventions.DEFAULT, SingleFeatureCheck.TOO_GOOD)
        .collectAsList()
        .stream()
        .map(SingleFeatureCheck.Result::from)
        .collect(Collectors.toMap(r -> r.feature() + " " + r.direction(), r -> r));
  }

  @Test
  void a_feature_that_knows_the_outcome_is_too_good_to_be_true(SparkSession spark) {
    SingleFeatureCheck.Result leak = check(spark).get("leak ascending");
    assertThat(leak.ndcg()).isCloseTo(1, within(1e-12));
    assertThat(leak.closedGap()).isCloseTo(1, within(1e-12));
    assertThat(leak.tooGood()).isTrue();
    assertThat(leak.lists()).isEqualTo(2);
    assertThat(leak.missingShare()).isEqualTo(1 / 5.0);
  }

  @Test
  void a_constant_closes_no_gap_in_either_direction(SparkSession spark) {
    for (String direction : List.of("ascending", "descending")) {
      SingleFeatureCheck.Result constant = check(spark).get("constant " + direction);
      assertThat(constant.closedGap()).isCloseTo(0, within(1e-12));
      assertThat(constant.tooGood()).isFalse();
    }
  }

  @Test
  void missing_stands_last_and_equal_values_are_averaged(SparkSession spark) {
    double rank2 = Discount.LOG2.at(2);
    Map<String, SingleFeatureCheck.Result> results = check(spark);
    double tie = (1 + rank2) / 2;
    assertThat(results.get("noise descending").ndcg()).isCloseTo((rank2 + tie) / 2, within(1e-12));
    assertThat(results.get("noise ascending").ndcg()).isCloseTo((1 + tie) / 2, within(1e-12));
  }

  @Test
  void the_rows_are_shuffled_once_for_all_features(SparkSession spark) {
    String plan =
        SingleFeatureCheck.of(rankings(spark), FEATURES, Conventions.DEFAULT, 0.5)
            .queryExecution()
            .executedPlan()
            .toString();
    assertThat(Pattern.compile("Exchange hashpartitioning\\(__query_key").matcher(plan).results())
        .hasSize(1);
    assertThat(Pattern.compile("Exchange ").matcher(plan).results())
        .as("the second holds one row per feature, direction and task")
        .hasSize(2);
  }

  @Test
  void the_label_rate_is_given_by_position(SparkSession spark) {
    List<PositionRates.Rate> rates =
        PositionRates.of(rankings(spark)).orderBy("position").collectAsList().stream()
            .map(PositionRates.Rate::from)
            .toList();
    assertThat(rates)
        .containsExactly(
            new PositionRates.Rate(1, 4, 0, 0),
            new PositionRates.Rate(2, 2, 2, 2),
            new PositionRates.Rate(3, 1, 0, 0));
  }
}

package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class ComparisonTest {
  private static final List<BacktestMetric> METRICS =
      List.of(BacktestMetric.of("ndcg"), BacktestMetric.of("auc"));
  private static final Bootstrap BOOTSTRAP = new Bootstrap(400, 0.95, 11);

  /** 600 lists of 6, 40 searchers, the label drawn by hash, the model slightly informed. */
  private static Dataset<Row> rankings(SparkSession spark) {
    return spark
        .range(3600)
        .selectExpr(
            "concat('q', id div 6) AS query_id",
            "concat('s', (id div 6) % 40) AS searcher_id",
            "concat('l', id) AS listing_id",
            "CAST(id % 6 + 1 AS INT) AS position",
            "IF((id div 6) % 5 = 0, NULL, map('city', concat('c', ((id div 6) % 30)),"
                + " 'device', IF((id div 6) % 2 = 0, 'web', NULL))) AS segments",
            "CAST(pmod(xxhash64(id), 4) = 0 AS INT) AS label",
            "CAST(NULL AS DOUBLE) AS production_score",
            "pmod(xxhash64(id, 1), 1000) / 1000D + IF(pmod(xxhash64(id), 4) = 0, 0.3D, 0D)"
                + " AS model_score");
  }

  private static Map<String, ComparisonRow> compare(Dataset<Row> perQuery) {
    return Comparison.of(perQuery, METRICS, BOOTSTRAP).collectAsList().stream()
        .map(ComparisonRow::from)
        .collect(Collectors.toMap(r -> r.segment() + "=" + r.value() + ":" + r.metric(), r -> r));
  }

  @Test
  void means_and_outcomes_equal_a_loop_over_the_lists(SparkSession spark) {
    Dataset<Row> perQuery = PerQuery.of(rankings(spark), METRICS, Conventions.DEFAULT);
    ComparisonRow row = compare(perQuery).get("(all)=(all):ndcg");
    double production = 0;
    double model = 0;
    long wins = 0;
    List<Row> lists = perQuery.filter("state = 'compared'").collectAsList();
    for (Row list : lists) {
      production += list.<Double>getAs("production_ndcg");
      model += list.<Double>getAs("model_ndcg");
      wins += list.<Double>getAs("model_ndcg") > list.<Double>getAs("production_ndcg") ? 1 : 0;
    }
    assertThat(row.lists()).isEqualTo(lists.size()).isLessThan(600);
    assertThat(row.production()).isCloseTo(production / lists.size(), within(1e-13));
    assertThat(row.model()).isCloseTo(model / lists.size(), within(1e-13));
    assertThat(row.relativeUplift()).isCloseTo(model / production - 1, within(1e-12)).isPositive();
    assertThat(row.outcomes().wins()).isEqualTo(wins);
    assertThat(row.outcomes().wins() + row.outcomes().ties() + row.outcomes().losses())
        .isEqualTo(lists.size());
  }

  @Test
  void intervals_equal_a_bootstrap_written_as_loops(SparkSession spark) {
    Dataset<Row> perQuery = PerQuery.of(rankings(spark), METRICS, Conventions.DEFAULT);
    ComparisonRow row = compare(perQuery).get("(all)=(all):ndcg");
    List<Row> lists = perQuery.filter("state = 'compared'").collectAsList();
    assertThat(row.uplift().byQuery().low())
        .isCloseTo(naiveLow(lists, "query_id", "query "), within(1e-9));
    assertThat(row.uplift().bySearcher().low())
        .isCloseTo(naiveLow(lists, "searcher_id", "searcher "), within(1e-9));
  }

  private static double naiveLow(List<Row> lists, String unit, String prefix) {
    double[] uplifts = new double[BOOTSTRAP.replicates()];
    int[] weights = new int[BOOTSTRAP.replicates()];
    double[] production = new double[weights.length];
    double[] model = new double[weights.length];
    for (Row list : lists) {
      new PoissonWeights(BOOTSTRAP.seed()).draw(prefix + list.<String>getAs(unit), weights);
      for (int b = 0; b < weights.length; b++) {
        production[b] += weights[b] * list.<Double>getAs("production_ndcg");
        model[b] += weights[b] * list.<Double>getAs("model_ndcg");
      }
    }
    for (int b = 0; b < weights.length; b++) {
      uplifts[b] = model[b] / production[b] - 1;
    }
    return Interval.ofReplicates(uplifts, BOOTSTRAP.level()).low();
  }

  @Test
  void the_standard_error_of_the_bootstrap_equals_the_analytic_one(SparkSession spark) {
    Dataset<Row> perQuery = PerQuery.of(rankings(spark), METRICS, Conventions.DEFAULT);
    ComparisonRow row = compare(perQuery).get("(all)=(all):ndcg");
    double se =
        perQuery
            .filter("state = 'compared'")
            .selectExpr("stddev(model_ndcg - production_ndcg) / sqrt(count(1))")
            .first()
            .getDouble(0);
    Interval interval = row.difference().byQuery();
    assertThat((interval.high() - interval.low()) / (2 * 1.96)).isCloseTo(se, within(0.15 * se));
  }

  @Test
  void the_result_is_the_same_to_the_last_bit_for_any_partitioning(SparkSession spark) {
    Dataset<Row> perQuery = PerQuery.of(rankings(spark), METRICS, Conventions.DEFAULT);
    Map<String, ComparisonRow> one = compare(perQuery.coalesce(1));
    Map<String, ComparisonRow> seven = compare(perQuery.repartition(7, col("list_length")));
    Map<String, ComparisonRow> shuffled = compare(perQuery.repartition(5).orderBy("model_ndcg"));
    assertThat(seven).isEqualTo(one);
    assertThat(shuffled).isEqualTo(one);
  }

  @Test
  void the_most_frequent_values_of_a_segment_stay_and_the_rest_is_other(SparkSession spark) {
    Dataset<Row> perQuery = PerQuery.of(rankings(spark), METRICS, Conventions.DEFAULT);
    Map<String, ComparisonRow> rows = compare(perQuery);
    Map<String, Long> lists = new HashMap<>();
    rows.values().stream()
        .filter(row -> row.metric().equals("ndcg"))
        .forEach(row -> lists.merge(row.segment(), row.lists(), Long::sum));
    List<String> cities =
        rows.keySet().stream()
            .filter(key -> key.startsWith("city=") && key.endsWith(":ndcg"))
            .toList();
    assertThat(cities).hasSize(Comparison.SEGMENT_VALUES + 1).contains("city=(other):ndcg");
    assertThat(rows).containsKeys("device=(missing):ndcg", "device=web:auc");
    assertThat(lists.get("city")).isEqualTo(lists.get("device")).isLessThan(lists.get("(all)"));
  }

  @Test
  void a_comparison_of_no_list_has_no_row(SparkSession spark) {
    Dataset<Row> none = rankings(spark).withColumn("label", org.apache.spark.sql.functions.lit(0));
    assertThat(compare(PerQuery.of(none, METRICS, Conventions.DEFAULT))).isEmpty();
  }
}

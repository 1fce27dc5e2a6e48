package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class RankerPairsTest {
  private static final List<BacktestMetric> METRICS =
      List.of(BacktestMetric.of("ndcg"), BacktestMetric.of("auc"));
  private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.95, 11);

  /** 200 lists of 6, a fifth of the labels 1, scores by hash, the first salt a little informed. */
  private static Dataset<Row> perQuery(SparkSession spark, int salt) {
    Dataset<Row> rankings =
        spark
            .range(1200)
            .selectExpr(
                "concat('q', id div 6) AS query_id",
                "concat('s', (id div 6) % 40) AS searcher_id",
                "concat('l', id) AS listing_id",
                "CAST(id % 6 + 1 AS INT) AS position",
                "CAST(NULL AS MAP<STRING, STRING>) AS segments",
                "CAST(pmod(xxhash64(id), 5) = 0 AS INT) AS label",
                "CAST(NULL AS DOUBLE) AS production_score",
                "pmod(xxhash64(id, %d), 1000) / 1000D + IF(%d = 1 AND pmod(xxhash64(id), 5) = 0, 0.4D, 0D) AS model_score"
                    .formatted(salt, salt));
    return PerQuery.of(rankings, METRICS, Conventions.DEFAULT);
  }

  private static Map<String, ComparisonRow> compare(Dataset<Row> perQuery) {
    Map<String, ComparisonRow> rows = new HashMap<>();
    for (Row row : Comparison.of(perQuery, METRICS, BOOTSTRAP).collectAsList()) {
      rows.put(row.getAs("metric"), ComparisonRow.from(row));
    }
    return rows;
  }

  @Test
  void a_ranker_differs_from_itself_by_exactly_nothing(SparkSession spark) {
    Dataset<Row> perQuery = perQuery(spark, 1);
    compare(RankerPairs.of(perQuery, perQuery(spark, 1), METRICS))
        .forEach(
            (metric, row) -> {
              assertThat(row.absoluteDifference()).as(metric).isZero();
              assertThat(row.relativeUplift()).isZero();
              assertThat(row.difference().bySearcher()).isEqualTo(new Interval(0, 0));
              assertThat(row.difference().byQuery()).isEqualTo(new Interval(0, 0));
              assertThat(row.outcomes()).isEqualTo(new Outcomes(0, row.lists(), 0));
            });
  }

  @Test
  void the_means_are_those_of_the_two_comparisons_with_production(SparkSession spark) {
    Dataset<Row> one = perQuery(spark, 1);
    Dataset<Row> other = perQuery(spark, 2);
    Map<String, ComparisonRow> first = compare(one);
    Map<String, ComparisonRow> second = compare(other);
    compare(RankerPairs.of(one, other, METRICS))
        .forEach(
            (metric, pair) -> {
              assertThat(pair.model()).as(metric).isEqualTo(first.get(metric).model());
              assertThat(pair.production()).isEqualTo(second.get(metric).model());
              assertThat(pair.lists()).isPositive().isEqualTo(first.get(metric).lists());
              assertThat(pair.difference().bySearcher().low()).isPositive();
            });
  }

  @Test
  void turned_round_the_interval_changes_its_sign(SparkSession spark) {
    Dataset<Row> one = perQuery(spark, 1);
    Dataset<Row> other = perQuery(spark, 2);
    Interval there =
        compare(RankerPairs.of(one, other, METRICS)).get("ndcg").difference().bySearcher();
    Interval back =
        compare(RankerPairs.of(other, one, METRICS)).get("ndcg").difference().bySearcher();
    assertThat(there.low()).isCloseTo(-back.high(), within(1e-9));
    assertThat(there.high()).isCloseTo(-back.low(), within(1e-9));
  }

  @Test
  void a_list_that_the_other_has_not_measured_is_left_out(SparkSession spark) {
    Dataset<Row> one = perQuery(spark, 1);
    Dataset<Row> some = perQuery(spark, 2).filter(functions.col("query_id").leq("q5"));
    long common = some.filter("state = 'compared'").count();
    assertThat(compare(RankerPairs.of(one, some, METRICS)).get("ndcg").lists())
        .isPositive()
        .isEqualTo(common);
  }
}

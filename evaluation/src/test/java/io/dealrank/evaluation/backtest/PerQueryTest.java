package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class PerQueryTest {
  private static final List<BacktestMetric> METRICS =
      List.of(
          BacktestMetric.of("ndcg"), BacktestMetric.of("auc"), BacktestMetric.of("precision_1"));
  private static final double RANK_2 = Discount.LOG2.at(2);

  private static Rows rankings() {
    return Rows.of(
        """
        query_id STRING, searcher_id STRING, listing_id STRING, position INT, label INT,
        production_score DOUBLE, model_score DOUBLE
        """);
  }

  private static Dataset<Row> withSegments(Dataset<Row> rows) {
    return rows.selectExpr(
        "query_id",
        "searcher_id",
        "listing_id",
        "position",
        "map('region', 'north') AS segments",
        "label",
        "production_score",
        "model_score");
  }

  private static Dataset<Row> example(SparkSession spark) {
    return withSegments(
        rankings()
            .row("q1", "s", "a", 1, 0, null, 0.1)
            .row("q1", "s", "b", 2, 1, null, 0.9)
            .row("tied", "s", "b", 1, 1, null, 0.5)
            .row("tied", "s", "a", 1, 0, null, 0.5)
            .row("short", "s", "a", 1, 1, null, 0.5)
            .row("none", "s", "a", 1, 0, null, 0.5)
            .row("none", "s", "b", 2, 0, null, 0.4)
            .row("full", "s", "a", 1, 1, null, 0.5)
            .row("full", "s", "b", 2, 1, null, 0.4)
            .in(spark));
  }

  private static Map<String, Row> byQuery(Dataset<Row> perQuery) {
    Map<String, Row> rows = new HashMap<>();
    perQuery.collectAsList().forEach(row -> rows.put(row.getAs("query_id"), row));
    return rows;
  }

  @Test
  void a_list_is_measured_in_production_order_and_in_the_models_order(SparkSession spark) {
    Row row = byQuery(PerQuery.of(example(spark), METRICS, Conventions.DEFAULT)).get("q1");
    assertThat(row.<String>getAs("state")).isEqualTo("compared");
    assertThat(row.<Double>getAs("production_ndcg")).isEqualTo(RANK_2);
    assertThat(row.<Double>getAs("model_ndcg")).isEqualTo(1);
    assertThat(row.<Double>getAs("random_ndcg")).isCloseTo((1 + RANK_2) / 2, within(1e-15));
    assertThat(row.<Double>getAs("production_auc")).isZero();
    assertThat(row.<Double>getAs("model_precision_1")).isEqualTo(1);
    assertThat(row.<Integer>getAs("tied_listings")).isZero();
    assertThat(row.<String, String>getJavaMap(row.fieldIndex("segments"))).containsKey("region");
  }

  @Test
  void ties_follow_position_then_listing_and_count_half_in_auc(SparkSession spark) {
    Row row = byQuery(PerQuery.of(example(spark), METRICS, Conventions.DEFAULT)).get("tied");
    assertThat(row.<Double>getAs("production_ndcg")).isEqualTo(RANK_2);
    assertThat(row.<Double>getAs("model_ndcg")).isEqualTo(RANK_2);
    assertThat(row.<Double>getAs("production_auc")).isEqualTo(0.5);
    assertThat(row.<Double>getAs("model_auc")).isEqualTo(0.5);
    assertThat(row.<Integer>getAs("tied_listings")).isEqualTo(2);
  }

  @Test
  void lists_that_cannot_be_compared_are_kept_with_their_state_and_no_value(SparkSession spark) {
    Map<String, Row> rows = byQuery(PerQuery.of(example(spark), METRICS, Conventions.DEFAULT));
    assertThat(rows.get("short").<String>getAs("state")).isEqualTo("too_short");
    assertThat(rows.get("none").<String>getAs("state")).isEqualTo("no_positive");
    assertThat(rows.get("short").<Double>getAs("model_ndcg")).isNull();
    assertThat(rows.get("none").<Double>getAs("model_ndcg")).isNull();
    assertThat(rows.get("full").<Double>getAs("model_ndcg")).isEqualTo(1);
    assertThat(rows.get("full").<Double>getAs("model_auc")).isNull();
  }

  @Test
  void counts_tell_what_was_left_out(SparkSession spark) {
    Dataset<Row> perQuery = PerQuery.of(example(spark), METRICS, Conventions.DEFAULT);
    ListCounts counts = ListCounts.from(ListCounts.of(perQuery).first());
    assertThat(counts).isEqualTo(new ListCounts(5, 3, 1, 1, 9, 5, 2, 1));
    assertThat(counts.tiedShare()).isEqualTo(2 / 9.0);
  }

  @Test
  void the_rows_are_shuffled_once(SparkSession spark) {
    Dataset<Row> perQuery = PerQuery.of(example(spark), METRICS, Conventions.DEFAULT);
    String plan = perQuery.queryExecution().executedPlan().toString();
    assertThat(Pattern.compile("Exchange hashpartitioning").matcher(plan).results()).hasSize(1);
    assertThat(perQuery.schema().fieldNames())
        .containsExactly(PerQuery.schema(METRICS).fieldNames());
  }

  @Test
  void a_column_of_another_type_is_named(SparkSession spark) {
    Dataset<Row> wrong = example(spark).withColumn("label", col("label").cast("string"));
    assertThatThrownBy(() -> PerQuery.of(wrong, METRICS, Conventions.DEFAULT))
        .hasMessageContaining("column label is string and must be int");
    assertThatThrownBy(
            () -> PerQuery.of(example(spark).drop("model_score"), METRICS, Conventions.DEFAULT))
        .hasMessageContaining("no column model_score (double)");
  }

  @Test
  void a_missing_score_is_an_error_that_names_the_query(SparkSession spark) {
    for (String score : new String[] {null, "NaN"}) {
      Dataset<Row> rows = withSegments(rankings().row("q7", "s", "a", 1, 0, null, score).in(spark));
      Dataset<Row> perQuery = PerQuery.of(rows, METRICS, Conventions.DEFAULT);
      assertThatThrownBy(perQuery::collectAsList)
          .rootCause()
          .hasMessageContaining("model_score")
          .hasMessageContaining("q7");
    }
  }

  @Test
  void a_table_clustered_by_query_is_measured_without_a_shuffle(SparkSession spark) {
    Dataset<Row> clustered =
        example(spark)
            .repartition(3, xxhash64(col("query_id")))
            .sortWithinPartitions(xxhash64(col("query_id")))
            .localCheckpoint();
    Dataset<Row> perQuery = PerQuery.of(clustered, METRICS, Conventions.DEFAULT, Layout.BY_QUERY);
    assertThat(perQuery.queryExecution().executedPlan().toString()).doesNotContain("Exchange");
    assertThat(byQuery(perQuery))
        .isEqualTo(byQuery(PerQuery.of(example(spark), METRICS, Conventions.DEFAULT)));
  }

  @Test
  void a_table_that_is_not_clustered_is_refused(SparkSession spark) {
    Dataset<Row> backwards =
        example(spark).coalesce(1).sortWithinPartitions(xxhash64(col("query_id")).desc());
    assertThatThrownBy(
            () ->
                PerQuery.of(backwards, METRICS, Conventions.DEFAULT, Layout.BY_QUERY)
                    .collectAsList())
        .rootCause()
        .hasMessageContaining("not clustered by query");
  }

  @Test
  void every_value_is_the_same_to_the_last_bit_in_1_and_in_64_partitions(SparkSession spark) {
    Dataset<Row> rows =
        spark
            .range(3000)
            .selectExpr(
                "concat('q', id DIV 30) AS query_id",
                "concat('s', id DIV 90) AS searcher_id",
                "concat('l', pmod(xxhash64(id), 500)) AS listing_id",
                "CAST(id % 30 + 1 AS INT) AS position",
                "CAST(NULL AS MAP<STRING, STRING>) AS segments",
                "CAST(pmod(xxhash64(id, 1), 4) AS INT) AS label",
                "CAST(NULL AS DOUBLE) AS production_score",
                "pmod(xxhash64(id, 2), 97) / 97D AS model_score");
    Map<String, Row> one = in(rows, 1);
    assertThat(one).hasSize(100);
    assertThat(in(rows, 64)).isEqualTo(one);
  }

  private static Map<String, Row> in(Dataset<Row> rows, int partitions) {
    Dataset<Row> spread =
        rows.repartition(partitions, xxhash64(col("query_id")))
            .sortWithinPartitions(xxhash64(col("query_id")));
    return byQuery(
        PerQuery.of(spread, BacktestMetric.DEFAULTS, Conventions.DEFAULT, Layout.BY_QUERY));
  }
}

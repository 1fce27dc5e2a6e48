package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.PerQuery;
import io.dealrank.testing.SharedSpark;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class QueryFilesTest {
  private static final String LIMIT = "spark.sql.files.maxPartitionBytes";
  private static final int FILES = 5;

  private final SparkSession spark;
  private final DeltaFolder table;
  private final Dataset<Row> rows;

  QueryFilesTest(SparkSession spark, @TempDir Path folder) {
    this.spark = spark;
    this.table = new DeltaFolder(spark, folder.resolve("table").toString());
    this.rows =
        spark
            .range(4000)
            .selectExpr(
                "concat('q', id DIV 20) AS query_id",
                "concat('s', id DIV 60) AS searcher_id",
                "concat('l', id) AS listing_id",
                "CAST(id % 20 + 1 AS INT) AS position",
                "map('region', CAST(id DIV 500 AS STRING)) AS segments",
                "CAST(pmod(xxhash64(id), 9) = 0 AS INT) AS label",
                "CAST(NULL AS DOUBLE) AS production_score",
                "pmod(xxhash64(id, 2), 97) / 97D AS model_score");
    Dataset<Row> byQuery =
        rows.repartition(FILES, col("query_id")).sortWithinPartitions(xxhash64(col("query_id")));
    table.replaceByQuery(byQuery, rows.schema());
  }

  private static List<String> contents(Dataset<Row> rows) {
    return rows
        .selectExpr("to_json(struct(*)) AS json")
        .as(org.apache.spark.sql.Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static boolean shuffled(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString().contains("Exchange");
  }

  private static Dataset<Row> perQuery(QueryFiles files, Dataset<Row> judged) {
    return files.perQuery(judged, BacktestMetric.DEFAULTS, Conventions.DEFAULT);
  }

  private List<String> expected() {
    return contents(PerQuery.of(rows, BacktestMetric.DEFAULTS, Conventions.DEFAULT));
  }

  @Test
  void a_table_just_written_is_judged_file_by_file_without_a_shuffle() {
    String before = spark.conf().get(LIMIT);
    try (QueryFiles files = QueryFiles.open(table)) {
      Dataset<Row> read = table.read("");
      assertThat(read.javaRDD().getNumPartitions()).isEqualTo(FILES);
      Dataset<Row> later = read.filter("position > 1");
      Dataset<Row> cached = read.filter("position = 1").union(later).filter("position > 1").cache();
      assertThat(shuffled(perQuery(files, read))).isFalse();
      assertThat(contents(perQuery(files, read))).isEqualTo(expected());
      assertThat(shuffled(perQuery(files, cached))).isFalse();
      assertThat(contents(perQuery(files, cached)))
          .isEqualTo(
              contents(
                  PerQuery.of(
                      rows.filter("position > 1"), BacktestMetric.DEFAULTS, Conventions.DEFAULT)));
      var unused = cached.unpersist();
    }
    assertThat(spark.conf().get(LIMIT)).isEqualTo(before);
  }

  @Test
  void rows_that_were_moved_on_the_way_are_shuffled() {
    try (QueryFiles files = QueryFiles.open(table)) {
      Dataset<Row> moved = table.read("").repartition(3).cache();
      assertThat(shuffled(perQuery(files, moved))).isTrue();
      assertThat(contents(perQuery(files, moved))).isEqualTo(expected());
      assertThat(QueryFiles.movesRows(table.read("").coalesce(1))).isTrue();
      var unused = moved.unpersist();
    }
  }

  @Test
  void after_another_commit_the_layout_is_not_relied_on() {
    var unused = DeltaTable.forPath(spark, table.path()).optimize().executeCompaction();
    try (QueryFiles files = QueryFiles.open(table)) {
      Dataset<Row> perQuery = perQuery(files, table.read(""));
      assertThat(shuffled(perQuery)).isTrue();
      assertThat(contents(perQuery)).isEqualTo(expected());
    }
  }
}

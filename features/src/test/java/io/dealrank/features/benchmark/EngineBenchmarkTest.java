package io.dealrank.features.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.features.benchmark.EventLog.Keys;
import io.dealrank.features.benchmark.EventLog.Shape;
import io.dealrank.features.benchmark.EventLog.Skew;
import io.dealrank.features.benchmark.Workloads.Workload;
import io.dealrank.features.vertical.Span;
import io.dealrank.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class EngineBenchmarkTest {
  private static final List<Span> WINDOWS = Stream.of("1h", "7d", "all").map(Span::parse).toList();

  private static Shape shape(Skew skew) {
    return new Shape(2_000, 40, 300, skew, Keys.HEX, 3);
  }

  @Test
  void engine_range_join_and_window_frames_agree_on_every_question(
      SparkSession spark, @TempDir Path folder) {
    EventLog log = EventLog.write(spark, folder.resolve("log"), shape(Skew.ZIPF));
    assertThat(Agreement.check(log, WINDOWS, 300)).isEqualTo(300);
    int framed =
        Agreement.check(
            EngineCalls.answers(log, log.questions(), WINDOWS), WindowFrames.answers(log, WINDOWS));
    assertThat(framed).isEqualTo(300);
  }

  @Test
  void a_wrong_answer_fails_the_benchmark(SparkSession spark, @TempDir Path folder) {
    EventLog log = EventLog.write(spark, folder.resolve("log"), shape(Skew.EVEN));
    Dataset<Row> right = RangeJoin.answers(log, log.questions(), WINDOWS);
    Dataset<Row> wrong =
        right.withColumn(
            "count_7d",
            when(col("question_id").equalTo(17), col("count_7d").plus(1))
                .otherwise(col("count_7d")));
    assertThatThrownBy(() -> Agreement.check(wrong, right))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("question 17, column count_7d");
    assertThatThrownBy(() -> Agreement.check(right.filter("question_id <> 17"), right))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("299 answers, its peer 300");
  }

  @Test
  void a_fifth_of_a_hot_log_belongs_to_one_entity(SparkSession spark, @TempDir Path folder) {
    EventLog log = EventLog.write(spark, folder.resolve("log"), shape(Skew.HOT));
    long hottest =
        log.events()
            .groupBy("searcher_id")
            .count()
            .agg(java.util.Map.of("count", "max"))
            .first()
            .getLong(0);
    // A fifth, its even share of the rest, and five standard deviations of 2,000 draws.
    double share = 0.2 + 0.8 / 40;
    assertThat(hottest / 2_000.0)
        .isBetween(
            share - 5 * Math.sqrt(share * (1 - share) / 2_000),
            share + 5 * Math.sqrt(share * (1 - share) / 2_000));
  }

  @Test
  void every_plan_of_every_case_reports_a_line(SparkSession spark, @TempDir Path folder)
      throws IOException {
    BenchmarkOptions options =
        BenchmarkOptions.parse(
            "--case",
            "sort,engine,scaling,marts",
            "--events",
            "2000",
            "--entities",
            "40",
            "--questions",
            "100",
            "--windows",
            "1d,all",
            "--scaling",
            "1000",
            "--days",
            "2");
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    Report report =
        new EngineBenchmark(spark, folder, new PrintStream(progress, true)).run(options);
    assertThat(report.workloads().stream().map(Workload::name))
        .containsExactly("sort", "engine-2w", "sort", "engine-2w", "marts-2-days", "marts-new-day");
    for (Workload workload : report.workloads()) {
      JsonNode line = new ObjectMapper().readTree(report.json(workload));
      assertThat(line.get("cpu_seconds").asDouble()).isPositive();
      assertThat(line.get("cpu_ratio_to_sort").asDouble()).isPositive();
      assertThat(report.text(workload)).contains(workload.name());
    }
    assertThat(progress.toString()).contains("100 answers agree with the range join");
  }
}

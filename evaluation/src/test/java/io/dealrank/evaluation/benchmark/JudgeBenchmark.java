package io.dealrank.evaluation.benchmark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Layout;
import io.dealrank.evaluation.backtest.PerQuery;
import io.dealrank.testing.CpuMeter;
import io.dealrank.testing.LocalSpark;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * CPU seconds of judging generated lists against reading and shuffling the same table. Options:
 * {@code --queries 1000000 --length 50 --folder target/judge --partitions 16 --repeat 3}.
 */
public final class JudgeBenchmark {
  private final Map<String, String> options;
  private final SparkSession spark;

  private JudgeBenchmark(Map<String, String> options) {
    this.options = options;
    this.spark =
        LocalSpark.builder(Integer.parseInt(options.get("partitions")))
            .config("spark.log.level", "ERROR")
            .getOrCreate();
  }

  public static void main(String[] arguments) {
    Map<String, String> options =
        new LinkedHashMap<>(
            Map.of(
                "queries",
                "1000000",
                "length",
                "50",
                "folder",
                "target/judge",
                "partitions",
                "16",
                "repeat",
                "3"));
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String name = arguments[i].replaceFirst("^--", "");
      if (!options.containsKey(name)) {
        throw new IllegalArgumentException(
            "No option '" + arguments[i] + "'. Known: " + options.keySet() + ".");
      }
      options.put(name, arguments[i + 1]);
    }
    JudgeBenchmark benchmark = new JudgeBenchmark(options);
    benchmark.run();
    benchmark.spark.stop();
  }

  private void run() {
    System.out.println(options);
    String plain = written("plain", rows());
    String clustered =
        written(
            "clustered",
            rows()
                .repartition(number("partitions"), xxhash64(col("query_id")))
                .sortWithinPartitions(xxhash64(col("query_id"))));
    for (int i = 0; i < number("repeat"); i++) {
      double scan = CpuMeter.printed("scan", () -> nothing(spark.read().parquet(plain)));
      double shuffle =
          CpuMeter.printed(
              "scan and shuffle",
              () -> nothing(spark.read().parquet(plain).repartition(col("query_id"))));
      double judged =
          CpuMeter.printed(
              "judge", () -> means(PerQuery.of(spark.read().parquet(plain), METRICS, BOTH)));
      double scanClustered = CpuMeter.printed("scan, clustered", () -> nothing(whole(clustered)));
      double judgedClustered =
          CpuMeter.printed(
              "judge, clustered",
              () -> means(PerQuery.of(whole(clustered), METRICS, BOTH, Layout.BY_QUERY)));
      System.out.printf(
          Locale.ROOT,
          "judge / scan and shuffle %.2f; clustered: judge / scan %.2f; scan %.1f%n",
          judged / shuffle,
          judgedClustered / scanClustered,
          scan);
    }
  }

  private static final List<BacktestMetric> METRICS = BacktestMetric.DEFAULTS;
  private static final Conventions BOTH = Conventions.DEFAULT;

  /** A file is one partition: none is cut, none joined. */
  private Dataset<Row> whole(String folder) {
    long largest =
        Arrays.stream(new File(folder).listFiles()).mapToLong(File::length).max().orElseThrow();
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.files.maxPartitionBytes", largest);
    session.conf().set("spark.sql.files.openCostInBytes", largest);
    return session.read().parquet(folder);
  }

  private Dataset<Row> rows() {
    int length = number("length");
    return spark
        .range(0, (long) number("queries") * length, 1, number("partitions"))
        .select(
            expr("concat('q', CAST(id DIV " + length + " AS STRING))").as("query_id"),
            expr("concat('s', CAST(pmod(xxhash64(id DIV " + length + "), 100000) AS STRING))")
                .as("searcher_id"),
            expr("concat('l', CAST(pmod(xxhash64(id), 1000000) AS STRING))").as("listing_id"),
            expr("CAST(id % " + length + " + 1 AS INT)").as("position"),
            expr("CAST(NULL AS MAP<STRING, STRING>)").as("segments"),
            expr("CAST(pmod(xxhash64(id, 1), 20) = 0 AS INT)").as("label"),
            expr("CAST(NULL AS DOUBLE)").as("production_score"),
            expr("pmod(xxhash64(id, 2), 1000003) / 1000003D").as("model_score"));
  }

  private String written(String name, Dataset<Row> rows) {
    String folder =
        options.get("folder")
            + "/"
            + name
            + "-"
            + options.get("queries")
            + "x"
            + options.get("length");
    if (!new File(folder, "_SUCCESS").exists()) {
      rows.write().mode("overwrite").parquet(folder);
    }
    return folder;
  }

  private static void nothing(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }

  private static void means(Dataset<Row> perQuery) {
    List<Column> means = new ArrayList<>(List.of(count(lit(1))));
    METRICS.stream()
        .flatMap(m -> Stream.of(m.productionColumn(), m.modelColumn(), m.randomColumn()))
        .forEach(name -> means.add(avg(name)));
    Row row =
        perQuery.agg(means.get(0), means.subList(1, means.size()).toArray(Column[]::new)).head();
    System.out.println(row);
  }

  private int number(String option) {
    return Integer.parseInt(options.get(option));
  }
}

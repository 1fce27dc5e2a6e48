package io.dealrank.evaluation.benchmark;

import static org.apache.spark.sql.functions.expr;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.ListChanges;
import io.dealrank.evaluation.backtest.ListCounts;
import io.dealrank.evaluation.backtest.PerQuery;
import io.dealrank.evaluation.backtest.PositionRates;
import io.dealrank.evaluation.backtest.WorstList;
import io.dealrank.evaluation.report.Changes;
import io.dealrank.evaluation.report.Evidence;
import io.dealrank.evaluation.report.MetricCurve;
import io.dealrank.evaluation.report.Report;
import io.dealrank.evaluation.report.ReportHtml;
import io.dealrank.evaluation.report.ReportJson;
import io.dealrank.evaluation.report.TargetSection;
import io.dealrank.evaluation.report.Validity;
import io.dealrank.testing.LocalSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The size of a report over many lists. Arguments: number of lists (default 1000000), listings of a
 * list (default 5), file of the page.
 */
public final class ReportBenchmark {
  private ReportBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    long lists = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    int length = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Path page = Path.of(arguments.length > 2 ? arguments[2] : "target/report-of-many.html");
    SparkSession spark = LocalSpark.builder(16).config("spark.log.level", "ERROR").getOrCreate();
    List<BacktestMetric> curve =
        Stream.of(1, 2, 3, 5, 10, 20, 50).map(k -> BacktestMetric.of("ndcg_" + k)).toList();
    List<BacktestMetric> all =
        Stream.concat(BacktestMetric.DEFAULTS.stream(), curve.stream()).distinct().toList();
    Bootstrap bootstrap = new Bootstrap(200, 0.95, 7);
    Dataset<Row> rankings = rankings(spark, lists, length);
    Dataset<Row> perQuery =
        PerQuery.of(rankings, all, Conventions.DEFAULT).persist(StorageLevel.DISK_ONLY());
    BacktestMetric primary = BacktestMetric.of("ndcg_10");
    List<PositionRates.Rate> rates =
        PositionRates.of(rankings).collectAsList().stream().map(PositionRates.Rate::from).toList();
    Evidence evidence =
        new Evidence(rates, List.of(), List.of())
            .with(
                new MetricCurve(
                    BacktestMetric.Family.NDCG,
                    rows(
                        Comparison.of(
                            perQuery.withColumn(
                                "segments", expr("cast(null as map<string, string>)")),
                            curve,
                            bootstrap))))
            .with(
                new Changes(
                    primary.name(),
                    ListChanges.histogram(perQuery, primary).collectAsList().stream()
                        .map(ListChanges.Bin::from)
                        .toList(),
                    ListChanges.worst(perQuery, primary, 20).collectAsList().stream()
                        .map(WorstList::from)
                        .toList()));
    TargetSection section =
        new TargetSection(
            "deal within 14d",
            primary.name(),
            Conventions.DEFAULT,
            bootstrap,
            ListCounts.from(ListCounts.of(perQuery).head()).named(),
            new Validity(List.of(), List.of()),
            rows(Comparison.of(perQuery, BacktestMetric.DEFAULTS, bootstrap)),
            evidence);
    Report report = new Report("Backtest of many lists", "many", Map.of(), List.of(section));
    String html = ReportHtml.write(report);
    Files.writeString(page, html);
    System.out.printf(
        "%,d lists: HTML %,d bytes, JSON %,d bytes%n",
        lists,
        html.getBytes(StandardCharsets.UTF_8).length,
        ReportJson.write(report).getBytes(StandardCharsets.UTF_8).length);
    spark.stop();
  }

  private static List<ComparisonRow> rows(Dataset<Row> comparison) {
    return comparison.collectAsList().stream().map(ComparisonRow::from).toList();
  }

  /** Two segments, of 5,000 values and of 20. */
  private static Dataset<Row> rankings(SparkSession spark, long lists, int length) {
    return spark
        .range(0, lists * length, 1, 16)
        .select(
            expr("concat('q', CAST(id DIV " + length + " AS STRING))").as("query_id"),
            expr("concat('s', CAST(pmod(xxhash64(id DIV " + length + "), 100000) AS STRING))")
                .as("searcher_id"),
            expr("concat('l', CAST(pmod(xxhash64(id), 1000000) AS STRING))").as("listing_id"),
            expr("CAST(id % " + length + " + 1 AS INT)").as("position"),
            expr("map('region', concat('r', CAST(pmod(xxhash64(id DIV "
                    + length
                    + ", 3), 5000) AS STRING)), 'category', concat('c', CAST(pmod(xxhash64(id DIV "
                    + length
                    + ", 4), 20) AS STRING)))")
                .as("segments"),
            expr("CAST(pmod(xxhash64(id, 1), 5) = 0 AS INT)").as("label"),
            expr("CAST(NULL AS DOUBLE)").as("production_score"),
            expr("pmod(xxhash64(id, 2), 1000003) / 1000003D").as("model_score"));
  }
}

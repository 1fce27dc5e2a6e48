package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.testing.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The uplift of a synthetic marketplace that independent tools computed. The reference files lie
 * beside the checkout; without them this test is skipped.
 */
@ExtendWith(SharedSpark.class)
class MarketplaceGoldTest {
  private static final Path GOLD =
      Path.of(System.getProperty("dealrank.root", "."), "..", "shared/gold/ranking/marketplace");
  private static final Map<String, String> METRICS =
      Map.of(
          "ndcg_hire@all", "ndcg",
          "ndcg_hire@5", "ndcg_5",
          "ndcg_hire@10", "ndcg_10");

  private static final Set<String> SEGMENTS = Set.of("all", "category", "region", "device");

  private static Dataset<Row> table(SparkSession spark, String file) {
    return spark
        .read()
        .option("sep", "\t")
        .option("header", true)
        .option("inferSchema", true)
        .csv(GOLD.resolve(file).toString());
  }

  @Test
  void means_uplift_and_outcomes_equal_the_reference_per_segment(SparkSession spark) {
    assumeTrue(Files.isDirectory(GOLD), () -> "no reference files at " + GOLD);
    Dataset<Row> rankings =
        table(spark, "impressions.tsv")
            .selectExpr(
                "session_id AS query_id",
                "employer_id AS searcher_id",
                "candidate_id AS listing_id",
                "position",
                "map('category', category, 'region', region, 'device', device) AS segments",
                "hired AS label",
                "CAST(NULL AS DOUBLE) AS production_score",
                "new_score AS model_score");
    List<BacktestMetric> metrics = METRICS.values().stream().map(BacktestMetric::of).toList();
    Dataset<Row> perQuery =
        PerQuery.of(
            rankings,
            metrics,
            new Conventions(Conventions.DEFAULT.gain(), Conventions.DEFAULT.discount(), 1));
    Map<String, ComparisonRow> rows =
        Comparison.of(perQuery, metrics, new Bootstrap(2000, 0.95, 3)).collectAsList().stream()
            .map(ComparisonRow::from)
            .collect(
                Collectors.toMap(r -> r.segment() + "=" + r.value() + ":" + r.metric(), r -> r));
    List<Row> expected =
        table(spark, "expected_uplift.tsv").filter("subset = 'with_positive'").collectAsList();
    int compared = 0;
    for (Row gold : expected) {
      String metric = METRICS.get(gold.<String>getAs("metric"));
      if (metric == null) {
        continue;
      }
      String segment = gold.getAs("segment");
      if (!SEGMENTS.contains(segment)) {
        continue;
      }
      String key =
          segment.equals("all")
              ? "(all)=(all):" + metric
              : segment + "=" + gold.getAs("value") + ":" + metric;
      ComparisonRow row = rows.get(key);
      assertThat(row).as(key).isNotNull();
      assertThat(row.lists()).as(key).isEqualTo(((Number) gold.getAs("n")).longValue());
      assertThat(row.production()).as(key).isCloseTo(number(gold, "prod"), within(1e-9));
      assertThat(row.model()).as(key).isCloseTo(number(gold, "new"), within(1e-9));
      assertThat(row.relativeUplift()).as(key).isCloseTo(number(gold, "rel"), within(1e-9));
      assertThat(row.outcomes())
          .as(key)
          .isEqualTo(
              new Outcomes(
                  ((Number) gold.getAs("wins")).longValue(),
                  ((Number) gold.getAs("equal")).longValue(),
                  ((Number) gold.getAs("losses")).longValue()));
      if (segment.equals("all")) {
        Interval interval = row.uplift().byQuery();
        double width = number(gold, "rel_ci_hi") - number(gold, "rel_ci_lo");
        assertThat(interval.high() - interval.low()).as(key).isCloseTo(width, within(0.1 * width));
        double clustered = 2 * 1.96 * number(gold, "se_cluster_employer");
        Interval bySearcher = row.difference().bySearcher();
        assertThat(bySearcher.high() - bySearcher.low())
            .as(key)
            .isCloseTo(clustered, within(0.1 * clustered));
      }
      compared++;
    }
    System.out.printf("compared %d rows of the reference marketplace%n", compared);
    assertThat(compared).isPositive();
  }

  private static double number(Row row, String column) {
    return ((Number) row.getAs(column)).doubleValue();
  }
}

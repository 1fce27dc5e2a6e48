package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class ListRelativeFeaturesTest {
  @Test
  void subtracts_the_mean_of_the_list(SparkSession spark) {
    Dataset<Row> rows =
        Rows.of("n INT, q STRING, x DOUBLE")
            .row("1", "p", "1")
            .row("2", "p", "4")
            .row("3", "p", null)
            .row("4", "r", "0.1")
            .row("5", "r", "0.1")
            .row("6", "r", "0.1")
            .row("7", "s", null)
            .in(spark);

    List<Double> relative =
        ListRelativeFeatures.add(rows, "q", List.of("x"))
            .orderBy("n")
            .select("x relative to list")
            .as(Encoders.DOUBLE())
            .collectAsList();

    assertThat(relative).containsExactly(-1.5, 1.5, null, 0.0, 0.0, 0.0, null);
  }

  @Test
  void orders_lists_better_where_queries_differ_in_level(SparkSession spark) {
    Dataset<Row> training = shifted(spark, 400, 11);
    Dataset<Row> held = shifted(spark, 400, 12);
    for (String type : List.of("logistic", "gbt")) {
      double plain = Ordering.areaWithinQueries(ranker(type, false).fit(training), held);
      double relative = Ordering.areaWithinQueries(ranker(type, true).fit(training), held);
      assertThat(relative).as(type + " plain " + plain).isGreaterThan(plain);
    }
  }

  private static Ranker ranker(String type, boolean relative) {
    Ranker ranker =
        type.equals("gbt")
            ? new GradientBoostedTreesRanker().setMaxIter(6).setMaxDepth(3).setTrainingPartitions(2)
            : new LogisticRegressionRanker().setTrainingPartitions(2);
    return ranker.setFeatureColumns("x", "y").setListRelative(relative);
  }

  /** x = level of the query + e; log-odds = 2 e + y - 1. */
  private static Dataset<Row> shifted(SparkSession spark, int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    double level = 0;
    for (int i = 0; i < count; i++) {
      level = i % 10 == 0 ? 3 * random.nextGaussian() : level;
      double e = random.nextGaussian();
      double y = random.nextGaussian();
      int label = random.nextDouble() < 1 / (1 + Math.exp(1 - 2 * e - y)) ? 1 : 0;
      rows.add(RowFactory.create("q" + i / 10, "l" + i, label, level + e, y));
    }
    return spark
        .createDataFrame(
            rows,
            StructType.fromDDL("query_id STRING, listing_id STRING, label INT, x DOUBLE, y DOUBLE"))
        .coalesce(1);
  }
}

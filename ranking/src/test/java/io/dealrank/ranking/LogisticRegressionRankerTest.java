package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class LogisticRegressionRankerTest {
  private static Ranker ranker() {
    return new LogisticRegressionRanker()
        .setTrainingPartitions(2)
        .setFeatureColumns("a", "b", "noise");
  }

  @Test
  void learns_the_sign_of_what_was_planted(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(600, 3));
    Map<String, Double> weights =
        ranker().fit(table).featureWeights().stream()
            .collect(Collectors.toMap(FeatureWeight::feature, FeatureWeight::weight));

    // planted: 2 a, with deviation 1, and -2 where b is missing, with deviation sqrt(1/3 * 2/3)
    assertThat(weights.get("a")).isBetween(1.5, 2.5);
    assertThat(weights.get("b is missing")).isBetween(-1.5, -0.5);
    assertThat(weights.get("noise")).isBetween(-0.4, 0.4);
  }

  @Test
  void a_row_of_weight_two_counts_as_two_rows(SparkSession spark) {
    List<Row> rows = Impressions.random(100, 4);
    Dataset<Row> table = Impressions.table(spark, rows);
    List<Row> twice = new ArrayList<>(rows);
    twice.addAll(rows.subList(0, 50));
    Dataset<Row> weighted =
        table.withColumn(
            "weight",
            functions
                .when(functions.col("listing_id").substr(2, 9).cast("int").lt(50), 2.0)
                .otherwise(1.0));

    RankingModel byWeight = ranker().setWeightColumn("weight").fit(weighted);
    RankingModel byCopies = ranker().fit(Impressions.table(spark, twice));

    // the fill of b is the mean over rows, so only rows where b is known are compared
    Dataset<Row> known = table.filter("b is not null");
    assertThat(Scores.distance(Scores.of(byWeight, known), Scores.of(byCopies, known)))
        .isLessThan(1e-3);
  }
}

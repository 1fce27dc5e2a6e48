package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.Comparator;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class GradientBoostedTreesRankerTest {
  @Test
  void learns_an_interaction_that_logistic_regression_cannot(SparkSession spark) {
    // hired exactly when a and noise have the same sign: neither tells anything alone
    Dataset<Row> table =
        Impressions.table(spark, Impressions.random(600, 5))
            .withColumn(
                "label", functions.expr("case when (a > 0) = (noise > 0) then 1 else 0 end"));
    Ranker logistic =
        new LogisticRegressionRanker().setTrainingPartitions(2).setFeatureColumns("a", "noise");
    Ranker trees =
        new GradientBoostedTreesRanker()
            .setMaxIter(6)
            .setStepSize(0.5)
            .setMinInstancesPerNode(5)
            .setTrainingPartitions(2)
            .setFeatureColumns("a", "noise");

    assertThat(Ordering.areaUnderCurve(logistic.fit(table), table)).isBetween(0.4, 0.6);
    assertThat(Ordering.areaUnderCurve(trees.fit(table), table)).isGreaterThan(0.9);
  }

  @Test
  void importances_sum_to_one_and_favour_what_was_planted(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(400, 6));
    RankingModel model =
        new GradientBoostedTreesRanker()
            .setMaxIter(5)
            .setTrainingPartitions(2)
            .setFeatureColumns("noise", "a", "b")
            .fit(table);

    assertThat(model.featureWeights()).hasSize(4);
    assertThat(model.featureWeights().stream().mapToDouble(FeatureWeight::weight).sum())
        .isBetween(1 - 1e-9, 1 + 1e-9);
    assertThat(
            model.featureWeights().stream().max(Comparator.comparingDouble(FeatureWeight::weight)))
        .map(FeatureWeight::feature)
        .hasValue("a");
  }

  @Test
  void the_score_is_the_log_odds_of_the_classifier(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(100, 7));
    GradientBoostedTreesRankingModel model =
        (GradientBoostedTreesRankingModel)
            new GradientBoostedTreesRanker()
                .setMaxIter(3)
                .setTrainingPartitions(1)
                .setFeatureColumns("a")
                .fit(table);
    Map<String, Double> scores = Scores.of(model, table);

    for (Row row : model.assembler().transform(table).collectAsList()) {
      double p = model.classifier().predictProbability(row.getAs("__features")).apply(1);
      assertThat(scores.get(row.<String>getAs("listing_id")))
          .isCloseTo(Math.log(p / (1 - p)), within(1e-9));
    }
  }
}

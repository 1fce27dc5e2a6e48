package io.dealrank.ranking;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class XgboostRankerTest {
  /** 32-bit numbers, summed over entries. */
  private static final double ROUNDING = 1e-4;

  private static XgboostRanker ranker(String... features) {
    XgboostRanker ranker = new XgboostRanker().setRounds(10).setMinChildWeight(1);
    ranker.setFeatureColumns(features);
    return ranker;
  }

  @Test
  void learns_an_interaction_that_logistic_regression_cannot(SparkSession spark) {
    Dataset<Row> table =
        Impressions.table(spark, Impressions.random(600, 5))
            .withColumn("label", expr("case when (a > 0) = (noise > 0) then 1 else 0 end"));

    for (String objective : List.of(XgboostRanker.LOGISTIC, XgboostRanker.NDCG)) {
      RankingModel model =
          ranker("a", "noise").setLearningRate(0.5).setObjective(objective).fit(table);
      assertThat(Ordering.areaWithinQueries(model, table)).as(objective).isGreaterThan(0.9);
    }
  }

  @Test
  void a_single_leaf_is_a_newton_step_from_the_offset(SparkSession spark) {
    // one tree on one binary feature; the leaf of rows with offset o and label y is
    // -sum (p - y) / (sum p (1 - p) + l2), p = sigmoid(o), and the model scores it without o
    Dataset<Row> table =
        Impressions.table(spark, Impressions.random(300, 9))
            .withColumn("side", when(col("a").gt(0), lit(1.0)).otherwise(lit(0.0)))
            .withColumn("prior", expr("0.3 * noise - 1"));
    XgboostRanker ranker = ranker("side").setRounds(1).setMaxDepth(1).setLearningRate(1).setL2(2);
    RankingModel model = ranker.setOffsetColumn("prior").fit(table);

    double[] gradient = new double[2];
    double[] curvature = {2, 2};
    for (Row row : table.collectAsList()) {
      int side = (int) row.<Double>getAs("side").doubleValue();
      double p = 1 / (1 + Math.exp(-row.<Double>getAs("prior")));
      gradient[side] += p - row.<Integer>getAs("label");
      curvature[side] += p * (1 - p);
    }
    for (Row row : model.transform(table.drop("prior")).collectAsList()) {
      int side = (int) row.<Double>getAs("side").doubleValue();
      assertThat(row.<Double>getAs("model_score"))
          .isCloseTo(-gradient[side] / curvature[side], within(ROUNDING));
    }
  }

  @Test
  void an_unknown_offset_is_refused_with_its_count(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(20, 1));
    assertThatThrownBy(
            () ->
                ranker("a")
                    .setOffsetColumn("prior")
                    .fit(table.withColumn("prior", expr("if(position <= 2, null, 1D)"))))
        .hasMessageContaining("'prior' has 4 values that are null");
    assertThatThrownBy(() -> ranker("a").setOffsetColumn("prior").fit(table))
        .hasMessageContaining("offset column 'prior' is missing");
  }

  @Test
  void grades_are_learned_within_queries_and_checked(SparkSession spark) {
    Dataset<Row> table =
        Impressions.table(spark, Impressions.random(300, 3))
            .withColumn("grade", expr("cast(greatest(0, least(3, floor(a + 1.5))) as int)"));
    XgboostRanker ranker = ranker("a", "noise").setObjective(XgboostRanker.NDCG);
    ranker.setLabelColumn("grade");
    Dataset<Row> scored = ranker.fit(table).transform(table);

    assertThat(scored.stat().corr("grade", "model_score")).isGreaterThan(0.8);
    for (String bad : List.of("grade - 1", "grade + 0.5D", "grade + 29", "double('NaN')")) {
      assertThatThrownBy(() -> ranker.fit(table.withColumn("grade", expr(bad))))
          .as(bad)
          .hasMessageContaining("whole number from 0 to 31");
    }
    assertThatThrownBy(() -> ranker.fit(table.withColumn("grade", lit(2))))
        .hasMessageContaining("one class only");
  }

  @Test
  void two_workers_learn_and_agree_with_themselves(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(400, 4));
    for (String objective : List.of(XgboostRanker.LOGISTIC, XgboostRanker.NDCG)) {
      XgboostRanker ranker = ranker("a", "b").setObjective(objective).setTrainingPartitions(2);
      RankingModel model = ranker.fit(table);
      assertThat(Ordering.areaUnderCurve(model, table)).as(objective).isGreaterThan(0.8);
      assertThat(
              Scores.distance(
                  Scores.of(model, table), Scores.of(ranker.fit(table.repartition(5)), table)))
          .as(objective)
          .isZero();
    }
  }

  @Test
  void contributions_add_up_to_the_score(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(300, 6));
    for (boolean relative : new boolean[] {false, true}) {
      XgboostRanker ranker = ranker("noise", "a", "b");
      ranker.setListRelative(relative);
      XgboostRankingModel model = (XgboostRankingModel) ranker.fit(table);
      Dataset<Row> explained = model.withContributions(model.transform(table), "parts");

      assertThat(explained.columns()).endsWith("model_score", "parts");
      Row worst =
          explained
              .agg(
                  max(
                      abs(
                          aggregate(col("parts"), lit(0.0), (sum, x) -> sum.plus(x))
                              .minus(col("model_score")))),
                  max(size(col("parts"))))
              .head();
      assertThat(worst.getDouble(0)).isLessThan(ROUNDING);
      assertThat(worst.getInt(1)).isEqualTo(model.assembler().entries().size() + 1);
    }
  }

  @Test
  void gain_shares_sum_to_one_and_favour_what_was_planted(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(400, 6));
    RankingModel model = ranker("noise", "a", "b").fit(table);

    assertThat(model.featureWeights()).hasSize(4);
    assertThat(model.featureWeights().stream().mapToDouble(FeatureWeight::weight).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(
            model.featureWeights().stream().max(Comparator.comparingDouble(FeatureWeight::weight)))
        .map(FeatureWeight::feature)
        .hasValue("a");
  }

  @Test
  void leaves_are_added_and_turned_into_features(SparkSession spark, @TempDir Path folder)
      throws Exception {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(300, 7));
    XgboostRanker ranker = ranker("a", "b").setMaxDepth(3).setLeafColumn("leaves");
    XgboostRankingModel model = (XgboostRankingModel) ranker.fit(table);
    Dataset<Row> scored = model.transform(table);
    String path = folder.resolve("leaf_features").toUri().toString();
    model.leafFeatures().save(path);
    LeafFeatures features = LeafFeatures.read().load(path);
    List<Row> rows = features.transform(scored).collectAsList();

    assertThat(model.transformSchema(table.schema())).isEqualTo(scored.schema());
    assertThat(ranker.transformSchema(table.schema())).isEqualTo(scored.schema());
    assertThat(features.size()).isBetween(20, 10 * 8);
    // rows with the same leaves have the same score, and the score is a function of the leaves
    Map<Object, Double> scores = new HashMap<>();
    for (Row row : rows) {
      Vector vector = row.getAs("leaf_features");
      assertThat(vector.size()).isEqualTo(features.size());
      assertThat(vector.numNonzeros()).isEqualTo(10);
      double score = row.getAs("model_score");
      assertThat(scores.computeIfAbsent(vector, key -> score)).isEqualTo(score);
    }
    assertThat(scores).hasSizeGreaterThan(20);
  }

  @Test
  void a_leaf_the_model_does_not_have_is_refused() {
    int[][] leaves = {{1, 2}, {3, 4, 5}};
    assertThat(LeafFeatures.encoded(List.of(2, 3), leaves)).isEqualTo(Vectors.dense(0, 1, 1, 0, 0));
    assertThatThrownBy(() -> LeafFeatures.encoded(List.of(2, 1), leaves))
        .hasMessageContaining("Tree 1 has no leaf 1");
  }
}

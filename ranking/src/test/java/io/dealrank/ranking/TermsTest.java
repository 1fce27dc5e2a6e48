package io.dealrank.ranking;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class TermsTest {
  @Test
  void a_name_that_was_there_before_is_numbered_and_a_zero_is_left_out(SparkSession spark) {
    assertThat(Terms.distinct(List.of("x", "y", "x", "x (2)", "x")))
        .containsExactly("x", "y", "x (2)", "x (2) (2)", "x (3)");
    Row row =
        spark
            .range(1)
            .select(
                Terms.of(List.of("x", "x", "y"), array(lit(1.5), lit(-2.0), lit(0.0))).as("terms"))
            .head();
    assertThat(row.<String, Double>getJavaMap(0)).isEqualTo(Map.of("x", 1.5, "x (2)", -2.0));
  }

  @Test
  void more_of_a_term_is_added_to_it(SparkSession spark) {
    Row row =
        spark
            .range(1)
            .select(Terms.of(List.of("x", "y", "z"), array(lit(1.0), lit(2.0), lit(3.0))).as("m"))
            .select(
                Terms.plus(KnownValue.named("m"), "y", lit(5.0)),
                Terms.plus(KnownValue.named("m"), "y", lit(-2.0)),
                Terms.plus(KnownValue.named("m"), "w", lit(4.0)))
            .head();
    assertThat(row.<String, Double>getJavaMap(0)).isEqualTo(Map.of("x", 1.0, "y", 7.0, "z", 3.0));
    assertThat(row.<String, Double>getJavaMap(1)).isEqualTo(Map.of("x", 1.0, "z", 3.0));
    assertThat(row.<String, Double>getJavaMap(2)).containsEntry("w", 4.0).hasSize(4);
  }

  @Test
  void a_logistic_score_is_coefficient_times_value_of_every_term(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(200, 11));
    LogisticRegressionRanker ranker = new LogisticRegressionRanker();
    ranker.setFeatureColumns("a", "b", "flat");
    LogisticRegressionRankingModel model = (LogisticRegressionRankingModel) ranker.fit(table);
    LogisticRegressionModel fitted = model.classifier();
    List<FeatureTerm> entries = model.assembler().entries();

    for (Row row : model.withTerms(table, "terms").collectAsList()) {
      Map<String, Double> terms = row.getJavaMap(row.fieldIndex("terms"));
      Map<String, Double> expected = new TreeMap<>();
      for (int j = 0; j < entries.size(); j++) {
        Double x = row.getAs(entries.get(j).column());
        expected.put(entries.get(j).title(), fitted.coefficients().apply(j) * entries.get(j).of(x));
      }
      expected.put("(INTERCEPT)", fitted.intercept());
      expected.values().removeIf(value -> value == 0);
      assertThat(terms.keySet()).isEqualTo(expected.keySet());
      expected.forEach(
          (name, value) -> assertThat(terms.get(name)).isCloseTo(value, within(1e-12)));
    }
  }

  @Test
  void a_model_without_features_has_its_score_as_the_one_term(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(30, 11));
    RankingModel model = new ProductionOrderRanker().fit(table);
    for (Row row : model.withTerms(table, "terms").collectAsList()) {
      assertThat(row.<String, Double>getJavaMap(row.fieldIndex("terms")))
          .isEqualTo(Map.of("score", -1.0 * row.<Integer>getAs("position")));
    }
  }

  @Test
  void what_the_rows_have_stays_as_it_is(SparkSession spark) {
    Dataset<Row> table =
        Impressions.table(spark, Impressions.random(300, 12))
            .withColumn("model_score", lit("mine"))
            .withColumn("probability", lit("mine"))
            .withColumn("terms", lit("to be replaced"));
    Map<String, Object> logistic =
        Map.of("type", "logistic", "parameters", Map.of("featureColumns", List.of("a", "b")));
    Map<String, Object> calibrated =
        Map.of("ranker", logistic, "timeColumn", "", "fallback", "rate", "holdout", 0.5);
    for (RankerSpec spec :
        List.of(
            new RankerSpec("production", Map.of()),
            new RankerSpec("logistic", Map.of("featureColumns", List.of("a", "b"))),
            new RankerSpec(
                "gbt", Map.of("featureColumns", List.of("a"), "listRelative", true, "maxIter", 3)),
            new RankerSpec("calibrated", calibrated),
            new RankerSpec(
                "calibrated",
                Map.of(
                    "ranker",
                    Map.of("type", "calibrated", "parameters", calibrated),
                    "timeColumn",
                    "",
                    "fallback",
                    "rate")),
            new RankerSpec(
                "funnel",
                Map.of(
                    "ranker",
                    logistic,
                    "stages",
                    List.of("label"),
                    "timeColumn",
                    "",
                    "fallback",
                    "rate")))) {
      RankingModel model = Rankers.create(spec).fit(table);
      Dataset<Row> explained = model.withTerms(table, "terms");
      assertThat(explained.columns()).as(spec.toString()).containsExactly(table.columns());
      assertThat(explained.filter("model_score = 'mine' and probability = 'mine'").count())
          .as(spec.toString())
          .isEqualTo(300);
      assertThat(Scores.distance(Scores.of(model, table), Scores.sumsOfTerms(model, table)))
          .as(spec.toString())
          .isLessThan(1e-9);
    }
  }
}

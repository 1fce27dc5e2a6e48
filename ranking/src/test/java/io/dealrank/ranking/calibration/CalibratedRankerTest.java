package io.dealrank.ranking.calibration;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.calibration.ReliabilityCurve;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class CalibratedRankerTest {
  private static final RankerSpec TREES =
      new RankerSpec(
          "gbt",
          Map.of(
              "maxIter", 15,
              "maxDepth", 6,
              "stepSize", 0.5,
              "minInstancesPerNode", 2,
              "trainingPartitions", 2));
  private static final RankerSpec LOGISTIC =
      new RankerSpec("logistic", Map.of("trainingPartitions", 2));

  /** Ten rows to a query, one query a day; log-odds = 1.5 a - 2. */
  private static Dataset<Row> table(SparkSession spark, int queries, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10 * queries; i++) {
      double a = random.nextGaussian();
      int label = random.nextDouble() < 1 / (1 + Math.exp(2 - 1.5 * a)) ? 1 : 0;
      rows.add(RowFactory.create("q" + i / 10, "l" + i, i / 10, label, a, random.nextGaussian()));
    }
    return spark
        .createDataFrame(
            rows,
            StructType.fromDDL(
                "query_id STRING, listing_id STRING, day INT, label INT, a DOUBLE, noise DOUBLE"))
        .coalesce(1)
        .withColumn("shown_at", expr("timestamp_seconds(day * 86400L)"));
  }

  private static CalibratedRanker ranker(RankerSpec spec, String method) {
    CalibratedRanker ranker = new CalibratedRanker().setRanker(spec).setMethod(method);
    ranker.setFeatureColumns("a", "noise");
    return ranker;
  }

  @Test
  void an_overconfident_ranker_becomes_calibrated_on_new_rows(SparkSession spark) {
    Dataset<Row> training = table(spark, 200, 1);
    Dataset<Row> fresh = table(spark, 200, 2);
    double raw = error(ranker(TREES, "none").fit(training), fresh);
    for (String method : List.of("platt", "isotonic")) {
      CalibratedRanker ranker = ranker(TREES, method).setHoldout(0.4).setRefit(false);
      double calibrated = error(ranker.fit(training), fresh);
      assertThat(calibrated).as(method).isLessThan(raw / 2).isLessThan(0.05);
    }
  }

  private static double error(RankingModel model, Dataset<Row> rows) {
    List<Row> scored = model.transform(rows).select("probability", "label").collectAsList();
    return ReliabilityCurve.ofEqualCount(
            scored.stream().mapToDouble(row -> row.getDouble(0)).toArray(),
            scored.stream().mapToInt(row -> row.getInt(1)).toArray(),
            10)
        .expectedError();
  }

  @Test
  void the_ranking_is_that_of_the_ranker_and_the_score_the_log_odds(SparkSession spark) {
    Dataset<Row> rows = table(spark, 60, 3);
    for (String method : List.of("platt", "isotonic", "none")) {
      CalibratedRankingModel model = (CalibratedRankingModel) ranker(LOGISTIC, method).fit(rows);
      Dataset<Row> both = model.ranker().transform(model.transform(rows));
      String plain = model.ranker().getOrDefault(model.ranker().scoreColumn());
      List<Row> scored =
          both.select(col(plain), col("model_score"), col("probability"))
              .orderBy(plain)
              .collectAsList();
      for (int i = 0; i < scored.size(); i++) {
        double score = scored.get(i).getDouble(1);
        assertThat(scored.get(i).getDouble(2)).isCloseTo(1 / (1 + Math.exp(-score)), within(1e-12));
        if (i > 0 && scored.get(i).getDouble(0) > scored.get(i - 1).getDouble(0)) {
          assertThat(score).as(method).isGreaterThan(scored.get(i - 1).getDouble(1));
        }
      }
    }
  }

  @Test
  void only_the_last_queries_calibrate_and_refit_uses_all_rows(SparkSession spark) {
    Dataset<Row> rows = table(spark, 60, 4);
    CalibratedRanker ranker = ranker(LOGISTIC, "platt");
    HoldoutSplit split = ranker.split(rows);

    // the 0.8 quantile of days 0 to 59 is 47.2: days 48 to 59 are held out
    assertThat(rows.filter(split.heldOut()).agg(expr("min(day)"), expr("count(1)")).first())
        .isEqualTo(RowFactory.create(48, 120L));
    assertThat(split.trainingRows()).isEqualTo(480);
    assertThat(split.heldOutRows()).isEqualTo(120);

    CalibratedRankingModel refitted = (CalibratedRankingModel) ranker.fit(rows);
    CalibratedRankingModel first = (CalibratedRankingModel) ranker.setRefit(false).fit(rows);
    assertThat(refitted.summary().orElseThrow().rows()).isEqualTo(600);
    assertThat(first.summary().orElseThrow().rows()).isEqualTo(480);
    assertThat(refitted.calibrationModel().apply(0.3))
        .isCloseTo(first.calibrationModel().apply(0.3), within(1e-9));

    Dataset<Row> otherEnd = rows.withColumn("a", expr("if(day >= 48, -a, a)"));
    assertThat(((CalibratedRankingModel) ranker.setFallback("rate").fit(otherEnd)).featureWeights())
        .as("what is held out does not train the ranker")
        .isEqualTo(first.featureWeights());
  }

  @Test
  void without_time_the_split_is_by_query_and_always_the_same(SparkSession spark) {
    Dataset<Row> rows = table(spark, 300, 5);
    CalibratedRanker ranker = ranker(LOGISTIC, "platt").setTimeColumn("");
    HoldoutSplit split = ranker.split(rows);
    assertThat(split.heldOutRows()).isBetween(300L, 900L);
    assertThat(
            rows.filter(split.heldOut()).groupBy("query_id").count().filter("count < 10").count())
        .isZero();
    assertThat(ranker.split(rows.repartition(3)).heldOutRows()).isEqualTo(split.heldOutRows());
  }

  @Test
  void a_split_that_leaves_nothing_is_refused(SparkSession spark) {
    Dataset<Row> rows = table(spark, 20, 6);
    CalibratedRanker ranker = ranker(LOGISTIC, "platt");
    assertThatThrownBy(
            () -> ranker.fit(rows.withColumn("shown_at", lit("2026-01-01").cast("date"))))
        .hasMessageContaining("No rows to train on")
        .hasMessageContaining("0 labelled rows to train on and 200 held out");
    assertThatThrownBy(() -> ranker.fit(rows.drop("shown_at")))
        .hasMessageContaining("time column 'shown_at' is missing");
    assertThatThrownBy(() -> ranker.fit(rows.withColumn("label", expr("if(day < 16, 0, label)"))))
        .hasMessageContaining("one class only before the held-out rows: 0 of 160");
  }

  @Test
  void it_is_made_from_nested_configuration(SparkSession spark) {
    RankerSpec spec =
        new RankerSpec(
            "calibrated",
            Map.of(
                "method",
                "isotonic",
                "ranker",
                Map.of("type", "logistic", "parameters", Map.of("regParam", 0.5))));
    CalibratedRanker ranker = (CalibratedRanker) Rankers.create(spec);
    assertThat(ranker.getOrDefault(ranker.ranker())).contains("0.5");
    assertThat(
            ranker.setFeatureColumns("a").transformSchema(table(spark, 1, 1).schema()).fieldNames())
        .endsWith("probability", "model_score");

    refused("ranker", Map.of("type", "logistics"), "no ranker 'logistics'. Did you mean");
    refused(
        "ranker",
        Map.of("type", "gbt", "parameters", Map.of("max_iter", 3)),
        "no parameter 'max_iter'. Did you mean 'maxIter'?");
    refused("ranker", Map.of("kind", "gbt"), "ranker: {type, parameters}");
    refused("ranker", 3, "ranker: {type, parameters}");
    refused("method", "plat", "platt, isotonic or none");
  }

  private static void refused(String name, Object value, String message) {
    assertThatThrownBy(() -> Rankers.create(new RankerSpec("calibrated", Map.of(name, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_calibrated_ranker_can_be_calibrated_again(SparkSession spark) {
    Dataset<Row> rows = table(spark, 60, 7);
    RankerSpec once =
        new RankerSpec(
            "calibrated",
            Map.of("ranker", Map.of("type", "logistic", "parameters", LOGISTIC.parameters())));
    RankingModel model = ranker(once, "platt").fit(rows);
    assertThat(model.transform(rows).columns())
        .isEqualTo(model.transformSchema(rows.schema()).fieldNames())
        .endsWith("probability", "model_score");
  }
}

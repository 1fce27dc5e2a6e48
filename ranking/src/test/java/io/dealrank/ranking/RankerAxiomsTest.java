package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every ranker, whatever its parameters; they are drawn at random. */
@ExtendWith(SharedSpark.class)
class RankerAxiomsTest {
  /** Stated by {@link FeatureRanker}: what the layout of the input may change. */
  private static final double LAYOUT_TOLERANCE = 1e-9;

  /** Stated by {@link io.dealrank.ranking.glmix.GlmixParams}. */
  private static final double MIXED_LAYOUT_TOLERANCE = 1e-8;

  private static final long SEED = new Random().nextInt(1_000_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "production",
        "popularity",
        "logistic",
        "gbt",
        "xgboost",
        "mixed",
        "calibrated",
        "funnel"
      })
  void every_ranker_keeps_the_axioms(String type, SparkSession spark, @TempDir Path folder)
      throws Exception {
    RankerSpec spec = randomSpec(type, new Random(SEED));
    String clue = "seed " + SEED + ", " + spec;
    Ranker ranker = Rankers.create(spec);
    List<Row> rows = Impressions.random(300, SEED);
    Dataset<Row> table = Impressions.table(spark, rows);
    RankingModel model = ranker.fit(table);
    Map<String, Double> scores = Scores.of(model, table);

    assertThat(scores).as("one score per row: " + clue).hasSize(rows.size());

    Map<String, Double> odd = Scores.of(model, Impressions.table(spark, oddRows()));
    assertThat(odd.values()).as("finite on odd values: " + clue).allMatch(Double::isFinite);

    // XGBoost's contributions are float32, also inside another ranker.
    double exact = spec.toString().contains("xgboost") ? 1e-4 : 1e-9;
    assertThat(Scores.distance(scores, Scores.sumsOfTerms(model, table)))
        .as("the terms add up to the score: " + clue)
        .isLessThanOrEqualTo(exact);
    assertThat(Scores.distance(odd, Scores.sumsOfTerms(model, Impressions.table(spark, oddRows()))))
        .as("the terms add up on odd values: " + clue)
        .isLessThanOrEqualTo(exact);

    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(SEED));
    Dataset<Row> moved = Impressions.table(spark, shuffled).repartition(7);
    assertThat(Scores.distance(scores, Scores.of(ranker.fit(moved), table)))
        .as("rows permuted, 7 partitions instead of 1: " + clue)
        .isLessThanOrEqualTo(type.equals("mixed") ? MIXED_LAYOUT_TOLERANCE : LAYOUT_TOLERANCE);

    Dataset<Row> some = Impressions.table(spark, rows.subList(0, 3));
    Map<String, Double> alone = Scores.of(model, some);
    assertThat(alone)
        .as("independent of other rows: " + clue)
        .allSatisfy((listing, score) -> assertThat(score).isEqualTo(scores.get(listing)));

    String path = folder.resolve("model").toUri().toString();
    model.save(path);
    RankingModel loaded = RankingModel.load(path);
    assertThat(Scores.distance(scores, Scores.of(loaded, table)))
        .as("saved and loaded: " + clue)
        .isLessThanOrEqualTo(1e-12);
    assertThat(loaded.featureWeights()).as(clue).isEqualTo(model.featureWeights());
    assertThat(loaded.summary()).as(clue).isEqualTo(model.summary());
    assertThat(loaded.uid()).as(clue).isEqualTo(model.uid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "gbt", "xgboost"})
  void constant_and_unknown_features_change_nothing_and_are_reported(
      String type, SparkSession spark) {
    RankerSpec spec = randomSpec(type, new Random(SEED));
    String clue = "seed " + SEED + ", " + spec;
    Dataset<Row> table = Impressions.table(spark, Impressions.random(300, SEED));
    Ranker ranker = Rankers.create(spec);
    RankingModel plain = ranker.fit(table);
    RankingModel wide =
        Rankers.create(spec).setFeatureColumns("a", "flat", "b", "empty", "noise").fit(table);

    assertThat(Scores.distance(Scores.of(plain, table), Scores.of(wide, table)))
        .as(clue)
        .isLessThanOrEqualTo(LAYOUT_TOLERANCE);
    assertThat(wide.summary().orElseThrow().constantFeatures()).containsExactly("flat");
    assertThat(wide.summary().orElseThrow().unknownFeatures()).containsExactly("empty");
    assertThat(wide.featureWeights())
        .extracting(FeatureWeight::feature)
        .containsExactly("a", "b", "b is missing", "noise");
  }

  /** Values no training row had: unknown, NaN, infinite, huge. */
  private static List<Row> oddRows() {
    List<Row> rows = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    Collections.addAll(
        values,
        null,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        -0.0);
    for (Double x : values) {
      for (Double y : values) {
        rows.add(
            RowFactory.create(null, "odd" + rows.size(), null, null, null, x, y, y, x, null, x, y));
      }
    }
    return rows;
  }

  private static RankerSpec randomSpec(String type, Random random) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("seed", random.nextLong());
    if (type.equals("popularity")) {
      parameters.put("successesColumn", "responses");
      parameters.put("trialsColumn", "contacts");
      parameters.put("strength", 0.1 + 50 * random.nextDouble());
    }
    if (type.equals("logistic")) {
      parameters.put("regParam", Math.pow(10, -4 + 3 * random.nextDouble()));
      parameters.put("maxIter", 1 + random.nextInt(15));
      parameters.put("elasticNet", random.nextBoolean() ? 0.0 : random.nextDouble());
    }
    if (type.equals("gbt")) {
      parameters.put("maxIter", 2 + random.nextInt(4));
      parameters.put("maxDepth", 1 + random.nextInt(3));
      parameters.put("stepSize", 0.05 + 0.9 * random.nextDouble());
      parameters.put("subsamplingRate", 0.4 + 0.6 * random.nextDouble());
      parameters.put("minInstancesPerNode", 1 + random.nextInt(20));
    }
    if (type.equals("xgboost")) {
      parameters.put("objective", random.nextBoolean() ? "binary:logistic" : "rank:ndcg");
      parameters.put("rounds", 2 + random.nextInt(8));
      parameters.put("maxDepth", 1 + random.nextInt(5));
      parameters.put("learningRate", 0.05 + 0.9 * random.nextDouble());
      parameters.put("minChildWeight", 5 * random.nextDouble());
      parameters.put("subsample", 0.4 + 0.6 * random.nextDouble());
      parameters.put("colsample", 0.4 + 0.6 * random.nextDouble());
      parameters.put("l2", 3 * random.nextDouble());
      parameters.put("maxBins", 2 + random.nextInt(300));
      parameters.put("threads", 1 + random.nextInt(2));
    }
    if (type.equals("mixed")) {
      parameters.put("featureColumns", List.of("a", "b", "noise"));
      parameters.put(
          "randomEffects",
          List.of(Map.of("entity", "query_id", "features", List.of("a"), "l2", 4.0), "position"));
      if (random.nextBoolean()) {
        parameters.put("global", Map.of("type", "xgboost", "parameters", Map.of("rounds", 5)));
        parameters.put("folds", 1 + random.nextInt(3));
      }
    }
    if (type.equals("calibrated") || type.equals("funnel")) {
      RankerSpec inner = randomSpec(random.nextBoolean() ? "logistic" : "gbt", random);
      String method = List.of("platt", "isotonic", "none").get(random.nextInt(3));
      parameters.put("ranker", Map.of("type", inner.type(), "parameters", inner.parameters()));
      parameters.put("timeColumn", "");
      parameters.put("fallback", "rate");
      parameters.put("refit", random.nextBoolean());
      parameters.put("holdout", 0.3 + 0.3 * random.nextDouble());
      if (type.equals("funnel")) {
        parameters.put("stages", List.of("label"));
        parameters.put("methods", List.of(method));
      } else {
        parameters.put("method", method);
      }
    }
    if (List.of("logistic", "gbt", "xgboost").contains(type)) {
      parameters.put("featureColumns", List.of("a", "b", "noise"));
      // workers of xgboost must run at once, and two can
      parameters.put("trainingPartitions", 1 + random.nextInt(type.equals("xgboost") ? 2 : 3));
      if (random.nextBoolean()) {
        parameters.put("weightColumn", "weight");
      }
    }
    return new RankerSpec(type, parameters);
  }
}

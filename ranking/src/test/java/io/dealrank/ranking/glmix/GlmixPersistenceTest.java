package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class GlmixPersistenceTest {
  private static final long SEED = new Random().nextInt(1_000_000);

  @Test
  void a_saved_model_is_the_same_in_another_process(SparkSession spark, @TempDir Path folder)
      throws Exception {
    Dataset<Row> table = MixedRows.table(spark, MixedRows.draw(300, 6, 12, SEED));
    GlmixModel model = MixedRows.classifier().setVariance("full").setPasses(2).fit(table);
    table.write().parquet(ScoredElsewhere.uri(folder, "rows"));
    model.save(ScoredElsewhere.uri(folder, "model"));
    ScoredElsewhere.start(folder);

    assertThat(folder.resolve("fitted.txt")).hasContent(model.fitted().toString());
    Map<String, Double> there =
        scores(spark.read().parquet(ScoredElsewhere.uri(folder, "scored")), "model_score");
    assertThat(there).hasSize(300);
    scores(model.transform(table), "model_score")
        .forEach(
            (id, score) ->
                assertThat(there.get(id)).as("seed " + SEED).isCloseTo(score, within(1e-12)));
    assertThat(lines(spark.read().parquet(ScoredElsewhere.uri(folder, "coefficients"))))
        .as("seed " + SEED)
        .isEqualTo(lines(model.coefficients()));
  }

  @Test
  void a_loaded_model_goes_on_as_an_initial_model(SparkSession spark, @TempDir Path folder)
      throws Exception {
    List<Row> rows = MixedRows.draw(300, 6, 12, SEED);
    GlmixModel model =
        MixedRows.classifier()
            .setVariance("simple")
            .fit(MixedRows.table(spark, rows.subList(0, 150)));
    model.save(ScoredElsewhere.uri(folder, "model"));
    Dataset<Row> next = MixedRows.table(spark, rows.subList(150, 300));
    Map<String, Double> direct =
        GlmixClassifierTest.means(MixedRows.classifier().setInitialModel(model).fit(next));
    Map<String, Double> loaded =
        GlmixClassifierTest.means(
            MixedRows.classifier()
                .setInitialModel(GlmixModel.load(ScoredElsewhere.uri(folder, "model")))
                .fit(next));
    assertThat(loaded.keySet()).isEqualTo(direct.keySet());
    direct.forEach(
        (key, mean) ->
            assertThat(loaded.get(key))
                .as("seed " + SEED + " " + key)
                .isCloseTo(mean, within(1e-8)));
  }

  @Test
  void a_pipeline_is_saved_loaded_and_fitted(SparkSession spark, @TempDir Path folder)
      throws Exception {
    Dataset<Row> table = MixedRows.table(spark, MixedRows.draw(200, 5, 8, SEED));
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new SQLTransformer().setStatement("SELECT *, 2 * weight AS twice FROM __THIS__"),
                  MixedRows.classifier().setWeightColumn("twice").setPasses(1)
                });
    pipeline.save(ScoredElsewhere.uri(folder, "pipeline"));
    PipelineModel model = Pipeline.load(ScoredElsewhere.uri(folder, "pipeline")).fit(table);
    model.save(ScoredElsewhere.uri(folder, "fitted"));
    Map<String, Double> before = scores(model.transform(table), "probability");
    scores(
            PipelineModel.load(ScoredElsewhere.uri(folder, "fitted")).transform(table),
            "probability")
        .forEach((id, p) -> assertThat(p).isCloseTo(before.get(id), within(1e-12)));
    assertThat(model.transform(table).schema()).isEqualTo(model.transformSchema(table.schema()));
  }

  /** A constant has an area under the curve of 0.5. */
  @Test
  void a_cross_validator_chooses_coordinates(SparkSession spark, @TempDir Path folder)
      throws Exception {
    Dataset<Row> table = MixedRows.table(spark, MixedRows.draw(400, 4, 8, SEED));
    GlmixClassifier classifier = MixedRows.classifier().setOffsetColumn("zero").setPasses(1);
    String constant =
        GlmixParamSet.toJson(new Coordinate[] {Coordinate.fixedEffect("constant", null)});
    String mixed = GlmixParamSet.toJson(new Coordinate[] {MixedRows.GLOBAL, MixedRows.EMPLOYER});
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(
                classifier.coordinates(),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of(constant, mixed)))
            .build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(classifier)
            .setEvaluator(
                new BinaryClassificationEvaluator()
                    .setRawPredictionCol("model_score")
                    .setLabelCol("label"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(SEED)
            .fit(table.withColumn("zero", org.apache.spark.sql.functions.lit(0.0)));
    assertThat(model.avgMetrics()[1]).as("seed " + SEED).isGreaterThan(0.55);
    assertThat(model.avgMetrics()[0]).isCloseTo(0.5, within(1e-9));
    GlmixModel best = (GlmixModel) model.bestModel();
    assertThat(best.names()).containsExactly("global", "employer");
    best.write().overwrite().save(ScoredElsewhere.uri(folder, "best"));
    assertThat(GlmixModel.load(ScoredElsewhere.uri(folder, "best")).fitted())
        .isEqualTo(best.fitted());
  }

  static Map<String, Double> scores(Dataset<Row> scored, String column) {
    Map<String, Double> scores = new TreeMap<>();
    for (Row row : scored.select("id", column).collectAsList()) {
      scores.put(row.getString(0), row.getDouble(1));
    }
    return scores;
  }

  private static List<String> lines(Dataset<Row> table) {
    return table.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}

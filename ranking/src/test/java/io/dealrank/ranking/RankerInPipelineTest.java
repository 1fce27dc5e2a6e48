package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rankers are stages like any other of spark.ml. */
@ExtendWith(SharedSpark.class)
class RankerInPipelineTest {
  private static LogisticRegressionRanker ranker() {
    LogisticRegressionRanker ranker = new LogisticRegressionRanker();
    ranker.setTrainingPartitions(1).setFeatureColumns("twice");
    return ranker;
  }

  @Test
  void a_pipeline_is_fitted_saved_and_loaded(SparkSession spark, @TempDir Path folder)
      throws Exception {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(100, 8));
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new SQLTransformer().setStatement("SELECT *, 2 * a AS twice FROM __THIS__"),
                  ranker()
                });
    String unfitted = folder.resolve("pipeline").toUri().toString();
    String fitted = folder.resolve("model").toUri().toString();
    pipeline.save(unfitted);
    PipelineModel model = Pipeline.load(unfitted).fit(table);
    model.save(fitted);

    assertThat(PipelineModel.load(fitted).transform(table).select("model_score").collectAsList())
        .isEqualTo(model.transform(table).select("model_score").collectAsList());
  }

  @Test
  void copies_carry_extra_parameters(SparkSession spark) {
    Dataset<Row> table =
        Impressions.table(spark, Impressions.random(100, 8)).withColumnRenamed("a", "twice");
    LogisticRegressionRanker ranker = ranker();
    RankingModel model =
        ranker.fit(table, new ParamMap().put(ranker.scoreColumn().w("fixed_effect")));
    RankingModel copy = model.copy(new ParamMap().put(model.scoreColumn().w("other")));

    assertThat(model.transform(table).columns()).endsWith("fixed_effect");
    assertThat(copy.transform(table).columns()).endsWith("other");
    assertThat(copy.uid()).isEqualTo(model.uid());
    assertThat(copy.featureWeights()).isEqualTo(model.featureWeights());
  }

  @Test
  void models_score_alike_in_another_process(SparkSession spark, @TempDir Path folder)
      throws Exception {
    Dataset<Row> table =
        Impressions.table(spark, Impressions.random(100, 8)).withColumnRenamed("a", "twice");
    String rows = folder.resolve("rows").toUri().toString();
    table.write().parquet(rows);
    Map<String, RankingModel> models =
        Map.of(
            "logistic", ranker().fit(table),
            "xgboost", new XgboostRanker().setFeatureColumns("twice", "b").fit(table));
    for (String name : models.keySet()) {
      models.get(name).save(folder.resolve(name).toUri().toString());
    }
    LoadedElsewhere.start(folder, rows, List.copyOf(models.keySet()));

    models.forEach(
        (name, model) -> {
          assertThat(folder.resolve(name + ".txt"))
              .hasContent(model.uid() + " " + model.featureWeights());
          Map<String, Double> there =
              Scores.in(spark.read().parquet(folder.resolve(name + "_scored").toUri().toString()));
          assertThat(Scores.distance(there, Scores.of(model, table)))
              .as(name)
              .isLessThanOrEqualTo(1e-12);
        });
  }

  @Test
  void a_folder_with_something_else_is_refused(SparkSession spark, @TempDir Path folder)
      throws Exception {
    String path = folder.resolve("stage").toUri().toString();
    new SQLTransformer().setStatement("SELECT * FROM __THIS__").save(path);
    assertThatThrownBy(() -> RankingModel.load(path))
        .hasMessageContaining("SQLTransformer, not a RankingModel");
  }
}

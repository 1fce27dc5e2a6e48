package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.ModelProvenance;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits rankers on what was known at each cut-off: the impressions before it whose attribution
 * window had closed.
 *
 * @param rows the training set
 * @param features the features the rankers learn from
 */
record RankerFits(
    Invocation invocation,
    VerticalFile file,
    Dataset<Row> rows,
    TimeSplit split,
    List<String> features) {

  static RankerFits of(Invocation invocation, VerticalFile file, Workspace workspace) {
    Dataset<Row> rows = TrainCommand.readTrainingSet(workspace, file);
    return new RankerFits(
        invocation, file, rows, TimeSplit.of(file.vertical(), rows), TrainCommand.features(file));
  }

  /** Fits and saves one model per cut-off; the run is not published yet. */
  List<ModelProvenance> fit(RankerSpec spec, String target, ModelRuns runs) {
    List<ModelProvenance> saved = new ArrayList<>();
    for (Instant cutoff : split.cutoffs()) {
      invocation.progress().step("train " + spec.type() + " for " + target + " until " + cutoff);
      Dataset<Row> known =
          rows.filter(col("mature").and(col("shown_at").lt(lit(cutoff.minus(split.gap())))))
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        saved.add(fit(spec, target, cutoff, known, runs));
      } finally {
        var unused = known.unpersist();
      }
    }
    return saved;
  }

  private ModelProvenance fit(
      RankerSpec spec, String target, Instant cutoff, Dataset<Row> known, ModelRuns runs) {
    String label = "label_" + target;
    Row counts =
        known
            .agg(
                count(lit(1)).as("rows"),
                sum(label).as("positives"),
                countDistinct("query_id").as("queries"),
                min("shown_at").as("first"))
            .head();
    if (counts.getLong(0) == 0 || counts.<Long>getAs("positives") == 0) {
      throw new DealrankException(
          counts.getLong(0)
              + " training rows before "
              + cutoff
              + " hold no positive of '"
              + target
              + "'.",
          "A ranker learns the difference between positives and the rest.",
          "Choose a later split.test_from, or check that the outcome is mapped.");
    }
    long seed = file.vertical().ranker().seed();
    Ranker ranker =
        Rankers.create(spec)
            .setFeatureColumns(features.toArray(String[]::new))
            .setLabelColumn(label)
            .setWeightColumn("weight")
            .setQueryColumn("query_id")
            .setSeed(seed);
    RankingModel model = ranker.fit(known);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("training_auc", auc(model.transform(known), label));
    metrics.put("training_rows", (double) counts.getLong(0));
    metrics.put("training_positives", (double) counts.<Long>getAs("positives"));
    ModelProvenance provenance =
        new ModelProvenance(
            TimeSplit.version(cutoff),
            file.vertical().vertical(),
            new ModelProvenance.Recipe(spec, label, features, seed),
            new ModelProvenance.TrainingSlice(
                counts.getLong(0),
                counts.<Long>getAs("positives"),
                counts.<Long>getAs("queries"),
                counts.getAs("first"),
                cutoff.minus(split.gap()),
                split.gap()),
            new ModelProvenance.Origin(
                runs.tableVersions(file.vertical()), CodeVersion.text(), invocation.startedAt()),
            metrics);
    runs.save(target, model, provenance);
    return provenance;
  }

  private static double auc(Dataset<Row> scored, String label) {
    return new BinaryClassificationEvaluator()
        .setLabelCol(label)
        .setRawPredictionCol("model_score")
        .evaluate(scored.withColumn(label, col(label).cast("double")));
  }
}

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
import io.dealrank.ranking.selection.SearchResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits rankers on what was known at each cut-off: the impressions before it whose attribution
 * window had closed, or as {@link KnownRows} says.
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

  /** The same from other features. */
  RankerFits with(List<String> others) {
    return new RankerFits(invocation, file, rows, split, others);
  }

  /** The same at other cut-offs. */
  RankerFits at(TimeSplit other) {
    return new RankerFits(invocation, file, rows, other, features);
  }

  /** Fits and saves one model per cut-off; the run is not published yet. */
  List<ModelProvenance> fit(RankerSpec spec, String target, ModelRuns runs) {
    ObservationChecks.require(file, spec);
    RankerSelection selection = new RankerSelection(file, features);
    KnownRows all = new KnownRows(file, rows, split.gap(), spec);
    List<ModelProvenance> saved = new ArrayList<>();
    for (Instant cutoff : split.cutoffs()) {
      invocation.progress().step("train " + spec.type() + " for " + target + " until " + cutoff);
      ObservedRows known = all.at(cutoff, target);
      Dataset<Row> kept = known.rows().persist(StorageLevel.MEMORY_AND_DISK());
      try {
        Row counts = counts(kept, target, cutoff);
        Optional<SearchResult> tried =
            selection.appliesTo(spec)
                ? Optional.of(selection.search(target, all, cutoff, counts.<Instant>getAs("first")))
                : Optional.empty();
        saved.add(fit(spec, known.with(kept), counts, tried, runs));
      } finally {
        var unused = kept.unpersist();
      }
    }
    return saved;
  }

  private static Row counts(Dataset<Row> known, String target, Instant cutoff) {
    Row counts =
        known
            .agg(
                count(lit(1)).as("rows"),
                sum("label_" + target).as("positives"),
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
    return counts;
  }

  private ModelProvenance fit(
      RankerSpec given,
      ObservedRows known,
      Row counts,
      Optional<SearchResult> tried,
      ModelRuns runs) {
    String label = "label_" + known.target();
    long seed = file.vertical().ranker().seed();
    RankerSpec spec = tried.map(SearchResult::best).orElse(given);
    Ranker ranker =
        Rankers.create(spec)
            .setFeatureColumns(features.toArray(String[]::new))
            .setLabelColumn(label)
            .setWeightColumn("weight")
            .setQueryColumn("query_id")
            .setSeed(seed);
    RankingModel model = known.fit(ranker);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("training_auc", auc(model.transform(known.rows()), label));
    metrics.put("training_rows", (double) counts.getLong(0));
    metrics.put("training_positives", (double) counts.<Long>getAs("positives"));
    metrics.putAll(known.metrics());
    tried.ifPresent(result -> metrics.putAll(result.metrics()));
    ModelProvenance provenance =
        new ModelProvenance(
            TimeSplit.version(known.instant()),
            file.vertical().vertical(),
            new ModelProvenance.Recipe(spec, label, features, seed),
            new ModelProvenance.TrainingSlice(
                counts.getLong(0),
                counts.<Long>getAs("positives"),
                counts.<Long>getAs("queries"),
                counts.getAs("first"),
                known.instant().minus(known.left()),
                known.left()),
            new ModelProvenance.Origin(
                runs.tableVersions(file.vertical()), CodeVersion.text(), invocation.startedAt()),
            metrics);
    Map<String, String> texts = new LinkedHashMap<>(known.files());
    tried.ifPresent(result -> texts.put("selection.json", result.toJson()));
    runs.save(known.target(), model, provenance, texts);
    return provenance;
  }

  private static double auc(Dataset<Row> scored, String label) {
    return new BinaryClassificationEvaluator()
        .setLabelCol(label)
        .setRawPredictionCol("model_score")
        .evaluate(scored.withColumn(label, col(label).cast("double")));
  }
}

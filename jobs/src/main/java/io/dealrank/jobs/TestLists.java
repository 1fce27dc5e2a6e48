package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.dealrank.features.training.TrainingSet;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.ModelProvenance;
import io.dealrank.ranking.ModelStore;
import io.dealrank.ranking.RankingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The mature lists of a training set and how time cuts them. A list belongs to its {@code
 * list_time}; one of the test period is ranked by the latest model whose cut-off is not after it.
 *
 * @param rows the mature rows of the training set: training and test
 * @param split how they are cut
 */
record TestLists(VerticalFile file, Dataset<Row> rows, TimeSplit split) {

  /** DOUBLE column of {@link #scoredWithout}. */
  static final String WITHOUT = "__score_without";

  static TestLists of(VerticalFile file, Dataset<Row> trainingSet) {
    Dataset<Row> rows = trainingSet.filter(col("mature"));
    if (!List.of(rows.columns()).contains(TrainingSet.LIST_TIME)) {
      // Written by an earlier version.
      rows =
          rows.withColumn(
              TrainingSet.LIST_TIME, min("queried_at").over(Window.partitionBy("query_id")));
    }
    return new TestLists(file, rows, TimeSplit.of(file.vertical(), rows));
  }

  /**
   * The rows of the test period with the score of the model of their fold.
   *
   * @param models to which the provenance of every model is added, in the order of the cut-offs
   */
  Dataset<Row> ranked(ModelStore store, List<ModelProvenance> models) {
    Dataset<Row> scored = ranked(store);
    try {
      for (Instant cutoff : split.cutoffs()) {
        models.add(store.provenance(TimeSplit.version(cutoff)));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return scored;
  }

  /** The rows of the test period with the score of the model of their fold. */
  Dataset<Row> ranked(ModelStore store) {
    return byFold(store, RankingModel::transform);
  }

  /** The rows of a period with the score of one model. */
  Dataset<Row> rankedBy(ModelStore store, String version, Instant from, Instant to) {
    return load(store, version).transform(between(from, to));
  }

  /**
   * The ranked rows with {@link #WITHOUT}: the score of the same model where it does not know some
   * features.
   */
  Dataset<Row> scoredWithout(ModelStore store, List<String> features) {
    return byFold(
        store,
        (model, rows) -> {
          Dataset<Row> unknown = model.transform(rows);
          for (String feature : features) {
            unknown = unknown.withColumn(feature, lit(null).cast("double"));
          }
          return model.withScoreAs(unknown, WITHOUT);
        });
  }

  private Dataset<Row> byFold(
      ModelStore store, BiFunction<RankingModel, Dataset<Row>, Dataset<Row>> score) {
    Dataset<Row> scored = null;
    for (int fold = 0; fold < split.cutoffs().size(); fold++) {
      Instant cutoff = split.cutoffs().get(fold);
      RankingModel model = load(store, TimeSplit.version(cutoff));
      Dataset<Row> ranked = score.apply(model, between(cutoff, split.until(fold)));
      scored = scored == null ? ranked : scored.unionByName(ranked);
    }
    return scored;
  }

  private RankingModel load(ModelStore store, String version) {
    try {
      return ModelRuns.load(store, version, "bin/dealrank train --vertical " + file.path());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The rows of the test period, ordered as production did. */
  Dataset<Row> asShown() {
    return inProductionOrder(between(split.cutoffs().get(0), split.end()));
  }

  /** Rows with the score that gives them the production order. */
  static Dataset<Row> inProductionOrder(Dataset<Row> rows) {
    return rows.withColumn("model_score", col("position").cast("double").multiply(-1));
  }

  /**
   * Scored rows as the evaluation reads them, one outcome as the label.
   *
   * @param further columns to keep
   */
  static Dataset<Row> judged(Dataset<Row> rows, String target, Column... further) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col("query_id"),
                col("searcher_id"),
                col("listing_id"),
                col("position"),
                col("segments"),
                col("label_" + target).as("label"),
                col("production_score"),
                col("model_score")));
    columns.addAll(List.of(further));
    return rows.select(columns.toArray(Column[]::new));
  }

  /** What a target and a list of the vertical are called in a report. */
  String title(String target, String list) {
    return target
        + " within "
        + file.vertical().label().within()
        + (file.vertical().lists().size() > 1 ? ", " + list.replace('_', ' ') : "");
  }

  /** Adds what made the numbers: seed, code, tables, and how time was cut. */
  void describe(
      Map<String, String> provenance, long seed, String code, Map<String, Long> tableVersions) {
    provenance.put("seed", String.valueOf(seed));
    provenance.put("code version", code);
    tableVersions.forEach((table, version) -> provenance.put(table, "version " + version));
    provenance.put(
        "cut-offs", String.join(", ", split.cutoffs().stream().map(TestLists::day).toList()));
    provenance.put(
        "test period",
        "queries of [" + day(split.cutoffs().get(0)) + ", " + day(split.end()) + "), UTC");
    provenance.put("attribution window and gap", file.vertical().label().within().toString());
    provenance.put("features as of", file.vertical().accuracy().name().toLowerCase(Locale.ROOT));
  }

  private Dataset<Row> between(Instant from, Instant to) {
    return rows.filter(col("list_time").geq(lit(from)).and(col("list_time").lt(lit(to))));
  }

  private static String day(Instant instant) {
    return instant.toString().substring(0, 10);
  }
}

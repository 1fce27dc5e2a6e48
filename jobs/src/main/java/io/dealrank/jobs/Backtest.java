package io.dealrank.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.ListCounts;
import io.dealrank.evaluation.backtest.PerQuery;
import io.dealrank.evaluation.backtest.PositionRates;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import io.dealrank.evaluation.report.Evidence;
import io.dealrank.evaluation.report.Reference;
import io.dealrank.evaluation.report.TargetSection;
import io.dealrank.features.Lake;
import io.dealrank.features.training.FeatureColumn;
import io.dealrank.features.training.Labels;
import io.dealrank.features.vertical.Span;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.ModelProvenance;
import io.dealrank.ranking.ModelStore;
import io.dealrank.ranking.RankingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/**
 * The backtest of one vertical: every test query is ranked by the latest model whose cut-off is not
 * after it, and compared with the production order.
 */
final class Backtest {
  private static final List<BacktestMetric> METRICS = BacktestMetric.DEFAULTS;
  private static final List<String> REFERENCE_METRICS = List.of("ndcg", "ndcg_10");

  private final Invocation invocation;
  private final VerticalFile file;
  private final Workspace workspace;
  private final ModelRuns runs;
  private final Conventions conventions;

  Backtest(
      Invocation invocation,
      VerticalFile file,
      Workspace workspace,
      ModelRuns runs,
      Conventions conventions) {
    this.invocation = invocation;
    this.file = file;
    this.workspace = workspace;
    this.runs = runs;
    this.conventions = conventions;
  }

  /**
   * What all sections are made from.
   *
   * @param rows the mature rows of the training set
   * @param split how they are cut into training and test
   * @param lake the logs as they were imported
   * @param immature rows of the training set that are left out
   */
  private record Log(Dataset<Row> rows, TimeSplit split, Lake lake, long immature) {}

  /**
   * One section per target and list of the vertical; adds what made the numbers to the provenance.
   */
  List<TargetSection> sections(Map<String, String> provenance) {
    Dataset<Row> all = TrainCommand.readTrainingSet(workspace, file);
    Dataset<Row> rows =
        all.filter(col("mature"))
            .withColumn("list_time", min("queried_at").over(Window.partitionBy("query_id")));
    Log log =
        new Log(
            rows,
            TimeSplit.of(file.vertical(), rows),
            LakeTable.open(workspace, file.vertical()),
            all.filter("not mature").count());
    List<TargetSection> sections = new ArrayList<>();
    for (String target : file.vertical().label().targets()) {
      sections.addAll(sections(target, log, provenance));
    }
    return sections;
  }

  private List<TargetSection> sections(String target, Log log, Map<String, String> provenance) {
    Vertical vertical = file.vertical();
    TimeSplit split = log.split();
    String run = runs.current(target, "bin/dealrank train --vertical " + file.path());
    ModelStore store = runs.store(target, run);
    List<ModelProvenance> models = new ArrayList<>();
    invocation.progress().step("rank the test queries for " + target);
    Dataset<Row> scored = score(log, store, models).persist(StorageLevel.MEMORY_AND_DISK());
    provenance.put("model run for " + target, run);
    ModelProvenance last = models.get(models.size() - 1);
    provenance.put("ranker for " + target, last.recipe().ranker().toString());
    provenance.put("seed", String.valueOf(last.recipe().seed()));
    provenance.put("code version", last.origin().codeVersion());
    last.origin().tableVersions().forEach((t, v) -> provenance.put(t, "version " + v));
    provenance.put("cut-offs", days(split.cutoffs()));
    provenance.put(
        "test period",
        "queries of [" + day(split.cutoffs().get(0)) + ", " + day(split.end()) + "), UTC");
    provenance.put("attribution window and gap", vertical.label().within().toString());
    provenance.put("features as of", vertical.accuracy().name().toLowerCase(Locale.ROOT));
    List<TargetSection> sections = new ArrayList<>();
    try {
      for (Map.Entry<String, String> list : vertical.lists().entrySet()) {
        sections.add(section(target, list.getKey(), list.getValue(), log, scored, models));
      }
    } finally {
      var unused = scored.unpersist();
    }
    return sections;
  }

  private Dataset<Row> score(Log log, ModelStore store, List<ModelProvenance> models) {
    TimeSplit split = log.split();
    Dataset<Row> scored = null;
    for (int fold = 0; fold < split.cutoffs().size(); fold++) {
      Instant cutoff = split.cutoffs().get(fold);
      String version = TimeSplit.version(cutoff);
      Dataset<Row> queries =
          log.rows()
              .filter(
                  col("list_time")
                      .geq(lit(cutoff))
                      .and(col("list_time").lt(lit(split.until(fold)))));
      Dataset<Row> ranked;
      try {
        RankingModel model =
            ModelRuns.load(store, version, "bin/dealrank train --vertical " + file.path());
        models.add(store.provenance(version));
        ranked = model.transform(queries);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      scored = scored == null ? ranked : scored.unionByName(ranked);
    }
    return scored;
  }

  private TargetSection section(
      String target,
      String list,
      String where,
      Log log,
      Dataset<Row> scored,
      List<ModelProvenance> models) {
    Vertical vertical = file.vertical();
    Bootstrap bootstrap = new Bootstrap(1000, 0.95, vertical.ranker().seed());
    invocation.progress().step("compare " + target + ", " + list);
    Dataset<Row> judged = judged(scored.filter(col("in_" + list)), target);
    Dataset<Row> perQuery =
        PerQuery.of(judged, METRICS, conventions).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      perQuery
          .write()
          .mode("overwrite")
          .parquet(
              new ReportFolder(workspace, runs.run()).path()
                  + "/per_query/target="
                  + target
                  + "/list="
                  + list);
      ListCounts counts = ListCounts.from(ListCounts.of(perQuery).head());
      List<ComparisonRow> comparison =
          Comparison.of(perQuery, METRICS, bootstrap).collectAsList().stream()
              .map(ComparisonRow::from)
              .toList();
      List<PositionRates.Rate> positions =
          PositionRates.of(judged).collectAsList().stream()
              .map(PositionRates.Rate::from)
              .sorted(Comparator.comparingInt(PositionRates.Rate::position))
              .toList();
      List<SingleFeatureCheck.Result> features =
          singleFeatures(log.rows().filter(col("in_" + list)), target);
      BacktestValidity validity =
          new BacktestValidity(file, log.split(), models, counts, features, comparison);
      return new TargetSection(
          target
              + " within "
              + vertical.label().within()
              + (vertical.lists().size() > 1 ? ", " + list.replace('_', ' ') : ""),
          "ndcg_10",
          conventions,
          bootstrap,
          withImmature(counts.named(), log.immature()),
          validity.assess(),
          comparison,
          new Evidence(positions, features, references(target, where, log.lake())));
    } finally {
      var unused = perQuery.unpersist();
    }
  }

  private static Map<String, Long> withImmature(Map<String, Long> counts, long immature) {
    Map<String, Long> all = new LinkedHashMap<>(counts);
    all.put("impressions of the log left out, attribution window still open", immature);
    return all;
  }

  private static Dataset<Row> judged(Dataset<Row> rows, String target) {
    return rows.select(
        col("query_id"),
        col("searcher_id"),
        col("listing_id"),
        col("position"),
        col("segments"),
        col("label_" + target).as("label"),
        col("production_score"),
        col("model_score"));
  }

  /** Every feature alone, over all mature lists: training and test. */
  private List<SingleFeatureCheck.Result> singleFeatures(Dataset<Row> rows, String target) {
    List<String> features = FeatureColumn.of(file).stream().map(FeatureColumn::name).toList();
    List<Column> columns = new ArrayList<>();
    Dataset<Row> judged =
        rows.withColumn("label", col("label_" + target)).withColumn("model_score", lit(0.0));
    for (String column :
        List.of(
            "query_id",
            "searcher_id",
            "listing_id",
            "position",
            "segments",
            "label",
            "production_score",
            "model_score")) {
      columns.add(col(column));
    }
    features.forEach(f -> columns.add(col(f)));
    return SingleFeatureCheck.of(
            judged.select(columns.toArray(Column[]::new)),
            features,
            conventions,
            SingleFeatureCheck.TOO_GOOD)
        .collectAsList()
        .stream()
        .map(SingleFeatureCheck.Result::from)
        .toList();
  }

  /** The production order alone over all lists of the log, whatever happened whenever. */
  private List<Reference> references(String target, String where, Lake lake) {
    Dataset<Row> shown = lake.impressions().filter(expr(where));
    Dataset<Row> observed =
        Labels.observe(
            shown,
            lake.impressions(),
            lake,
            Map.of(target, file.vertical().label().outcomes().get(target)),
            Span.parse("all"));
    Dataset<Row> judged =
        judged(
            observed.withColumn("model_score", col("position").cast("double").multiply(-1)),
            target);
    List<BacktestMetric> metrics = REFERENCE_METRICS.stream().map(BacktestMetric::of).toList();
    Dataset<Row> perQuery =
        PerQuery.of(judged, metrics, conventions).filter(col("state").equalTo("compared"));
    Row means =
        perQuery
            .agg(
                count(lit(1)),
                metrics.stream().map(m -> avg(m.productionColumn())).toArray(Column[]::new))
            .head();
    List<Reference> references = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      double value = means.isNullAt(i + 1) ? Double.NaN : means.getDouble(i + 1);
      references.add(new Reference(metrics.get(i).name(), value, means.getLong(0)));
    }
    return references;
  }

  private static String days(List<Instant> instants) {
    return String.join(", ", instants.stream().map(Backtest::day).toList());
  }

  private static String day(Instant instant) {
    return instant.toString().substring(0, 10);
  }
}

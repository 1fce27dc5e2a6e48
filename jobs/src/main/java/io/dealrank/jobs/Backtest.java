package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.ListCounts;
import io.dealrank.evaluation.backtest.PositionRates;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import io.dealrank.evaluation.report.Evidence;
import io.dealrank.evaluation.report.TargetSection;
import io.dealrank.features.Lake;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.ModelProvenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The backtest of one vertical: every test query is ranked by the latest model whose cut-off is not
 * after it, and compared with the production order.
 */
final class Backtest {
  private static final List<BacktestMetric> METRICS = BacktestMetric.DEFAULTS;

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
   * @param lake the logs as they were imported
   * @param immature rows of the training set that are left out
   */
  private record Log(TestLists lists, Lake lake, long immature) {}

  /**
   * One section per target and list of the vertical; adds what made the numbers to the provenance.
   */
  List<TargetSection> sections(Map<String, String> provenance) {
    Dataset<Row> all = TrainCommand.readTrainingSet(workspace, file);
    Log log =
        new Log(
            TestLists.of(file, all),
            LakeTable.open(workspace, file.vertical()),
            all.filter("not mature").count());
    List<TargetSection> sections = new ArrayList<>();
    try (QueryFiles files = QueryFiles.open(workspace.trainingSet())) {
      for (String target : file.vertical().label().targets()) {
        sections.addAll(sections(target, log, files, provenance));
      }
    }
    return sections;
  }

  private List<TargetSection> sections(
      String target, Log log, QueryFiles files, Map<String, String> provenance) {
    Vertical vertical = file.vertical();
    String run = runs.current(target, "bin/dealrank train --vertical " + file.path());
    List<ModelProvenance> models = new ArrayList<>();
    invocation.progress().step("rank the test queries for " + target);
    Dataset<Row> scored =
        log.lists().ranked(runs.store(target, run), models).persist(StorageLevel.MEMORY_AND_DISK());
    provenance.put("model run for " + target, run);
    ModelProvenance last = models.get(models.size() - 1);
    provenance.put("ranker for " + target, last.recipe().ranker().toString());
    log.lists()
        .describe(
            provenance,
            last.recipe().seed(),
            last.origin().codeVersion(),
            last.origin().tableVersions());
    List<TargetSection> sections = new ArrayList<>();
    try {
      for (Map.Entry<String, String> list : vertical.lists().entrySet()) {
        sections.add(section(target, list.getKey(), list.getValue(), log, files, scored, models));
      }
    } finally {
      var unused = scored.unpersist();
    }
    return sections;
  }

  private TargetSection section(
      String target,
      String list,
      String where,
      Log log,
      QueryFiles files,
      Dataset<Row> scored,
      List<ModelProvenance> models) {
    Bootstrap bootstrap = bootstrap(file);
    invocation.progress().step("compare " + target + ", " + list);
    Dataset<Row> judged = TestLists.judged(scored.filter(col("in_" + list)), target);
    Dataset<Row> perQuery =
        files.perQuery(judged, METRICS, conventions).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      perQuery
          .write()
          .mode("overwrite")
          .parquet(new ReportFolder(workspace, runs.run()).perQuery(target, list));
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
      BacktestEvidence evidence = new BacktestEvidence(file, conventions);
      List<SingleFeatureCheck.Result> features =
          evidence.singleFeatures(log.lists().rows().filter(col("in_" + list)), target);
      BacktestValidity validity =
          new BacktestValidity(file, log.lists().split(), models, counts, features, comparison);
      return new TargetSection(
          log.lists().title(target, list),
          "ndcg_10",
          conventions,
          bootstrap,
          withImmature(counts.named(), log.immature()),
          validity.assess(),
          comparison,
          new Evidence(positions, features, evidence.references(target, where, log.lake())));
    } finally {
      var unused = perQuery.unpersist();
    }
  }

  /** How the intervals of a vertical's reports are made. */
  static Bootstrap bootstrap(VerticalFile file) {
    return new Bootstrap(1000, 0.95, file.vertical().ranker().seed());
  }

  static Map<String, Long> withImmature(Map<String, Long> counts, long immature) {
    Map<String, Long> all = new LinkedHashMap<>(counts);
    all.put("impressions of the log left out, attribution window still open", immature);
    return all;
  }
}

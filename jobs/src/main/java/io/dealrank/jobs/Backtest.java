package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.ControlOrders;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.ListCounts;
import io.dealrank.evaluation.backtest.PositionRates;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import io.dealrank.evaluation.report.Chapter;
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
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The backtest of one vertical: every test query is ranked by the latest model whose cut-off is not
 * after it, and compared with the production order.
 */
final class Backtest {
  private static final List<BacktestMetric> METRICS = BacktestMetric.DEFAULTS;

  /** The metric of the headline. */
  static final BacktestMetric PRIMARY = BacktestMetric.of("ndcg_10");

  private final Invocation invocation;
  private final VerticalFile file;
  private final Workspace workspace;
  private final ModelRuns runs;
  private final Conventions conventions;
  private final BacktestOptions options;

  Backtest(
      Invocation invocation,
      VerticalFile file,
      Workspace workspace,
      ModelRuns runs,
      Conventions conventions,
      BacktestOptions options) {
    this.invocation = invocation;
    this.file = file;
    this.workspace = workspace;
    this.runs = runs;
    this.conventions = conventions;
    this.options = options;
  }

  /**
   * What all sections are made from.
   *
   * @param lake the logs as they were imported
   * @param all the training set
   * @param immature rows of the training set that are left out
   * @param examination how often positions are looked at
   */
  private record Log(
      TestLists lists,
      Lake lake,
      Dataset<Row> all,
      long immature,
      ExaminationEvidence examination) {}

  /**
   * One section per target and list of the vertical; adds what made the numbers to the provenance.
   */
  List<TargetSection> sections(Map<String, String> provenance) {
    Dataset<Row> all = TrainCommand.readTrainingSet(workspace, file);
    TestLists lists = TestLists.of(file, all);
    invocation.progress().step("examination of positions");
    Log log =
        new Log(
            lists,
            LakeTable.open(workspace, file.vertical()),
            all,
            all.filter("not mature").count(),
            ExaminationEvidence.of(file, lists.rows()));
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
        RankedLists ranked =
            new RankedLists(
                target,
                list.getKey(),
                list.getValue(),
                scored.filter(col("in_" + list.getKey())),
                models,
                runs.store(target, run));
        sections.add(section(ranked, log, files));
      }
    } finally {
      var unused = scored.unpersist();
    }
    return sections;
  }

  private TargetSection section(RankedLists ranked, Log log, QueryFiles files) {
    String target = ranked.target();
    Bootstrap bootstrap = bootstrap(file);
    invocation.progress().step("compare " + target + ", " + ranked.list());
    Dataset<Row> judged = TestLists.judged(ranked.rows(), target);
    List<BacktestMetric> measured =
        Stream.concat(METRICS.stream(), BacktestChapters.CURVE.stream()).distinct().toList();
    Dataset<Row> perQuery =
        files.perQuery(judged, measured, conventions).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      perQuery
          .write()
          .mode("overwrite")
          .parquet(new ReportFolder(workspace, runs.run()).perQuery(target, ranked.list()));
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
          evidence.singleFeatures(log.lists().rows().filter(col("in_" + ranked.list())), target);
      List<Chapter> chapters =
          new BacktestChapters(
                  invocation, file, runs, conventions, options, log.examination(), files)
              .of(ranked, perQuery, counts.lists(), log.lists(), log.all());
      BacktestValidity validity =
          new BacktestValidity(
              file,
              log.lists().split(),
              ranked.models(),
              counts,
              features,
              comparison,
              controls(judged, files),
              log.immature(),
              BacktestChapters.corrected(chapters));
      Evidence standing =
          new Evidence(
              positions, features, evidence.references(target, ranked.where(), log.lake()));
      for (Chapter chapter : chapters) {
        standing = standing.with(chapter);
      }
      return new TargetSection(
          log.lists().title(target, ranked.list()),
          PRIMARY.name(),
          conventions,
          bootstrap,
          withImmature(counts.named(), log.immature()),
          validity.assess(),
          comparison,
          standing);
    } finally {
      var unused = perQuery.unpersist();
    }
  }

  private ControlChecks controls(Dataset<Row> judged, QueryFiles files) {
    ControlOrders orders = new ControlOrders(file.vertical().ranker().seed(), conventions);
    return new ControlChecks(
        WholeComparison.of(
            orders.perQuery(judged, files.layout(judged)), ControlOrders.NAMES, bootstrap(file)));
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

package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.ListCounts;
import io.dealrank.evaluation.backtest.RankerPairs;
import io.dealrank.evaluation.report.RankerResult;
import io.dealrank.evaluation.report.RankersSection;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.RankerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The backtest of several rankers of one vertical: each is fitted at the same cut-offs on the same
 * features, ranks the same test queries, and is compared with the production order and with the
 * first ranker. What a list is worth in each order is written once per ranker, and every comparison
 * reads it from there.
 *
 * @param runs the models of a ranker go to a run of its own, which is never made the current one
 */
record RankersBacktest(
    Invocation invocation,
    VerticalFile file,
    Workspace workspace,
    ModelRuns runs,
    Conventions conventions) {
  private static final List<BacktestMetric> METRICS = BacktestMetric.DEFAULTS;

  /**
   * A ranker after fitting and measuring.
   *
   * @param failure why it has no result; empty where it has one
   */
  private record Measured(RankerSpec spec, double seconds, String failure) {}

  /** One section per target and list; adds what made the numbers to the provenance. */
  List<RankersSection> sections(List<RankerSpec> rankers, Map<String, String> provenance) {
    RankerFits fits = RankerFits.of(invocation, file, workspace);
    TestLists lists = TestLists.of(file, fits.rows());
    long immature = fits.rows().filter("not mature").count();
    for (RankerSpec ranker : rankers) {
      provenance.put("parameters of " + ranker.type(), ranker.parameters().toString());
      provenance.put("model run of " + ranker.type(), runs.of(ranker).run());
    }
    lists.describe(
        provenance,
        file.vertical().ranker().seed(),
        CodeVersion.text(),
        runs.tableVersions(file.vertical()));
    List<RankersSection> sections = new ArrayList<>();
    try (QueryFiles files = QueryFiles.open(workspace.trainingSet())) {
      for (String target : file.vertical().label().targets()) {
        List<Measured> measured = new ArrayList<>();
        for (RankerSpec ranker : rankers) {
          measured.add(measure(ranker, target, fits, lists, files));
        }
        for (String list : file.vertical().lists().keySet()) {
          invocation.progress().step("compare " + target + ", " + list);
          sections.add(section(target, list, lists, files, measured, immature));
        }
      }
    }
    return sections;
  }

  /** Fits a ranker and writes what its orders are worth; a failure is kept and told later. */
  private Measured measure(
      RankerSpec ranker, String target, RankerFits fits, TestLists lists, QueryFiles files) {
    try {
      long started = System.nanoTime();
      var unused = fits.fit(ranker, target, runs.of(ranker));
      double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
      write(ranker, target, lists, files);
      return new Measured(ranker, seconds, "");
    } catch (RuntimeException | LinkageError failed) {
      String reason = Failure.of(failed).problem();
      invocation.progress().warn(ranker.type() + " failed for " + target + ": " + reason);
      return new Measured(ranker, Double.NaN, reason);
    }
  }

  private void write(RankerSpec ranker, String target, TestLists lists, QueryFiles files) {
    invocation.progress().step("rank the test queries for " + target + " by " + ranker.type());
    String run = runs.of(ranker).run();
    Dataset<Row> scored =
        lists.ranked(runs.store(target, run)).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      for (String list : file.vertical().lists().keySet()) {
        files
            .perQuery(
                TestLists.judged(scored.filter(col("in_" + list)), target), METRICS, conventions)
            .write()
            .parquet(perQuery(target, list, ranker));
      }
    } finally {
      var unused = scored.unpersist();
    }
  }

  private RankersSection section(
      String target,
      String list,
      TestLists lists,
      QueryFiles files,
      List<Measured> measured,
      long immature) {
    Dataset<Row> shown =
        files
            .perQuery(
                TestLists.judged(lists.asShown().filter(col("in_" + list)), target),
                METRICS,
                conventions)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<String, Long> counts =
          new LinkedHashMap<>(ListCounts.from(ListCounts.of(shown).head()).named());
      counts.remove(ListCounts.TIED);
      List<RankerResult> results = new ArrayList<>();
      for (Measured ranker : measured) {
        results.add(result(target, list, ranker, measured.get(0)));
      }
      return new RankersSection(
          lists.title(target, list),
          "ndcg_10",
          conventions,
          Backtest.bootstrap(file),
          Backtest.withImmature(counts, immature),
          compare(shown),
          results);
    } finally {
      var unused = shown.unpersist();
    }
  }

  private RankerResult result(String target, String list, Measured measured, Measured first) {
    RankerSpec ranker = measured.spec();
    if (!measured.failure().isEmpty()) {
      return RankerResult.failed(ranker.type(), ranker.parameters(), measured.failure());
    }
    Dataset<Row> perQuery = read(target, list, ranker);
    return new RankerResult(
        ranker.type(),
        ranker.parameters(),
        measured.seconds(),
        ListCounts.from(ListCounts.of(perQuery).head()).tiedShare(),
        compare(perQuery),
        first.failure().isEmpty()
            ? compare(RankerPairs.of(perQuery, read(target, list, first.spec()), METRICS))
            : List.of(),
        "");
  }

  /** Over all compared lists, one row per metric in the order of the metrics. */
  private List<ComparisonRow> compare(Dataset<Row> perQuery) {
    List<String> names = METRICS.stream().map(BacktestMetric::name).toList();
    return List.copyOf(WholeComparison.of(perQuery, names, Backtest.bootstrap(file)).values());
  }

  private Dataset<Row> read(String target, String list, RankerSpec ranker) {
    return workspace.spark().read().parquet(perQuery(target, list, ranker));
  }

  private String perQuery(String target, String list, RankerSpec ranker) {
    return new ReportFolder(workspace, runs.run()).perQuery(target, list)
        + "/ranker="
        + ranker.type();
  }
}

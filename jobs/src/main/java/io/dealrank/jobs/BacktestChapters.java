package io.dealrank.jobs;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.ListChanges;
import io.dealrank.evaluation.backtest.WorstList;
import io.dealrank.evaluation.report.BiasCorrections;
import io.dealrank.evaluation.report.Changes;
import io.dealrank.evaluation.report.Chapter;
import io.dealrank.evaluation.report.MetricCurve;
import io.dealrank.evaluation.report.Missing;
import io.dealrank.evaluation.report.Part;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The chapters of a section of the report beyond the comparison itself.
 *
 * @param examination how often positions are looked at
 * @param files how the rows of the test lists lie
 */
record BacktestChapters(
    Invocation invocation,
    VerticalFile file,
    ModelRuns runs,
    Conventions conventions,
    BacktestOptions options,
    ExaminationEvidence examination,
    QueryFiles files) {
  /** The metrics of the curve over k. */
  static final List<BacktestMetric> CURVE =
      Stream.of(1, 2, 3, 5, 10, 20, 50).map(k -> BacktestMetric.of("ndcg_" + k)).toList();

  private static final int WORST = 20;

  /**
   * The chapters of a section.
   *
   * @param perQuery every metric of every list, also those of {@link #CURVE}
   * @param count how many lists there are
   * @param lists all lists of the log
   * @param log the training set
   */
  List<Chapter> of(
      RankedLists ranked, Dataset<Row> perQuery, long count, TestLists lists, Dataset<Row> log) {
    String target = ranked.target();
    Dataset<Row> judged = TestLists.judged(ranked.rows(), target);
    Bootstrap bootstrap = Backtest.bootstrap(file);
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(
        new MetricCurve(
            BacktestMetric.Family.NDCG,
            List.copyOf(
                WholeComparison.of(
                        perQuery, CURVE.stream().map(BacktestMetric::name).toList(), bootstrap)
                    .values())));
    chapters.add(
        new Changes(
            Backtest.PRIMARY.name(),
            ListChanges.histogram(perQuery, Backtest.PRIMARY).collectAsList().stream()
                .map(ListChanges.Bin::from)
                .toList(),
            ListChanges.worst(perQuery, Backtest.PRIMARY, WORST).collectAsList().stream()
                .map(WorstList::from)
                .toList()));
    invocation.progress().step("correct " + target + " for position bias");
    BiasChapters bias = new BiasChapters(examination, files, conventions, bootstrap);
    chapters.addAll(bias.of(judged, target, count));
    chapters.add(CalibrationChapter.of(judged, target, ranked.ranker().type()));
    invocation.progress().step("exposure and promotion, " + target);
    chapters.addAll(
        new MarketChapters(
                log,
                file.vertical().label().outcomes().keySet(),
                bias,
                files,
                conventions,
                bootstrap)
            .of(ranked.rows(), target, count));
    chapters.addAll(studies(ranked, lists, log));
    chapters.add(LedgerChapter.below(invocation.arguments().value("output")));
    return chapters;
  }

  private List<Chapter> studies(RankedLists ranked, TestLists lists, Dataset<Row> log) {
    boolean learns = ObservationChecks.learns(ranked.ranker());
    String asked = learns ? "it was not asked for: " : "nothing is learnt by this ranker: ";
    if (!learns || !options.ablation() && options.ages().isEmpty()) {
      return List.of(
          new Missing(Part.IMPORTANCE, asked + "dealrank backtest --ablation."),
          new Missing(Part.FRESHNESS, asked + "dealrank backtest --ages 0,7,14,30."));
    }
    ModelStudies studies =
        new ModelStudies(
            invocation,
            new RankerFits(invocation, file, log, lists.split(), TrainCommand.features(file)),
            lists,
            files,
            ranked.ranker(),
            runs,
            conventions,
            Backtest.bootstrap(file));
    String in = "in_" + ranked.list();
    return List.of(
        options.ablation()
            ? studies.importance(ranked.target(), in, ranked.rows(), ranked.store())
            : new Missing(Part.IMPORTANCE, asked + "dealrank backtest --ablation."),
        options.ages().isEmpty()
            ? new Missing(Part.FRESHNESS, asked + "dealrank backtest --ages 0,7,14,30.")
            : studies.freshness(ranked.target(), in, options.ages()));
  }

  /** Whether one of the corrected values may be believed. */
  static boolean corrected(List<Chapter> chapters) {
    return chapters.stream()
        .anyMatch(
            chapter ->
                chapter instanceof BiasCorrections corrections
                    && corrections.trusted().isPresent());
  }
}

package io.dealrank.jobs;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.backtest.RankerPairs;
import io.dealrank.evaluation.report.Chapter;
import io.dealrank.evaluation.report.FeatureImportance;
import io.dealrank.evaluation.report.Freshness;
import io.dealrank.evaluation.report.Missing;
import io.dealrank.evaluation.report.Part;
import io.dealrank.features.DealrankException;
import io.dealrank.ranking.ModelStore;
import io.dealrank.ranking.RankerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What is learnt by fitting the ranker again: without each feature group, and at earlier cut-offs.
 * The further models go to runs of their own beside the one that is judged.
 *
 * @param files how the rows of the test lists lie
 * @param spec the ranker as it was fitted
 * @param runs of the judged run
 */
record ModelStudies(
    Invocation invocation,
    RankerFits fits,
    TestLists lists,
    QueryFiles files,
    RankerSpec spec,
    ModelRuns runs,
    Conventions conventions,
    Bootstrap bootstrap) {
  private static final BacktestMetric METRIC = Backtest.PRIMARY;
  private static final Duration AGED = Duration.ofDays(7);

  /**
   * Ablation and importance by feature group.
   *
   * @param where the condition of the list
   */
  Chapter importance(String target, String where, Dataset<Row> ranked, ModelStore store) {
    Map<String, List<String>> sources = FeatureSources.of(fits.file(), fits.features());
    Dataset<Row> full = perQuery(ranked, target).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return importance(target, where, full, store, sources);
    } finally {
      var unused = full.unpersist();
    }
  }

  private Chapter importance(
      String target,
      String where,
      Dataset<Row> full,
      ModelStore store,
      Map<String, List<String>> sources) {
    Map<String, Double> changes = new LinkedHashMap<>();
    Map<String, ComparisonRow> losses = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> source : sources.entrySet()) {
      String group = source.getKey();
      changes.put(
          group,
          lists
              .scoredWithout(store, source.getValue())
              .filter(where)
              .agg(avg(abs(col("model_score").minus(col(TestLists.WITHOUT)))))
              .head()
              .getDouble(0));
      List<String> rest = new ArrayList<>(fits.features());
      rest.removeAll(source.getValue());
      if (rest.isEmpty()) {
        continue;
      }
      invocation.progress().step("train without " + group + " for " + target);
      ModelRuns without = runs.of("without-" + group.replace(' ', '-'));
      try {
        fit(fits.with(rest), target, without);
        Dataset<Row> other = lists.ranked(without.store(target, without.run())).filter(where);
        compare(RankerPairs.of(full, perQuery(other, target), List.of(METRIC)))
            .ifPresent(row -> losses.put(group, row));
      } catch (DealrankException | IllegalArgumentException refused) {
        invocation.summary().warn("without " + group + ": " + refused.getMessage());
      }
    }
    double total = changes.values().stream().mapToDouble(Double::doubleValue).sum();
    List<FeatureImportance.Group> groups = new ArrayList<>();
    sources.forEach(
        (group, features) -> {
          double share = total == 0 ? Double.NaN : changes.get(group) / total;
          ComparisonRow loss = losses.get(group);
          groups.add(
              loss == null
                  ? new FeatureImportance.Group(
                      group, features.size(), share, Double.NaN, Interval.UNDEFINED)
                  : FeatureImportance.Group.of(group, features.size(), share, loss));
        });
    return new FeatureImportance(
        "mean change of the score when the fitted model does not know the group, share of all"
            + " groups",
        METRIC.title(),
        groups);
  }

  /**
   * The model by its age: fitted at cut-offs that lie so many days before the test period, all
   * judged on the lists of its first {@code 7} days, with features as of each query.
   *
   * @param ages days before the test period, at least 0
   * @param where the condition of the list
   */
  Chapter freshness(String target, String where, List<Integer> ages) {
    Instant start = lists.split().cutoffs().get(0);
    Instant end =
        start.plus(AGED).isBefore(lists.split().end()) ? start.plus(AGED) : lists.split().end();
    double middle = Duration.between(start, end).toHours() / 48.0;
    ModelRuns aged = runs.of("aged");
    List<Freshness.Age> measured = new ArrayList<>();
    Dataset<Row> freshest = null;
    for (int age : ages) {
      Instant cutoff = start.minus(Duration.ofDays(age));
      try {
        fit(
            fits.at(new TimeSplit(List.of(cutoff), lists.split().end(), lists.split().gap())),
            target,
            aged);
        Dataset<Row> ranked =
            lists
                .rankedBy(aged.store(target, aged.run()), TimeSplit.version(cutoff), start, end)
                .filter(where);
        Dataset<Row> perQuery = perQuery(ranked, target);
        Optional<ComparisonRow> row = compare(perQuery);
        if (row.isPresent() && freshest == null) {
          freshest = perQuery.persist(StorageLevel.MEMORY_AND_DISK());
          measured.add(Freshness.Age.freshest(age + middle, row.get()));
        } else if (row.isPresent()) {
          compare(RankerPairs.of(perQuery, freshest, List.of(METRIC)))
              .ifPresent(
                  paired -> measured.add(Freshness.Age.older(age + middle, row.get(), paired)));
        }
      } catch (DealrankException refused) {
        invocation
            .summary()
            .warn("no model of age " + age + " days for " + target + ": " + refused.problem());
      }
    }
    if (freshest != null) {
      var unused = freshest.unpersist();
    }
    return measured.isEmpty()
        ? new Missing(Part.FRESHNESS, "no model could be fitted at an earlier cut-off.")
        : new Freshness(measured);
  }

  /** Fits unless another list of the same target already did. */
  private void fit(RankerFits other, String target, ModelRuns to) {
    List<String> wanted = other.split().cutoffs().stream().map(TimeSplit::version).toList();
    try {
      if (!to.store(target, to.run()).versions().containsAll(wanted)) {
        var unused = other.fit(spec, target, to);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Dataset<Row> perQuery(Dataset<Row> ranked, String target) {
    return files.perQuery(TestLists.judged(ranked, target), List.of(METRIC), conventions);
  }

  private Optional<ComparisonRow> compare(Dataset<Row> perQuery) {
    return Optional.ofNullable(
        WholeComparison.of(perQuery, List.of(METRIC.name()), bootstrap).get(METRIC.name()));
  }
}

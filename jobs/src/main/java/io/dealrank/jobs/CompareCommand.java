package io.dealrank.jobs;

import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.report.RankerResult;
import io.dealrank.evaluation.report.RankersHtml;
import io.dealrank.evaluation.report.RankersJson;
import io.dealrank.evaluation.report.RankersReport;
import io.dealrank.evaluation.report.RankersSection;
import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.RankerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Fits several rankers and puts them beside the production order in one table. */
final class CompareCommand implements Command {
  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "fit several rankers and compare them with production and each other; writes a report";
  }

  @Override
  public String example() {
    return "bin/dealrank compare --vertical conf/verticals/resumes.yaml --rankers logistic,gbt";
  }

  @Override
  public List<Option> options() {
    return List.of(
        VERTICAL,
        Option.optional(
            "rankers",
            "LIST",
            null,
            "types as of --ranker, separated by commas, the one to compare with first; default: the vertical's, then its alternatives"),
        GAIN,
        DISCOUNT);
  }

  @Override
  public void run(Invocation invocation) {
    VerticalFile file = invocation.vertical();
    List<RankerSpec> rankers = ComparedRankers.of(invocation.arguments().value("rankers"), file);
    Conventions conventions = BacktestCommand.conventions(invocation.arguments());
    var unusedFeatures = TrainCommand.features(file);
    Workspace workspace = invocation.lockedWorkspace(file);
    ModelRuns runs = new ModelRuns(workspace, invocation.startedAt());
    Map<String, String> provenance = new LinkedHashMap<>();
    List<RankersSection> sections =
        new RankersBacktest(invocation, file, workspace, runs, conventions)
            .sections(rankers, provenance);
    invocation.progress().step("report");
    String vertical = file.vertical().vertical();
    RankersReport report =
        new RankersReport("Rankers of " + vertical, vertical, provenance, sections);
    ReportFolder folder = new ReportFolder(workspace, runs.run());
    folder.write("compare.html", RankersHtml.write(report));
    folder.write("compare.json", RankersJson.write(report));
    summarize(invocation, sections, folder);
    requireAllFitted(invocation, sections, folder);
  }

  /** The report is there and the summary printed; the exit code still tells of a failure. */
  private static void requireAllFitted(
      Invocation invocation, List<RankersSection> sections, ReportFolder folder) {
    Set<String> failed = new LinkedHashSet<>();
    String reason = "";
    for (RankersSection section : sections) {
      for (RankerResult ranker : section.rankers()) {
        if (ranker.failed()) {
          reason = failed.isEmpty() ? ranker.failure() : reason;
          failed.add(ranker.ranker());
        }
      }
    }
    if (!failed.isEmpty()) {
      invocation.finish();
      throw new DealrankException(
          "failed: " + String.join(", ", failed) + "; the others are in " + folder.path() + ".",
          reason,
          "Correct the ranker in the vertical file, or leave it out with --rankers.");
    }
  }

  private static void summarize(
      Invocation invocation, List<RankersSection> sections, ReportFolder folder) {
    Summary summary = invocation.summary();
    List<Map<String, Object>> results = new ArrayList<>();
    for (RankersSection section : sections) {
      results.add(result(section));
      summary.line("").line(section.target());
      table(section).lines().forEach(line -> summary.line("  " + line));
      for (RankerResult ranker : section.rankers()) {
        if (ranker.failed()) {
          summary.line("  " + ranker.ranker() + " failed: " + ranker.failure());
        }
      }
      summary.line("  " + section.headline());
    }
    summary.put("results", results);
    summary.put("report", folder.path() + "/compare.html");
    summary.line("");
    summary.line(sections.get(0).caution());
    summary.line("report: " + folder.path() + "/compare.html");
  }

  private static Map<String, Object> result(RankersSection section) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("target", section.target());
    result.put("headline", section.headline());
    result.put("metric", section.primaryMetric());
    result.put("first", section.first());
    result.put(
        "production",
        section.shown().map(row -> JsonNumbers.orNull(row.production())).orElse(null));
    List<Map<String, Object>> rankers = new ArrayList<>();
    for (RankerResult ranker : section.rankers()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("ranker", ranker.ranker());
      row.put("status", ranker.failed() ? "failed" : "ok");
      if (ranker.failed()) {
        row.put("reason", ranker.failure());
      }
      ranker
          .overProduction(section.primaryMetric())
          .ifPresent(
              over -> {
                row.put("model", JsonNumbers.orNull(over.model()));
                row.put("uplift", JsonNumbers.orNull(over.relativeUplift()));
                row.put("searcher_interval", BacktestCommand.interval(over.uplift().bySearcher()));
                row.put("lists", over.lists());
              });
      ranker
          .overFirst(section.primaryMetric())
          .ifPresent(
              over -> {
                row.put("difference", JsonNumbers.orNull(over.absoluteDifference()));
                row.put(
                    "difference_searcher_interval",
                    BacktestCommand.interval(over.difference().bySearcher()));
              });
      row.put("training_seconds", JsonNumbers.orNull(ranker.trainingSeconds()));
      rankers.add(row);
    }
    result.put("rankers", rankers);
    return result;
  }

  /** Production, then every ranker, by the primary metric. */
  private static TextTable table(RankersSection section) {
    TextTable table =
        new TextTable(
            1,
            "ranker",
            section.primaryMetric(),
            "uplift",
            "95% interval",
            "over " + section.first(),
            "95% interval",
            "lists",
            "training s");
    section
        .shown()
        .ifPresent(
            row ->
                table.row(
                    "production",
                    value(row.production()),
                    null,
                    null,
                    null,
                    null,
                    row.lists(),
                    null));
    for (RankerResult ranker : section.rankers()) {
      ComparisonRow row = ranker.overProduction(section.primaryMetric()).orElse(null);
      ComparisonRow first = ranker.overFirst(section.primaryMetric()).orElse(null);
      if (row == null) {
        table.row(
            ranker.ranker(), ranker.failed() ? "failed" : null, null, null, null, null, null, null);
      } else {
        boolean compared = first != null && !ranker.ranker().equals(section.first());
        table.row(
            ranker.ranker(),
            value(row.model()),
            text("%+.1f%%", 100 * row.relativeUplift()),
            text(
                "[%+.1f%%, %+.1f%%]",
                100 * row.uplift().bySearcher().low(), 100 * row.uplift().bySearcher().high()),
            compared ? text("%+.4f", first.absoluteDifference()) : null,
            compared
                ? text(
                    "[%+.4f, %+.4f]",
                    first.difference().bySearcher().low(), first.difference().bySearcher().high())
                : null,
            row.lists(),
            text("%.1f", ranker.trainingSeconds()));
      }
    }
    return table;
  }

  private static String value(double value) {
    return text("%.4f", value);
  }

  /** Formatted numbers; null where one of them is not defined. */
  private static String text(String format, Object... numbers) {
    for (Object number : numbers) {
      if (((Double) number).isNaN()) {
        return null;
      }
    }
    return String.format(Locale.ROOT, format, numbers);
  }
}

package io.dealrank.jobs;

import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.report.Reference;
import io.dealrank.evaluation.report.Report;
import io.dealrank.evaluation.report.ReportHtml;
import io.dealrank.evaluation.report.ReportJson;
import io.dealrank.evaluation.report.TargetSection;
import io.dealrank.evaluation.report.Validity;
import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares model and production order on the same historical lists and writes the report. */
final class BacktestCommand implements Command {
  @Override
  public String name() {
    return "backtest";
  }

  @Override
  public String summary() {
    return "compare the model with the production order on historical lists; writes the report";
  }

  @Override
  public String example() {
    return "bin/dealrank backtest --vertical conf/verticals/resumes.yaml --discount article";
  }

  @Override
  public List<Option> options() {
    return List.of(
        VERTICAL,
        GAIN,
        DISCOUNT,
        BacktestOptions.AGES,
        BacktestOptions.ABLATION,
        BacktestOptions.ALLOW_INVALID);
  }

  @Override
  public void run(Invocation invocation) {
    backtest(invocation, invocation.vertical());
  }

  static void backtest(Invocation invocation, VerticalFile file) {
    Vertical vertical = file.vertical();
    Conventions conventions = conventions(invocation.arguments());
    Workspace workspace = invocation.lockedWorkspace(file);
    ModelRuns runs = new ModelRuns(workspace, invocation.startedAt());
    BacktestOptions options = BacktestOptions.of(invocation.arguments());
    Backtest backtest = new Backtest(invocation, file, workspace, runs, conventions, options);
    Map<String, String> provenance = new LinkedHashMap<>();
    List<TargetSection> sections = backtest.sections(provenance);
    invocation.progress().step("report");
    Report report =
        new Report("Backtest of " + vertical.vertical(), vertical.vertical(), provenance, sections);
    ReportFolder folder = new ReportFolder(workspace, runs.run());
    folder.write("report.html", ReportHtml.write(report));
    folder.write("report.json", ReportJson.write(report));
    folder.publish();
    summarize(invocation, sections, folder);
    if (!options.allowInvalid()) {
      requireValid(invocation, sections, folder);
    }
  }

  /** The report is there and the summary printed; the exit code tells that it is invalid. */
  private static void requireValid(
      Invocation invocation, List<TargetSection> sections, ReportFolder folder) {
    List<String> failed =
        sections.stream()
            .flatMap(section -> section.validity().checks().stream())
            .filter(check -> check.status() == Validity.Status.FAILED)
            .map(check -> check.name() + " (" + check.detail() + ")")
            .distinct()
            .toList();
    if (!failed.isEmpty()) {
      invocation.finish();
      throw new DealrankException(
          "the backtest is not valid: " + String.join("; ", failed) + ".",
          "No number of " + folder.path() + "/report.html may be believed.",
          "Mend the cause, or accept it knowingly with --allow-invalid.");
    }
  }

  /** Gain and discount as given with {@code --gain} and {@code --discount}. */
  static Conventions conventions(CommandLine arguments) {
    return new Conventions(
        Choice.of("gain", arguments.value("gain"), Gain.values()),
        Choice.of("discount", arguments.value("discount"), Discount.values()),
        Conventions.DEFAULT.minimumListLength());
  }

  private static void summarize(
      Invocation invocation, List<TargetSection> sections, ReportFolder folder) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (TargetSection section : sections) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("target", section.target());
      result.put("headline", section.headline());
      List<Map<String, Object>> metrics = new ArrayList<>();
      section.metrics().forEach(row -> metrics.add(metric(row)));
      result.put("metrics", metrics);
      List<Map<String, Object>> references = new ArrayList<>();
      for (Reference reference : section.evidence().references()) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("metric", reference.metric());
        whole.put("production", JsonNumbers.orNull(reference.value()));
        whole.put("lists", reference.lists());
        references.add(whole);
      }
      result.put("whole_log", references);
      result.put("counts", section.counts());
      results.add(result);
      section.validity().warnings().forEach(invocation.summary()::warn);
      lines(section).forEach(invocation.summary()::line);
    }
    invocation.summary().put("results", results);
    invocation.summary().put("report", folder.path() + "/report.html");
    invocation.summary().line("report: " + folder.path() + "/report.html");
  }

  private static Map<String, Object> metric(ComparisonRow row) {
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("metric", row.metric());
    metric.put("production", JsonNumbers.orNull(row.production()));
    metric.put("model", JsonNumbers.orNull(row.model()));
    metric.put("random", JsonNumbers.orNull(row.random()));
    metric.put("uplift", JsonNumbers.orNull(row.relativeUplift()));
    metric.put("interval", interval(row.uplift().byQuery()));
    metric.put("searcher_interval", interval(row.uplift().bySearcher()));
    metric.put("lists", row.lists());
    metric.put("wins", row.outcomes().wins());
    metric.put("ties", row.outcomes().ties());
    metric.put("losses", row.outcomes().losses());
    return metric;
  }

  static List<Double> interval(Interval interval) {
    return JsonNumbers.interval(interval.low(), interval.high());
  }

  private static List<String> lines(TargetSection section) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(section.target());
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-18s %10s %10s %10s  %-22s %6s",
            "metric (0 to 1)",
            "production",
            "model",
            "uplift",
            "95% interval",
            "lists"));
    for (ComparisonRow row : section.metrics()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-18s %10.4f %10.4f %+9.1f%%  [%+.1f%%, %+.1f%%]%8d",
              row.metric(),
              row.production(),
              row.model(),
              100 * row.relativeUplift(),
              100 * row.uplift().bySearcher().low(),
              100 * row.uplift().bySearcher().high(),
              row.lists()));
    }
    for (Reference reference : section.evidence().references()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  production order over the whole log, all outcomes: %s %.4f (%d lists)",
              reference.metric(),
              reference.value(),
              reference.lists()));
    }
    lines.add("  " + section.headline());
    return lines;
  }
}

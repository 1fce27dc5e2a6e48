package io.dealrank.jobs;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.features.vertical.Accuracy;
import io.dealrank.features.vertical.VerticalFile;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.functions;

/** The whole pipeline on one's own tables: import to export. */
final class RunCommand implements Command {
  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "the whole pipeline on your tables: import, marts, training set, train, backtest, export";
  }

  @Override
  public String example() {
    return "bin/dealrank run --vertical conf/verticals/resumes.yaml --input out/marketplace";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(List.of(VERTICAL, INPUT));
    options.add(RANKER);
    options.add(FORMAT);
    options.add(
        Option.flag(
            "rebuild",
            "replace the marts as a whole, for example after a change of their columns"));
    options.add(GAIN);
    options.add(DISCOUNT);
    options.add(BacktestOptions.ALLOW_INVALID);
    return options;
  }

  @Override
  public void run(Invocation invocation) {
    runAll(invocation, invocation.vertical(), invocation.arguments().value("input"));
  }

  static void runAll(Invocation invocation, VerticalFile file, String input) {
    requireSound(invocation, file);
    ImportCommand.importLogs(invocation, file, input);
    LocalDate firstMart = null;
    if (file.vertical().accuracy() == Accuracy.EXACT) {
      // An exact training set asks the engine itself; the marts serve the export only.
      firstMart =
          LakeTable.open(invocation.workspace(file), file.vertical())
              .impressions()
              .agg(functions.max("shown_at"))
              .head()
              .getInstant(0)
              .atZone(ZoneOffset.UTC)
              .toLocalDate()
              .plusDays(1);
    }
    BuildMartsCommand.build(invocation, file, firstMart, firstMart);
    BuildTrainingSetCommand.build(invocation, file);
    TrainCommand.train(invocation, file);
    BacktestCommand.backtest(invocation, file);
    ExportFeaturesCommand.export(invocation, file, null, invocation.arguments().value("format"));
  }

  /** Refuses now what the last steps would refuse after an hour. */
  static void requireSound(Invocation invocation, VerticalFile file) {
    CommandLine arguments = invocation.arguments();
    var unusedRanker = TrainCommand.spec(invocation, file);
    var unusedFeatures = TrainCommand.features(file);
    var unusedGain = Choice.of("gain", arguments.value("gain"), Gain.values());
    var unusedDiscount = Choice.of("discount", arguments.value("discount"), Discount.values());
    ExportFeaturesCommand.requireFormat(arguments.value("format"));
  }
}

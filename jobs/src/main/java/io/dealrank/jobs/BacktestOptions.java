package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backtest does beyond the comparison.
 *
 * @param ages days before the test period at which further models are fitted; empty: none
 * @param ablation whether the ranker is fitted again without each feature group
 * @param allowInvalid whether a failed validity check is told without failing the command
 */
record BacktestOptions(List<Integer> ages, boolean ablation, boolean allowInvalid) {
  static final Command.Option AGES =
      Command.Option.optional(
          "ages",
          "DAYS",
          null,
          "fit further models so many days before the test period and show how the model ages, for example 0,7,14,30");

  static final Command.Option ABLATION =
      Command.Option.flag(
          "ablation", "fit the ranker again without each feature group and show what is lost");

  static final Command.Option ALLOW_INVALID =
      Command.Option.flag(
          "allow-invalid", "a failed validity check is shown, but does not fail the command");

  static BacktestOptions of(CommandLine arguments) {
    List<Integer> ages = new ArrayList<>();
    String given = arguments.value(AGES.name());
    for (String age : given == null ? new String[0] : given.split(",", -1)) {
      if (!age.strip().matches("\\d{1,4}")) {
        throw new ConfigurationException(
            "--ages " + given + ": '" + age + "' is no number of days.",
            "A model of age 7 is fitted at a cut-off 7 days before the test period.",
            "Give whole days separated by commas, for example --ages 0,7,14,30.");
      }
      ages.add(Integer.parseInt(age.strip()));
    }
    return new BacktestOptions(
        ages.stream().distinct().sorted().toList(),
        arguments.has(ABLATION.name()),
        arguments.has(ALLOW_INVALID.name()));
  }
}

package io.dealrank.jobs;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * The entry point of every job, whether spark-submit or {@code bin/dealrank} starts it.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. Results and {@code --json} go to
 * standard output; progress, warnings and errors to standard error.
 */
public final class Dealrank {
  static final List<Command> COMMANDS =
      List.of(
          new QuickstartCommand(),
          new RunCommand(),
          new SimulateCommand(),
          new ValidateCommand(),
          new ImportCommand(),
          new ImportStackExchangeCommand(),
          new BuildMartsCommand(),
          new MartsCommand(),
          new BuildTrainingSetCommand(),
          new TrainCommand(),
          new BacktestCommand(),
          new CompareCommand(),
          new ExplainCommand(),
          new ExportFeaturesCommand(),
          new EvaluateCommand(),
          new ExperimentCommand(),
          new InterleaveCommand());

  private Dealrank() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Runs one command and returns its exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length == 0
        || List.of("help", "--help", "-h").contains(arguments[0]) && arguments.length == 1) {
      out.print(Usage.all(COMMANDS));
      return 0;
    }
    boolean help = arguments[0].equals("help");
    String name = help ? arguments[1] : arguments[0];
    Command command = COMMANDS.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
    if (command == null) {
      Failure unknown = Failure.of(Usage.unknown(name, COMMANDS));
      unknown.print(err, null);
      return unknown.code();
    }
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    if (help || rest.contains("--help") || rest.contains("-h")) {
      out.print(Usage.of(command));
      return 0;
    }
    boolean verbose = rest.contains("--verbose");
    try (Invocation invocation = Invocation.of(command, rest, out, err)) {
      command.run(invocation);
      invocation.finish();
      return 0;
    } catch (Exception | OutOfMemoryError | StackOverflowError failure) {
      Failure told = Failure.of(failure);
      told.print(err, verbose ? failure : null);
      return told.code();
    }
  }
}

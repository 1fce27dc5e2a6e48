package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.VerticalFile;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** One invocation of a command: its arguments, session, clock, progress and summary. */
final class Invocation implements AutoCloseable {
  private static final int LONGEST_DAYS = 10_000;

  private final Command command;
  private final CommandLine arguments;
  private final PrintStream out;
  private final Progress progress;
  private final Summary summary;
  private final Instant startedAt = Instant.now();
  private SparkSession spark;
  private boolean startedSession;
  private WorkspaceLock lock;

  private Invocation(Command command, CommandLine arguments, PrintStream out, PrintStream err) {
    this.command = command;
    this.arguments = arguments;
    this.out = out;
    this.progress = new Progress(err);
    this.summary = new Summary(command.name());
  }

  static Invocation of(Command command, List<String> arguments, PrintStream out, PrintStream err) {
    return new Invocation(command, CommandLine.parse(command, arguments), out, err);
  }

  /** When the command was started: the only clock there is. */
  Instant startedAt() {
    return startedAt;
  }

  CommandLine arguments() {
    return arguments;
  }

  PrintStream out() {
    return out;
  }

  Progress progress() {
    return progress;
  }

  Summary summary() {
    return summary;
  }

  /** The session, started at its first use. */
  SparkSession spark() {
    if (spark == null) {
      startedSession = SparkSession.getDefaultSession().isEmpty();
      spark = Session.start(arguments.has("verbose"));
      progress.watch(spark);
    }
    return spark;
  }

  /** The vertical file named by --vertical. */
  VerticalFile vertical() {
    return VerticalFile.read(Path.of(arguments.value("vertical")));
  }

  /** The workspace of a vertical below --output, to read from. */
  Workspace workspace(VerticalFile file) {
    return new Workspace(spark(), arguments.value("output") + "/" + file.vertical().vertical());
  }

  /**
   * The workspace of a vertical below --output, to write into: from the first call to the end of
   * the command no other command does.
   *
   * @throws io.dealrank.features.DealrankException if another run is at work on it, or took it over
   *     since the first call
   */
  Workspace lockedWorkspace(VerticalFile file) {
    Workspace workspace = workspace(file);
    if (lock != null) {
      lock.requireHeld();
      return workspace;
    }
    LockHolder self = LockHolder.self(command.name(), startedAt);
    lock = WorkspaceLock.take(workspace.root(), spark.sessionState().newHadoopConf(), self);
    for (String dead : lock.takenOver()) {
      String warning =
          "took over the lock of "
              + dead
              + ", which ended without giving it back; what it may have left: docs/operations.md, Reruns";
      progress.warn(warning);
      summary.warn(warning);
    }
    return workspace;
  }

  /** The value of an option as a day; null if it was not given. */
  LocalDate day(String option) {
    String text = arguments.value(option);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new ConfigurationException(
          "--" + option + " " + text + " is not a day.",
          "Days are read as year-month-day, UTC.",
          "Write for example --" + option + " 2026-01-31.");
    }
  }

  /** The value of an option as a whole number. */
  long number(String option) {
    return number(option, Long.MIN_VALUE, "a whole number", 7);
  }

  /** The value of an option as a whole number of at least 1. */
  long positive(String option) {
    return number(option, 1, "a whole number of at least 1", 1000);
  }

  private long number(String option, long least, String meant, long example) {
    String text = arguments.value(option);
    try {
      long number = Long.parseLong(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      // told below, with the value
    }
    throw new ConfigurationException(
        "--" + option + " " + text + " is not " + meant + ".",
        "It is read as one.",
        "Write for example --" + option + " " + example + ".");
  }

  /** The value of an option as a number of days, at least 1. */
  int days(String option) {
    long days = positive(option);
    if (days > LONGEST_DAYS) {
      throw new ConfigurationException(
          "--" + option + " " + days + " is more than " + LONGEST_DAYS + ".",
          "It is a number of days.",
          "Write for example --" + option + " 90.");
    }
    return Math.toIntExact(days);
  }

  /** Prints the summary, as JSON with --json. */
  void finish() {
    if (lock != null) {
      lock.requireHeld();
    }
    progress.end();
    summary.print(out, arguments.has("json"));
  }

  /**
   * Stops the session, unless it was there before the command, as in a notebook or a test; then
   * gives the lock back.
   */
  @Override
  public void close() {
    try {
      progress.close();
      if (startedSession && spark != null) {
        spark.stop();
      }
    } finally {
      unlock();
    }
  }

  private void unlock() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (UncheckedIOException failed) {
      progress.warn("the lock stays until the next command takes it over: " + failed.getMessage());
    }
  }
}

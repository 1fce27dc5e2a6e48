package io.dealrank.jobs;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.SparkSession;

/**
 * What is going on, on standard error: one line per step with its time, and on a step that takes
 * long a line for a finished stage, at most one in ten seconds.
 */
final class Progress implements AutoCloseable {
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final PrintStream err;
  private String step;
  private Instant stepStarted;
  private Instant lastLine;
  private SparkSession spark;
  private SparkListener stages;

  Progress(PrintStream err) {
    this.err = err;
  }

  /** Begins a step, which ends the one before. */
  synchronized void step(String name) {
    end();
    step = name;
    stepStarted = Instant.now();
    lastLine = stepStarted;
    if (spark != null) {
      spark.sparkContext().setJobDescription(name);
    }
  }

  /** Ends the step, if there is one, with a line that says how long it took. */
  synchronized void end() {
    if (step != null) {
      line(String.format(Locale.ROOT, "%-60s %6.1f s", step, seconds(stepStarted)));
      step = null;
    }
  }

  /** A line by itself. */
  synchronized void line(String text) {
    err.println(text);
    err.flush();
  }

  /** A warning; also kept in the summary by the command. */
  void warn(String text) {
    line("WARNING: " + text);
  }

  /** Follows the stages of the session. */
  void watch(SparkSession session) {
    spark = session;
    if (step != null) {
      session.sparkContext().setJobDescription(step);
    }
    stages =
        new SparkListener() {
          @Override
          public void onStageCompleted(SparkListenerStageCompleted completed) {
            stage(completed.stageInfo().stageId(), completed.stageInfo().numTasks());
          }
        };
    session.sparkContext().addSparkListener(stages);
  }

  /** Ends the step and no longer follows the session. */
  @Override
  public void close() {
    end();
    if (stages != null) {
      spark.sparkContext().removeSparkListener(stages);
    }
  }

  private synchronized void stage(int id, int tasks) {
    Instant now = Instant.now();
    if (step != null && Duration.between(lastLine, now).compareTo(QUIET) > 0) {
      lastLine = now;
      line(
          String.format(
              Locale.ROOT,
              "  ... %s: stage %d done (%d tasks), %.0f s",
              step,
              id,
              tasks,
              seconds(stepStarted)));
    }
  }

  private static double seconds(Instant since) {
    return Duration.between(since, Instant.now()).toMillis() / 1000.0;
  }
}

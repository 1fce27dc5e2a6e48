package io.dealrank.jobs;

import io.dealrank.evaluation.trec.TrecFileException;
import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import java.io.PrintStream;

/**
 * A failure as the user reads it: problem, reason, remedy on the last three lines.
 *
 * @param code exit code: 1 failed, 2 wrong usage or configuration
 */
record Failure(int code, String problem, String reason, String remedy) {

  static Failure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DealrankException told) {
        int code = told instanceof ConfigurationException ? 2 : 1;
        return new Failure(code, told.problem(), told.reason(), told.remedy());
      }
      if (cause instanceof TrecFileException told) {
        return new Failure(
            2,
            told.file() + (told.line() > 0 ? ":" + told.line() : "") + ": " + told.problem(),
            "A wrong row would change the numbers in silence.",
            told.remedy());
      }
      if (cause instanceof OutOfMemoryError) {
        return new Failure(
            1,
            "out of memory: " + cause.getMessage() + ".",
            "The rows of one task did not fit into the heap.",
            "Give the driver more with DEALRANK_MEMORY=8g, or more executors on a cluster.");
      }
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new Failure(
        1,
        firstLine(failure.getMessage() == null ? failure.toString() : failure.getMessage()),
        "Cause: " + root.getClass().getSimpleName() + ": " + firstLine(root.getMessage()),
        "Tables keep their last good content. Correct the input and run again; --verbose shows the stack trace.");
  }

  void print(PrintStream err, Throwable trace) {
    if (trace != null) {
      trace.printStackTrace(err);
    }
    err.println("error: " + problem);
    err.println("reason: " + reason);
    err.println("remedy: " + remedy);
    err.flush();
  }

  private static String firstLine(String message) {
    return message == null ? "(no message)" : message.lines().findFirst().orElse("");
  }
}

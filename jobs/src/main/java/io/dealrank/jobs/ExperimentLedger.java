package io.dealrank.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dealrank.features.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * {@code experiments/} below the output folder: the last read-out of each experiment, and {@code
 * ledger.jsonl}, one line per read-out ever made. Lines are only ever added, so that what an
 * experiment said at its first look, and what the backtest had promised, stays on record.
 */
record ExperimentLedger(Path folder) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The ledger below an output folder.
   *
   * @throws ConfigurationException for an object store, which cannot append
   */
  static ExperimentLedger below(String output) {
    if (output.matches("[a-z0-9]{2,}:.*") && !output.startsWith("file:")) {
      throw new ConfigurationException(
          "--output " + output + " is not a folder of this machine.",
          "The ledger of experiments is appended to, which object stores cannot do.",
          "Give a local folder with --output; the table itself may lie anywhere.");
    }
    String path = output.startsWith("file:") ? output.replaceFirst("^file:/*", "/") : output;
    return new ExperimentLedger(Path.of(path, "experiments"));
  }

  Path file() {
    return folder.resolve("ledger.jsonl");
  }

  /** Where the read-out of an experiment is written. */
  Path readOut(String experiment) {
    return folder.resolve(experiment).resolve("readout.json");
  }

  /** Writes the read-out and adds its line. */
  void add(String experiment, Map<String, Object> readOut, Map<String, Object> line) {
    try {
      Path file = readOut(experiment);
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(readOut) + "\n");
      Files.write(
          file(),
          (text(line) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String text(Map<String, Object> line) throws JsonProcessingException {
    return JSON.writeValueAsString(line);
  }
}

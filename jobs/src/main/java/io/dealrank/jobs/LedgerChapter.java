package io.dealrank.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.report.Chapter;
import io.dealrank.evaluation.report.Ledger;
import io.dealrank.evaluation.report.LedgerEntry;
import io.dealrank.evaluation.report.Missing;
import io.dealrank.evaluation.report.Part;
import io.dealrank.features.DealrankException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What experiments said of promised uplifts, read from the ledger. */
final class LedgerChapter {
  private static final JsonMapper JSON = new JsonMapper();

  private LedgerChapter() {}

  /** The last read-out of every experiment and treatment below an output folder. */
  static Chapter below(String output) {
    if (output.matches("[a-z0-9]{2,}:.*") && !output.startsWith("file:")) {
      return new Missing(Part.LEDGER, "--output is an object store, which holds no ledger.");
    }
    Path file = ExperimentLedger.below(output).file();
    if (!Files.exists(file)) {
      return new Missing(
          Part.LEDGER,
          "no experiment is on record. dealrank experiment adds each read-out to the ledger.");
    }
    Map<String, LedgerEntry> last = new LinkedHashMap<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        for (LedgerEntry entry : entries(lines.get(i), file + ":" + (i + 1))) {
          last.put(entry.experiment() + "\n" + entry.treatment(), entry);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new Ledger(List.copyOf(last.values()));
  }

  private static List<LedgerEntry> entries(String line, String where) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException broken) {
      throw new DealrankException(
          where + ": the line is no JSON.",
          "A run that adds to the ledger was stopped while it wrote.",
          "Take the line out of the ledger and read the experiment again.");
    }
    List<LedgerEntry> entries = new ArrayList<>();
    boolean promised = node.path("promised").isArray();
    for (JsonNode effect : promised ? node.path("promised") : node.path("effects")) {
      String treatment = effect.path("treatment").asText();
      JsonNode interval = effect.path("interval");
      entries.add(
          new LedgerEntry(
              node.path("experiment").asText(),
              node.path("at").asText().replaceFirst("T.*", ""),
              treatment,
              node.path("metric").asText(),
              effect.path("uplift").asDouble(Double.NaN),
              effect.path("source").asText("\u2013"),
              effect.path(promised ? "measured" : "effect").asDouble(Double.NaN),
              new Interval(
                  interval.path(0).asDouble(Double.NaN), interval.path(1).asDouble(Double.NaN)),
              node.path("valid").asBoolean(),
              node.path("decisions").path(treatment).asText("\u2013")));
    }
    return entries;
  }
}

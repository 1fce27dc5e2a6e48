package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.evaluation.report.Chapter;
import io.dealrank.evaluation.report.Ledger;
import io.dealrank.evaluation.report.LedgerEntry;
import io.dealrank.evaluation.report.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerChapterTest {
  private static final String LINE =
      """
      {"experiment":"%s","at":"2026-10-0%dT10:00:00Z","valid":true,"metric":"deals","decisions":{"b":"%s"},\
      "effects":[{"treatment":"b","units":10,"effect":0.02,"interval":[-0.01,0.05]}],"promised":%s}
      """;
  private static final String PROMISED =
      "[{\"treatment\":\"b\",\"metric\":\"deals\",\"uplift\":0.06,\"source\":\"backtest\","
          + "\"measured\":0.02,\"interval\":[-0.01,0.05],\"outcome\":\"below\"}]";

  private static void write(Path output, String lines) throws IOException {
    Path file = ExperimentLedger.below(output.toString()).file();
    Files.createDirectories(file.getParent());
    Files.writeString(file, lines);
  }

  @Test
  void the_last_read_out_of_an_experiment_stands_with_its_promise(@TempDir Path output)
      throws IOException {
    write(
        output,
        LINE.formatted("x", 1, "wait", PROMISED)
            + LINE.formatted("y", 2, "keep", "null")
            + LINE.formatted("x", 3, "ship", PROMISED));
    Ledger ledger = (Ledger) LedgerChapter.below(output.toString());
    assertThat(ledger.entries()).extracting(LedgerEntry::experiment).containsExactly("x", "y");
    LedgerEntry latest = ledger.entries().get(0);
    assertThat(latest.decision()).isEqualTo("ship");
    assertThat(latest.at()).isEqualTo("2026-10-03");
    assertThat(latest.promised()).isEqualTo(0.06);
    assertThat(latest.outcome()).isEqualTo("below the promise");
    assertThat(ledger.entries().get(1).promised()).isNaN();
    assertThat(ledger.entries().get(1).measured()).isEqualTo(0.02);
  }

  @Test
  void no_ledger_is_said_and_a_broken_line_is_refused(@TempDir Path output) throws IOException {
    Chapter none = LedgerChapter.below(output.toString());
    assertThat(none).isInstanceOf(Missing.class);
    write(output, LINE.formatted("x", 1, "wait", "null") + "{\"experiment\":");
    assertThatThrownBy(() -> LedgerChapter.below(output.toString()))
        .hasMessageContaining("ledger.jsonl:2");
  }
}

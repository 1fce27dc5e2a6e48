package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoRankingsTest {
  @TempDir Path folder;

  @Test
  void documents_of_both_runs_are_numbered_and_judged() throws IOException {
    Qrels qrels = Qrels.read(file("2 0 a 1", "1 0 c 2", "1 0 b 0", "1 0 z 3", "3 0 a 1"));
    Run first = Run.read(file("1 Q0 a 1 1 t", "1 Q0 b 1 2 t", "1 Q0 d 1 0 t", "2 Q0 a 1 1 t"));
    Run second = Run.read(file("1 Q0 c 1 3 t", "1 Q0 b 1 2 t", "9 Q0 a 1 1 t"));
    List<TwoRankings> rankings = TwoRankings.of(qrels, first, second, 2);
    assertThat(rankings).hasSize(1);
    TwoRankings one = rankings.get(0);
    assertThat(one.query()).isEqualTo("1");
    assertThat(one.first()).containsExactly(0, 1);
    assertThat(one.second()).containsExactly(2, 0);
    assertThat(one.grades()).containsExactly(0, -1, 2);
  }

  @Test
  void files_without_a_query_in_common_are_refused() throws IOException {
    Qrels qrels = Qrels.read(file("1 0 a 1"));
    Run first = Run.read(file("1 Q0 a 1 1 t"));
    Run second = Run.read(file("2 Q0 a 1 1 t"));
    assertThatThrownBy(() -> TwoRankings.of(qrels, first, second, 10))
        .isInstanceOf(TrecFileException.class)
        .hasMessageContaining("no query of the run is in ");
  }

  private Path file(String... rows) throws IOException {
    return Files.write(Files.createTempFile(folder, "trec", ".txt"), List.of(rows));
  }
}

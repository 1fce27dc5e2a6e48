package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenFilesTest {
  private static final String GOOD = "1 Q0 a 1 3 t\n";

  @TempDir Path folder;

  @Test
  void a_missing_file_is_named() {
    refused(() -> Run.read(folder.resolve("absent")), 0, "no such file");
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    Path file = file("\n \n");
    refused(() -> Run.read(file), 0, "no row");
  }

  @Test
  void a_short_row_is_refused_with_its_line() throws IOException {
    Path file = file(GOOD + "1 Q0 b\n");
    refused(() -> Run.read(file), 2, "3 fields");
    refused(() -> Qrels.read(file), 1, "6 fields");
  }

  @Test
  void a_score_that_is_not_a_finite_number_is_refused() throws IOException {
    for (String score : List.of("abc", "nan", "NaN", "inf", "Infinity", "1e999", "0x1p3", "1d")) {
      Path file = file(GOOD + "1 Q0 b 2 " + score + " t\n");
      refused(() -> Run.read(file), 2, "'" + score + "'");
    }
  }

  @Test
  void a_grade_that_is_not_an_integer_is_refused() throws IOException {
    Path file = file("1 0 a 1.5\n");
    refused(() -> Qrels.read(file), 1, "'1.5'");
  }

  @Test
  void a_document_twice_in_a_query_is_refused() throws IOException {
    Path run = file(GOOD + "2 Q0 a 1 3 t\n" + GOOD);
    refused(() -> Run.read(run), 3, "'a' occurs a second time in query '1'");
    Path qrels = file("1 0 a 1\n1 0 a 0\n");
    refused(() -> Qrels.read(qrels), 2, "'a' occurs a second time in query '1'");
  }

  @Test
  void files_without_a_query_in_common_are_refused() throws IOException {
    Run run = Run.read(file(GOOD));
    Qrels qrels = Qrels.read(file("9 0 a 1\n"));
    TrecEvaluation evaluation = TrecEvaluation.of(TrecMeasure.DEFAULTS);
    refused(() -> evaluation.evaluate(qrels, run), 0, "no query of the run is judged");
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() throws IOException {
    Path file = folder.resolve("latin1");
    Files.write(file, "1 Q0 \u00e9 1 3 t\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Run.read(file)).hasMessageContaining("not UTF-8");
  }

  @Test
  void a_byte_order_mark_is_not_part_of_the_first_query() throws IOException {
    assertThat(Run.read(file("\uFEFF" + GOOD)).ranking("1")).containsExactly("a");
  }

  private static void refused(Runnable reading, long line, String problem) {
    TrecFileException refusal = catchThrowableOfType(TrecFileException.class, reading::run);
    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.problem()).contains(problem);
    assertThat(refusal.remedy()).isNotBlank();
    assertThat(refusal).hasMessageContaining(refusal.file()).hasMessageContaining(problem);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "trec", ".txt"), text);
  }
}

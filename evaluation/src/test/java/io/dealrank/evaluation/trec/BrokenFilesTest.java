package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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

  @Test
  void a_file_in_utf16_is_refused_as_binary() throws IOException {
    Path file = folder.resolve("utf16");
    Files.write(file, ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_16LE));
    refused(() -> Run.read(file), 1, "not a text file");
  }

  @Test
  void a_binary_file_is_refused_with_its_line() throws IOException {
    Path file = folder.resolve("binary");
    Files.write(file, (GOOD + "1 Q0 b\u0001 2 1 t\n").getBytes(StandardCharsets.UTF_8));
    refused(() -> Run.read(file), 2, "the byte 1");
    Path parquet = folder.resolve("parquet");
    Files.write(parquet, new byte[] {'P', 'A', 'R', '1', 0, 21, 4});
    refused(() -> Qrels.read(parquet), 1, "the byte 0");
  }

  @Test
  void a_line_without_end_is_refused_before_it_fills_the_memory() throws IOException {
    Path file = folder.resolve("endless");
    byte[] endless = new byte[(1 << 24) + 10];
    Arrays.fill(endless, (byte) 'x');
    Files.write(file, endless);
    refused(() -> Run.read(file), 1, "a line of more than 16 MB");
  }

  @Test
  void a_folder_is_not_a_file() {
    refused(() -> Run.read(folder), 0, "folder");
  }

  @Test
  void a_long_qrels_row_is_refused() throws IOException {
    Path file = file("1 0 a 1\n1 0 b c 1\n");
    refused(() -> Qrels.read(file), 2, "5 fields");
  }

  @Test
  void a_grade_beyond_an_int_or_without_digits_is_refused() throws IOException {
    for (String grade : List.of("2147483648", "-", "+", "1e1", "0x1", "NaN", "\u0661")) {
      Path file = file("1 0 a " + grade + "\n");
      refused(() -> Qrels.read(file), 1, "'" + grade + "'");
    }
  }

  @Test
  void the_first_of_several_repeated_documents_is_named() throws IOException {
    Path run = file("2 Q0 x 1 3 t\n1 Q0 a 1 3 t\n\n1 Q0 a 2 2 t\n2 Q0 x 2 1 t\n");
    refused(() -> Run.read(run), 4, "'a' occurs a second time in query '1'");
  }

  @Test
  void a_rank_that_is_needed_must_be_a_whole_number() throws IOException {
    Path run = file("1 Q0 a first 3 t\n");
    assertThat(Run.read(run).size()).isEqualTo(1);
    refused(() -> Run.read(run, Ties.RANK), 1, "'first'");
  }

  @Test
  void exponential_gain_of_an_enormous_grade_is_refused() throws IOException {
    Qrels qrels = Qrels.read(file("1 0 a 5000\n"));
    Run run = Run.read(file(GOOD));
    TrecEvaluation evaluation =
        new TrecEvaluation(TrecMeasure.DEFAULTS, Gain.EXPONENTIAL, Discount.LOG2);
    refused(() -> evaluation.evaluate(qrels, run), 0, "5000");
  }

  @Test
  void a_truncated_gzip_file_is_refused_and_a_whole_one_read() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }
    Path whole = Files.write(folder.resolve("whole.gz"), packed.toByteArray());
    assertThat(Run.read(whole).ranking("1")).containsExactly("a");
    Path part = Files.write(folder.resolve("part.gz"), Arrays.copyOf(packed.toByteArray(), 15));
    refused(() -> Run.read(part), 0, "cannot be read");
  }

  @Test
  void line_ends_blanks_comments_and_a_missing_last_line_end_are_no_matter() throws IOException {
    Run run =
        Run.read(
            file(
                "# tag: t\r\n\r\n  1\tQ0  a 1 3 t \r\n1 Q0 b 2 4 t more fields\r\n\f\n1 Q0 c 3 5 t"));
    assertThat(run.ranking("1")).containsExactly("c", "b", "a");
    assertThat(run.ranking("2")).isEmpty();
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

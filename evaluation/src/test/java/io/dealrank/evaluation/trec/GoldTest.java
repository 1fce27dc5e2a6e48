package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every value that independent tools computed for the reference runs and that we compute too. The
 * reference files lie beside the checkout; without them these tests are skipped.
 */
class GoldTest {
  private static final Path GOLD =
      Path.of(System.getProperty("dealrank.root", "."), "..", "shared", "gold", "ranking");
  private static final double TOLERANCE = 1e-9;

  /** Modes of the reference files, as the conventions that give the same. */
  private static final Map<String, TrecConventions> MODES =
      Map.of(
          "default", TrecConventions.TREC_EVAL,
          "own", TrecConventions.TREC_EVAL,
          "complete", TrecConventions.TREC_EVAL.overAllJudgedQueries(),
          "condensed", TrecConventions.TREC_EVAL.judgedDocumentsOnly(),
          "level2", TrecConventions.TREC_EVAL.withLevel(2),
          "level3", TrecConventions.TREC_EVAL.withLevel(3),
          "level4", TrecConventions.TREC_EVAL.withLevel(4),
          "top50", TrecConventions.TREC_EVAL.withDepth(50),
          "exp_gain", TrecConventions.TREC_EVAL.withGain(Gain.EXPONENTIAL));

  /** A row of a reference file; NaN where it says that the value is not defined. */
  private record Expected(String mode, String measure, String query, double value) {}

  @BeforeEach
  void reference_files_are_there() {
    assumeTrue(Files.isDirectory(GOLD), () -> "no reference files at " + GOLD);
  }

  @Test
  void every_value_of_every_reference_run_is_reproduced() throws IOException {
    int compared = 0;
    double worst = 0;
    for (Path expected : expectedFiles()) {
      Path folder = expected.getParent().getParent();
      Qrels qrels = Qrels.read(folder.resolve("qrels.tsv"));
      Run run = Run.read(folder.resolve("runs").resolve(expected.getFileName()));
      Map<String, List<Expected>> byMode =
          expected(expected).stream().collect(Collectors.groupingBy(Expected::mode));
      for (Map.Entry<String, List<Expected>> mode : byMode.entrySet()) {
        double difference = largestDifference(qrels, run, mode.getKey(), mode.getValue());
        compared += mode.getValue().size();
        worst = Math.max(worst, difference);
        assertThat(difference).as("%s %s", expected, mode.getKey()).isLessThan(TOLERANCE);
      }
    }
    System.out.printf(
        "compared %d reference values, none left out; largest difference %.2e%n", compared, worst);
    assertThat(compared).isGreaterThan(100_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"article 0.828186858570", "log2 0.852927865061", "ln 0.852927865061"})
  void the_worked_example_is_reproduced(String conventionAndValue) {
    String[] parts = conventionAndValue.split(" ");
    Qrels qrels = Qrels.read(GOLD.resolve("seed002/qrels.tsv"));
    Run run = Run.read(GOLD.resolve("seed002/run.tsv"));
    Discount discount = Discount.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT));
    double ndcg =
        new TrecEvaluation(List.of(TrecMeasure.of("ndcg")), Gain.LINEAR, discount)
            .evaluate(qrels, run)
            .mean("ndcg");
    assertThat(Math.abs(ndcg - Double.parseDouble(parts[1]))).isLessThan(TOLERANCE);
  }

  /** From the output that trec_eval 10 ships with these very files, four decimals. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gm_map 0.1051",
        "gm_bpref 0.0083",
        "set_P 0.0873",
        "set_relative_P 0.5997",
        "set_recall 0.5997",
        "set_map 0.0354",
        "set_F 0.1194",
        "relative_P_20 0.3833",
        "relative_P_100 0.5585",
        "unj_20 0.0333",
        "unj_10 0",
        "num_nonrel_judged_ret 607",
        "iprec_at_recall_0.00 0.4665",
        "iprec_at_recall_0.50 0.2184",
        "iprec_at_recall_1.00 0.0312"
      })
  void measures_without_reference_file_equal_the_published_output(String measureAndValue) {
    String[] parts = measureAndValue.split(" ");
    Path folder = GOLD.resolve("trec_eval_301_303");
    TrecResult result =
        TrecEvaluation.of(List.of(TrecMeasure.of(parts[0])))
            .evaluate(
                Qrels.read(folder.resolve("qrels.tsv")),
                Run.read(folder.resolve("runs/results.tsv")));
    assertThat(Math.abs(result.mean(parts[0]) - Double.parseDouble(parts[1])))
        .isLessThanOrEqualTo(0.00005);
  }

  @Test
  void the_broken_reference_files_are_refused() throws IOException {
    Path errors = GOLD.resolve("errors");
    Qrels good = Qrels.read(errors.resolve("ok.qrels.tsv"));
    List<String> accepted = new ArrayList<>();
    try (Stream<Path> files = Files.list(errors)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".run.tsv")).toList()) {
        try {
          TrecEvaluation.of(TrecMeasure.DEFAULTS).evaluate(good, Run.read(file)).lines();
          accepted.add(file.toString());
        } catch (TrecFileException refused) {
          assertThat(refused.remedy()).isNotBlank();
        }
      }
    }
    assertThat(accepted).isEmpty();
    assertThatThrownBy(() -> Qrels.read(errors.resolve("duplicate_in_qrels.qrels.tsv")))
        .isInstanceOf(TrecFileException.class);
  }

  private static List<Path> expectedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(GOLD, 3)) {
      return files
          .filter(f -> f.getParent().getFileName().toString().equals("expected"))
          .sorted()
          .toList();
    }
  }

  private static double largestDifference(Qrels qrels, Run run, String mode, List<Expected> rows) {
    List<TrecMeasure> measures =
        TrecMeasure.all(rows.stream().map(Expected::measure).distinct().toList());
    TrecResult result = new TrecEvaluation(measures, MODES.get(mode)).evaluate(qrels, run);
    Map<String, Map<String, Number>> table = result.table();
    double worst = 0;
    for (Expected row : rows) {
      boolean all = row.query().equals("all");
      assertThat(all || table.get(row.measure()).containsKey(row.query())).as("%s", row).isTrue();
      Number actual =
          all ? result.means().get(row.measure()) : table.get(row.measure()).get(row.query());
      assertThat(actual == null).as("%s", row).isEqualTo(Double.isNaN(row.value()));
      if (actual != null) {
        worst = Math.max(worst, Math.abs(actual.doubleValue() - row.value()));
      }
    }
    return worst;
  }

  private static List<Expected> expected(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .skip(1)
          .map(line -> line.split("\t"))
          .map(cells -> new Expected(cells[0], cells[1], cells[2], number(cells[3])))
          .toList();
    }
  }

  private static double number(String text) {
    return text.equals("NA") ? Double.NaN : Double.parseDouble(text);
  }
}

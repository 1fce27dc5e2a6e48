package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.metrics.ListAuc;
import io.dealrank.evaluation.metrics.Ndcg;
import io.dealrank.evaluation.metrics.TieAveragedNdcg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private record Expected(String mode, String measure, String query, double value) {}

  @BeforeEach
  void reference_files_are_there() {
    assumeTrue(Files.isDirectory(GOLD), () -> "no reference files at " + GOLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ct22",
        "dl19_passage",
        "edge",
        "robust03",
        "trec_eval_301_303",
        "trec_eval_graded_301_303"
      })
  void every_value_of_the_reference_runs_is_reproduced(String name) throws IOException {
    Qrels qrels = Qrels.read(GOLD.resolve(name).resolve("qrels.tsv"));
    try (Stream<Path> files = Files.list(GOLD.resolve(name).resolve("expected"))) {
      for (Path file : files.sorted().toList()) {
        Run run = Run.read(GOLD.resolve(name).resolve("runs").resolve(file.getFileName()));
        List<Expected> rows = expected(file);
        double worst = Math.max(trecEval(qrels, run, rows), lists(qrels, run, rows));
        System.out.printf("%s/%s: largest difference %.2e%n", name, file.getFileName(), worst);
        assertThat(worst).as("%s %s", name, file.getFileName()).isLessThan(TOLERANCE);
      }
    }
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
  }

  private static double trecEval(Qrels qrels, Run run, List<Expected> rows) {
    double worst = 0;
    for (String mode : List.of("default", "exp_gain", "own")) {
      Gain gain = mode.equals("exp_gain") ? Gain.EXPONENTIAL : Gain.LINEAR;
      Discount discount = mode.equals("own") ? Discount.ARTICLE : Discount.LOG2;
      List<Expected> known = rows.stream().filter(row -> row.mode().equals(mode)).toList();
      List<Expected> ours =
          known.stream()
              .map(row -> mode.equals("own") ? withoutArticle(row) : row)
              .filter(row -> isMeasure(row.measure()))
              .toList();
      List<TrecMeasure> measures =
          ours.stream().map(Expected::measure).distinct().map(TrecMeasure::of).toList();
      TrecResult result = new TrecEvaluation(measures, gain, discount).evaluate(qrels, run);
      for (Expected row : ours) {
        double actual =
            row.query().equals("all")
                ? result.mean(row.measure())
                : result.values().get(row.measure()).get(row.query());
        worst = Math.max(worst, Math.abs(actual - row.value()));
      }
      System.out.printf("compared %d values of mode %s%n", ours.size(), mode);
    }
    return worst;
  }

  private static double lists(Qrels qrels, Run run, List<Expected> rows) {
    double worst = 0;
    int compared = 0;
    for (Expected row : rows) {
      if (!row.mode().equals("own") || row.query().equals("all")) {
        continue;
      }
      double actual = ofList(row, qrels.grades().get(row.query()), run);
      if (!Double.isNaN(actual)) {
        worst = Math.max(worst, Math.abs(actual - row.value()));
        compared++;
      }
    }
    System.out.printf("compared %d values of lists%n", compared);
    return worst;
  }

  private static double ofList(Expected row, Map<String, Integer> grades, Run run) {
    List<String> ranking = run.ranking(row.query());
    int[] ranked = ranking.stream().mapToInt(d -> grades.getOrDefault(d, 0)).toArray();
    double[] scores =
        ranking.stream().mapToDouble(d -> run.scores().get(row.query()).get(d)).toArray();
    int[] judged = grades.values().stream().mapToInt(g -> g).toArray();
    String[] nameAndCut = row.measure().split("_cut_");
    int k = nameAndCut.length > 1 ? Integer.parseInt(nameAndCut[1]) : Ndcg.WHOLE_LIST;
    return switch (nameAndCut[0]) {
      case "auc_list" -> ListAuc.of(ranked, scores);
      case "ndcg_listideal" -> zero(Ndcg.at(k, ranked, ranked, Gain.LINEAR, Discount.LOG2));
      case "ndcg_tieavg" -> zero(tieAveraged(k, ranked, scores, judged, Gain.LINEAR));
      case "ndcg_exp_tieavg" -> zero(tieAveraged(k, ranked, scores, judged, Gain.EXPONENTIAL));
      default -> Double.NaN;
    };
  }

  private static double tieAveraged(int k, int[] ranked, double[] scores, int[] judged, Gain gain) {
    return TieAveragedNdcg.at(k, ranked, scores, judged, gain, Discount.LOG2);
  }

  private static double zero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private static Expected withoutArticle(Expected row) {
    String measure = row.measure();
    return measure.startsWith("ndcg_seed002")
        ? new Expected(row.mode(), measure.replace("_seed002", ""), row.query(), row.value())
        : new Expected(row.mode(), "unknown", row.query(), row.value());
  }

  private static boolean isMeasure(String name) {
    try {
      return !TrecMeasure.of(name).name().isEmpty();
    } catch (IllegalArgumentException notOurs) {
      return false;
    }
  }

  private static List<Expected> expected(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .skip(1)
          .map(line -> line.split("\t"))
          .filter(cells -> !cells[3].equals("NA"))
          .map(cells -> new Expected(cells[0], cells[1], cells[2], Double.parseDouble(cells[3])))
          .toList();
    }
  }
}

package io.dealrank.evaluation.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.metrics.Ndcg;
import io.dealrank.evaluation.trec.Qrels;
import io.dealrank.evaluation.trec.Run;
import io.dealrank.evaluation.trec.TrecEvaluation;
import io.dealrank.evaluation.trec.TrecMeasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every value that independent tools computed for pairs of runs and for a synthetic marketplace.
 * The reference files lie beside the checkout; without them these tests are skipped.
 */
class SignificanceGoldTest {
  private static final Path GOLD =
      Path.of(System.getProperty("dealrank.root", "."), "..", "shared/gold/ranking");
  private static final double TOLERANCE = 1e-9;
  private final Map<String, Double> known = new HashMap<>();
  private int compared;

  @BeforeEach
  void reference_files_are_there() {
    assumeTrue(Files.isDirectory(GOLD), () -> "no reference files at " + GOLD);
  }

  @Test
  void every_test_of_the_reference_runs_is_reproduced() throws IOException {
    Map<String, List<Map<String, String>>> families =
        rows("significance/expected.tsv").stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.get("case") + " " + row.get("measure"),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Map<String, Qrels> qrels = new HashMap<>();
    for (List<Map<String, String>> family : families.values()) {
      Map<String, String> first = family.get(0);
      Path folder = GOLD.resolve(first.get("case"));
      Qrels judged =
          qrels.computeIfAbsent(first.get("case"), c -> Qrels.read(folder.resolve("qrels.tsv")));
      double[] base = values(folder, judged, first.get("baseline"), first.get("measure"));
      List<double[]> groups = new ArrayList<>(List.of(base));
      for (Map<String, String> row : family) {
        groups.add(values(folder, judged, row.get("run"), row.get("measure")));
      }
      comparePairs(family, groups);
      compareFamily(family, groups);
    }
    System.out.printf("significance/expected.tsv: compared %d values%n", compared);
    assertThat(compared).isPositive();
  }

  private void comparePairs(List<Map<String, String>> family, List<double[]> groups) {
    double[] base = groups.get(0);
    for (int i = 0; i < family.size(); i++) {
      Map<String, String> row = family.get(i);
      double[] run = groups.get(i + 1);
      double[] d = Samples.differences(base, run);
      PairedTTest t = PairedTTest.of(base, run);
      RelativeUplift relative = RelativeUplift.of(base, run, 0.95);
      WilcoxonSignedRank wilcoxon = WilcoxonSignedRank.of(d);
      compare(row, "n", t.n());
      compare(row, "mean_base", Samples.mean(base));
      compare(row, "mean_run", Samples.mean(run));
      compare(row, "diff", t.mean());
      compare(row, "rel", relative.uplift());
      compare(row, "t", t.t());
      compare(row, "p_t_two_sided", t.p());
      compare(row, "ci_t_lo", t.interval().low());
      compare(row, "ci_t_hi", t.interval().high());
      compare(row, "wilcoxon_W", wilcoxon.w());
      compare(row, "wilcoxon_p_normal_approx", wilcoxon.pNormal());
      compare(row, "sign_test_p", SignTest.of(d).p());
      compare(row, "cohen_dz", t.cohensDz());
      compare(row, "rel_ci_lo", relative.interval().low());
      compare(row, "rel_ci_hi", relative.interval().high());
      FisherRandomisation exact = FisherRandomisation.of(Arrays.copyOf(d, 16), 1000, 1);
      compare(row, "fisher_exact_p_first16", exact.p());
      double p = number(row, "fisher_mc_p_1e6");
      double monteCarlo = 4 * Math.sqrt(p * (1 - p) / 1e6) + 2e-6;
      compare(row, "fisher_mc_p_1e6", FisherRandomisation.of(d, 1_000_000, 7).p(), monteCarlo);
      BootstrapInterval bootstrap =
          BootstrapInterval.ofMean(
              d, Clusters.single(d.length), new BootstrapInterval.Draws(100_000, 0.95, 5));
      double width = 0.02 * (number(row, "boot_pct_hi") - number(row, "boot_pct_lo"));
      compare(row, "boot_pct_lo", bootstrap.percentile().low(), width);
      compare(row, "boot_pct_hi", bootstrap.percentile().high(), width);
      compare(row, "boot_bca_lo", bootstrap.bca().low(), width);
      compare(row, "boot_bca_hi", bootstrap.bca().high(), width);
    }
  }

  private void compareFamily(List<Map<String, String>> family, List<double[]> groups) {
    double[] p =
        groups.stream().skip(1).mapToDouble(g -> PairedTTest.of(groups.get(0), g).p()).toArray();
    double[][] tukey = TukeyHsd.of(groups.toArray(double[][]::new)).p();
    for (int i = 0; i < family.size(); i++) {
      Map<String, String> row = family.get(i);
      compare(row, "holm", MultipleComparisons.HOLM.adjusted(p)[i]);
      compare(row, "bonferroni", MultipleComparisons.BONFERRONI.adjusted(p)[i]);
      compare(row, "bh", MultipleComparisons.BENJAMINI_HOCHBERG.adjusted(p)[i]);
      compare(row, "by", MultipleComparisons.BENJAMINI_YEKUTIELI.adjusted(p)[i]);
      compare(row, "tukey_hsd_p_unpaired", tukey[0][i + 1]);
    }
  }

  private record Shown(int position, double score, int hired, int grade) {}

  @Test
  void every_uplift_of_the_reference_marketplace_is_reproduced() throws IOException {
    Map<String, List<Map<String, String>>> sessions =
        rows("marketplace/impressions.tsv").stream()
            .collect(
                Collectors.groupingBy(r -> r.get("session_id"), TreeMap::new, Collectors.toList()));
    Map<String, Map<String, String>> perSession =
        rows("marketplace/expected_sessions.tsv").stream()
            .collect(Collectors.toMap(r -> r.get("session_id"), r -> r));
    for (Map<String, String> row : rows("marketplace/expected_uplift.tsv")) {
      List<Double> prod = new ArrayList<>();
      List<Double> next = new ArrayList<>();
      List<String> employers = new ArrayList<>();
      sessions.forEach(
          (id, impressions) -> {
            boolean hire = row.get("metric").startsWith("ndcg_hire");
            boolean positive =
                impressions.stream().anyMatch(i -> hire ? is(i, "hired") : grade(i) > 0);
            if (!inSegment(row, impressions)
                || (row.get("subset").equals("with_positive") && !positive)) {
              return;
            }
            double before = ndcg(row.get("metric") + ":prod", impressions, perSession.get(id));
            double after = ndcg(row.get("metric") + ":new", impressions, perSession.get(id));
            prod.add(before);
            next.add(after);
            employers.add(impressions.get(0).get("employer_id"));
          });
      compareUplift(row, array(prod), array(next), Clusters.of(employers.toArray(String[]::new)));
    }
    System.out.printf(
        "marketplace/expected_uplift.tsv: compared %d values, sessions included%n", compared);
    assertThat(compared).isPositive();
  }

  private void compareUplift(
      Map<String, String> row, double[] prod, double[] next, Clusters employers) {
    PairedTTest t = PairedTTest.of(prod, next);
    RelativeUplift relative = RelativeUplift.of(prod, next, 0.95);
    double[] d = Samples.differences(prod, next);
    SignTest sign = SignTest.of(d);
    compare(row, "n", t.n());
    compare(row, "prod", Samples.mean(prod));
    compare(row, "new", Samples.mean(next));
    compare(row, "diff", t.mean());
    compare(row, "rel", relative.uplift());
    compare(row, "se", t.standardError());
    compare(row, "t", t.t());
    compare(row, "p", t.p());
    compare(row, "ci_lo", t.interval().low());
    compare(row, "ci_hi", t.interval().high());
    compare(row, "rel_ci_lo", relative.interval().low());
    compare(row, "rel_ci_hi", relative.interval().high());
    compare(row, "se_cluster_employer", ClusteredMean.of(d, employers, 0.95).standardError());
    compare(row, "wins", sign.wins());
    compare(row, "equal", sign.ties());
    compare(row, "losses", sign.losses());
  }

  private static boolean inSegment(Map<String, String> row, List<Map<String, String>> session) {
    String value = row.get("value");
    return switch (row.get("segment")) {
      case "all" -> true;
      case "length" -> value.equals(length(session.size()));
      default -> value.equals(session.get(0).get(row.get("segment")));
    };
  }

  private static String length(int shown) {
    return LENGTHS.get(shown <= 10 ? 0 : shown <= 20 ? 1 : 2);
  }

  private static final List<String> LENGTHS = List.of("3-10", "11-20", "21-30");

  private static boolean is(Map<String, String> impression, String column) {
    return impression.get(column).equals("1");
  }

  private static int grade(Map<String, String> impression) {
    return is(impression, "hired")
        ? 3
        : is(impression, "responded") ? 2 : is(impression, "contacted") ? 1 : 0;
  }

  /** Computed once, and compared with the value of the session. */
  private double ndcg(
      String column, List<Map<String, String>> session, Map<String, String> expected) {
    return known.computeIfAbsent(
        column + expected.get("session_id"),
        key -> {
          double value = ndcg(column.replaceAll(":.*", ""), session, column.endsWith(":new"));
          compare(expected, column, value);
          return value;
        });
  }

  private static double ndcg(String metric, List<Map<String, String>> session, boolean model) {
    String[] parts = metric.split("@");
    Comparator<Map<String, String>> byPosition =
        Comparator.comparingInt(r -> Integer.parseInt(r.get("position")));
    Comparator<Map<String, String>> order =
        model
            ? Comparator.<Map<String, String>>comparingDouble(r -> -number(r, "new_score"))
                .thenComparing(byPosition)
            : byPosition;
    boolean hire = parts[0].startsWith("ndcg_hire");
    int[] grades =
        session.stream()
            .sorted(order)
            .mapToInt(r -> hire ? (is(r, "hired") ? 1 : 0) : grade(r))
            .toArray();
    int k = parts[1].equals("all") ? Ndcg.WHOLE_LIST : Integer.parseInt(parts[1]);
    Gain gain = parts[0].endsWith("exp") ? Gain.EXPONENTIAL : Gain.LINEAR;
    Discount discount = parts[0].endsWith("seed002") ? Discount.ARTICLE : Discount.LOG2;
    double value = Ndcg.at(k, grades, grades, gain, discount);
    return Double.isNaN(value) ? 0 : value;
  }

  private void compare(Map<String, String> row, String column, double actual) {
    compare(row, column, actual, TOLERANCE);
  }

  private void compare(Map<String, String> row, String column, double actual, double tolerance) {
    double expected = number(row, column);
    if (Double.isNaN(expected)) {
      assertThat(actual).as(column + " of " + row).isNaN();
    } else {
      assertThat(actual).as(column + " of " + row).isCloseTo(expected, within(tolerance));
    }
    compared++;
  }

  private static double[] values(Path folder, Qrels qrels, String run, String measure) {
    Run scored = Run.read(folder.resolve("runs").resolve(run + ".tsv"));
    return TrecEvaluation.of(List.of(TrecMeasure.of(measure)))
        .evaluate(qrels, scored)
        .values(measure);
  }

  private static double number(Map<String, String> row, String column) {
    String text = row.get(column);
    return text.matches("NA|nan|NaN|") ? Double.NaN : Double.parseDouble(text);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  private static List<Map<String, String>> rows(String file) throws IOException {
    try (Stream<String> lines = Files.lines(GOLD.resolve(file))) {
      List<String[]> cells = lines.map(line -> line.split("\t", -1)).toList();
      return cells.stream()
          .skip(1)
          .map(
              row -> {
                Map<String, String> named = new HashMap<>();
                for (int i = 0; i < row.length; i++) {
                  named.put(cells.get(0)[i], row[i]);
                }
                return named;
              })
          .toList();
    }
  }
}

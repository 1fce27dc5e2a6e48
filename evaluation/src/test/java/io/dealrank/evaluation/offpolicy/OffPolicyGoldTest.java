package io.dealrank.evaluation.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.significance.Clusters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every off-policy value that independent tools computed. The reference files lie beside the
 * checkout; without them these tests are skipped.
 */
class OffPolicyGoldTest {
  private static final Path GOLD =
      Path.of(System.getProperty("dealrank.root", "."), "..", "shared/gold/ranking");

  /** The reward model of the reference: (clicks of the item + 1) / (shows of the item + 200). */
  private static final int PRIOR_SHOWS = 200;

  private int compared;

  @BeforeEach
  void reference_files_are_there() {
    assumeTrue(Files.isDirectory(GOLD), () -> "no reference files at " + GOLD);
  }

  /** A log with the reward model that was fitted on it. */
  private record Bandit(int[] items, double[] clicks, double[] logging, double[] model) {
    static Bandit read(String name, int items) throws IOException {
      List<String[]> rows = rows("ope/obd_" + name + ".tsv");
      int[] item = rows.stream().mapToInt(r -> Integer.parseInt(r[1])).toArray();
      double[] clicks = column(rows, 3);
      double[] shown = new double[items];
      double[] clicked = new double[items];
      for (int i = 0; i < item.length; i++) {
        shown[item[i]]++;
        clicked[item[i]] += clicks[i];
      }
      double[] model = new double[items];
      Arrays.setAll(model, a -> (clicked[a] + 1) / (shown[a] + PRIOR_SHOWS));
      return new Bandit(item, clicks, column(rows, 4), model);
    }

    double[] ofItems(double[] values) {
      return Arrays.stream(items).mapToDouble(a -> values[a]).toArray();
    }
  }

  @Test
  void every_estimate_of_the_bandit_logs_is_reproduced() throws IOException {
    double[] popularity = column(rows("ope/policy_popularity.tsv"), 1);
    double[] uniform = new double[popularity.length];
    Arrays.fill(uniform, 1.0 / uniform.length);
    Map<String, Bandit> logs = new HashMap<>();
    for (String[] row : rows("ope/expected_obd.tsv")) {
      if (!logs.containsKey(row[0])) {
        logs.put(row[0], Bandit.read(row[0], popularity.length));
      }
      Bandit log = logs.get(row[0]);
      double[] target = row[1].equals("popularity") ? popularity : uniform;
      ImportanceWeights weights =
          row[1].equals(row[0])
              ? ImportanceWeights.of(log.logging(), log.logging())
              : ImportanceWeights.of(log.ofItems(target), log.logging());
      double expectation = 0;
      for (int a = 0; a < target.length; a++) {
        expectation += target[a] * log.model()[a];
      }
      double[] baseline = new double[log.clicks().length];
      Arrays.fill(baseline, expectation);
      double actual = estimate(row[2], weights, log, baseline);
      double expected = Double.parseDouble(row[3]);
      // 12 significant digits are printed
      compare(String.join(" ", row), actual, expected, Math.max(1e-9, 1e-11 * expected));
    }
    System.out.printf("expected_obd.tsv: compared %d values%n", compared);
  }

  private static double estimate(
      String name, ImportanceWeights weights, Bandit log, double[] baseline) {
    double[] clicks = log.clicks();
    double[] predicted = log.ofItems(log.model());
    String[] stemAndParameter = name.split("_(?=\\d+$)");
    double parameter =
        stemAndParameter.length > 1 ? Double.parseDouble(stemAndParameter[1]) : Double.NaN;
    return switch (stemAndParameter[0]) {
      case "ipw" -> InversePropensity.of(weights, clicks).value();
      case "ipw_clip" -> InversePropensity.of(weights.clipped(parameter), clicks).value();
      case "snipw" -> SelfNormalised.of(weights, clicks).value();
      case "dm" -> DoublyRobust.directMethod(baseline).value();
      case "dr" -> DoublyRobust.of(weights, clicks, predicted, baseline).value();
      case "dr_clip" ->
          DoublyRobust.of(weights.clipped(parameter), clicks, predicted, baseline).value();
      case "sndr" -> DoublyRobust.selfNormalised(weights, clicks, predicted, baseline).value();
      case "switch_dr" ->
          DoublyRobust.of(weights.switched(parameter), clicks, predicted, baseline).value();
      case "dros" ->
          DoublyRobust.of(weights.shrunk(parameter), clicks, predicted, baseline).value();
      case "effective_sample_size" -> weights.effectiveSampleSize();
      case "mean_weight" -> weights.mean();
      case "max_weight" -> weights.largest();
      case "on_policy_log_mean" -> Arrays.stream(clicks).average().orElseThrow();
      case "ground_truth_on_policy_mean" -> InversePropensity.of(weights, clicks).value();
      default -> throw new AssertionError(name);
    };
  }

  @Test
  void every_estimate_of_the_slate_log_is_reproduced() throws IOException {
    List<String[]> rows = rows("ope/slate_log.tsv");
    Clusters slates = Clusters.of(rows.stream().map(r -> r[0]).toArray(String[]::new));
    int[] slots = rows.stream().mapToInt(r -> Integer.parseInt(r[1])).toArray();
    SlateLog log = new SlateLog(slates, slots, column(rows, 3));
    ImportanceWeights slate = ImportanceWeights.of(column(rows, 5), column(rows, 4));
    ImportanceWeights item = ImportanceWeights.of(column(rows, 7), column(rows, 6));
    ImportanceWeights cascade = ImportanceWeights.of(column(rows, 9), column(rows, 8));
    ImportanceWeights same = ImportanceWeights.of(column(rows, 4), column(rows, 4));
    for (String[] row : rows("ope/expected_slate.tsv")) {
      double actual =
          switch (row[0]) {
            case "sips" -> log.inversePropensity(slate).value();
            case "iips" -> log.inversePropensity(item).value();
            case "rips" -> log.inversePropensity(cascade).value();
            case "snsips" -> log.selfNormalised(slate).value();
            case "sniips" -> log.selfNormalised(item).value();
            case "snrips" -> log.selfNormalised(cascade).value();
            case "on_policy" -> log.inversePropensity(same).value();
            default -> throw new AssertionError(row[0]);
          };
      compare(row[0], actual, Double.parseDouble(row[1]), 1e-9);
    }
    System.out.printf("expected_slate.tsv: compared %d values%n", compared);
  }

  @Test
  void every_position_corrected_value_of_the_marketplace_is_reproduced() throws IOException {
    List<String[]> rows = rows("marketplace/impressions.tsv");
    Clusters sessions = Clusters.of(rows.stream().map(r -> r[0]).toArray(String[]::new));
    int[] positions = rows.stream().mapToInt(r -> Integer.parseInt(r[6])).toArray();
    PositionCorrectedLog log =
        new PositionCorrectedLog(sessions.count(), sessions.of(), positions, column(rows, 10));
    PositionPropensity curve = PositionPropensity.power(0.6, 0.05, 30);
    Map<String, int[]> orders =
        Map.of("prod", log.productionRanks(), "new", log.ranks(column(rows, 7)));
    for (String[] row : rows("marketplace/expected_ips.tsv")) {
      int[] ranks = orders.get(row[1]);
      double expected = Double.parseDouble(row[2]);
      switch (row[0]) {
        case "naive_dcg_per_session" ->
            compare(row[0], log.naive(ranks, Discount.LOG2).value(), expected, 1e-9);
        case "ips_dcg_per_session" ->
            compare(row[0], log.corrected(ranks, Discount.LOG2, curve).value(), expected, 1e-9);
        case "self_normalised_ips_dcg" ->
            compare(
                row[0], log.selfNormalised(ranks, Discount.LOG2, curve).value(), expected, 1e-9);
        default -> {
          // the truth of the simulation: to judge the corrected value by, within its interval
          OffPolicyEstimate corrected = log.corrected(ranks, Discount.LOG2, curve);
          assertThat(corrected.interval(0.99).contains(expected))
              .as(String.join(" ", row))
              .isTrue();
          assertThat(log.naive(ranks, Discount.LOG2).interval(0.99).contains(expected)).isFalse();
        }
      }
    }
    Verdict verdict = Verdict.ofOutcomes(log.outcomeWeights(curve));
    assertThat(verdict.informative()).as(verdict.text()).isTrue();
    System.out.printf("expected_ips.tsv: compared %d values%n", compared);
  }

  private void compare(String name, double actual, double expected, double tolerance) {
    assertThat(actual).as(name).isCloseTo(expected, within(tolerance));
    compared++;
  }

  private static double[] column(List<String[]> rows, int column) {
    return rows.stream().mapToDouble(r -> Double.parseDouble(r[column])).toArray();
  }

  private static List<String[]> rows(String file) throws IOException {
    return Files.readAllLines(GOLD.resolve(file)).stream()
        .skip(1)
        .map(line -> line.split("\t"))
        .toList();
  }
}

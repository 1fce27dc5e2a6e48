package io.dealrank.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every value that other tools computed for the reference experiments, within the tolerance stated
 * with it. The reference files lie beside the checkout; without them this test is skipped.
 */
class ExperimentGoldTest {
  /**
   * The root search of statsmodels' solve_power stops within this of the solution
   * (brentq_expanding, xtol), however small the tolerance stated with its value. That ours is the
   * root is shown by {@link PowerAnalysisTest}.
   */
  private static final double SOLVER_OF_STATSMODELS = 1e-5;

  private static final List<JsonNode> CASES = new ArrayList<>();

  @BeforeAll
  static void reference_files_are_there() throws IOException {
    assumeTrue(Files.isDirectory(GoldCase.GOLD), () -> "no reference files at " + GoldCase.GOLD);
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(GoldCase.GOLD.resolve("cases.jsonl"))) {
      CASES.add(json.readTree(line));
    }
  }

  @Test
  void every_value_of_the_reference_experiments_is_reproduced() {
    Map<String, int[]> compared = new TreeMap<>();
    Map<String, Double> worst = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (JsonNode test : CASES) {
      String kind = test.get("kind").asText();
      Map<String, Double> actual = actual(test);
      int[] count = compared.computeIfAbsent(kind, k -> new int[2]);
      count[0]++;
      for (Map.Entry<String, Double> value : GoldCase.flat(test.get("expected"), "").entrySet()) {
        if (value.getKey().endsWith("rtol")) {
          continue;
        }
        double tolerance = tolerance(test, value.getKey(), value.getValue());
        Double ours = actual.get(value.getKey());
        count[1]++;
        if (ours == null || !near(ours, value.getValue(), tolerance)) {
          wrong.add(test.get("id").asText() + " " + value + " but was " + ours);
        } else if (!Double.isInfinite(ours)) {
          worst.merge(kind, Math.abs(ours - value.getValue()) / tolerance, Math::max);
        }
      }
    }
    compared.forEach(
        (kind, count) ->
            System.out.printf(
                Locale.ROOT,
                "%-42s %3d cases, %4d values, largest difference %.1e of the tolerance%n",
                kind,
                count[0],
                count[1],
                worst.getOrDefault(kind, Double.NaN)));
    System.out.printf(
        "%d kinds, %d cases, %d values%n",
        compared.size(),
        CASES.size(),
        compared.values().stream().mapToInt(count -> count[1]).sum());
    assertThat(wrong).isEmpty();
    assertThat(CASES).isNotEmpty();
  }

  private static double tolerance(JsonNode test, String key, double expected) {
    if (key.equals("n_total")) {
      return test.at("/expected/rtol").asDouble() * expected;
    }
    double stated = test.get("tol").asDouble();
    return test.get("kind").asText().equals("minimum_detectable_effect")
        ? Math.max(stated, SOLVER_OF_STATSMODELS)
        : stated;
  }

  private static boolean near(double actual, double expected, double tolerance) {
    return Double.isInfinite(expected)
        ? actual == expected
        : Math.abs(actual - expected) <= tolerance;
  }

  private static Map<String, Double> actual(JsonNode test) {
    Map<String, Double> effect = GoldEffects.actual(test);
    Map<String, Double> actual = effect == null ? GoldDesigns.actual(test) : effect;
    assertThat(actual).as("a case of unknown kind %s", test.get("kind")).isNotNull();
    return actual;
  }
}

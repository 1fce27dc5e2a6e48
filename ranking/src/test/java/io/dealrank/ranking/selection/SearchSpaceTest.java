package io.dealrank.ranking.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.selection.SearchRange.Numbers;
import io.dealrank.ranking.selection.SearchRange.Scale;
import io.dealrank.ranking.selection.SearchRange.WholeNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private static final long SEED = new Random().nextInt(1_000_000);

  private static final SearchSpace SPACE =
      SearchSpace.parse(
          Map.of(
              "regParam", Map.of("from", 1e-4, "to", 1, "scale", "log"),
              "maxIter", Map.of("from", 5, "to", 8, "whole", true),
              "listRelative", Map.of("choices", List.of(true, false))));

  @Test
  void a_point_is_a_setting_by_the_order_of_the_names() {
    assertThat(SPACE.dimensions()).isEqualTo(3);
    Map<String, Object> setting = SPACE.at(new double[] {0.6, 0.3, 0.5});
    assertThat(setting).containsEntry("listRelative", false).containsEntry("maxIter", 6);
    assertThat((double) setting.get("regParam")).isCloseTo(1e-2, within(1e-12));
  }

  @Test
  void values_stay_in_their_range_and_reach_its_ends() {
    Random random = new Random(SEED);
    for (Scale scale : Scale.values()) {
      Map<Object, Integer> counts = new TreeMap<>();
      for (int i = 0; i < 20_000; i++) {
        double u = random.nextDouble();
        assertThat((double) new Numbers(0.5, 3, scale).at(u)).isBetween(0.5, 3.0);
        counts.merge(new WholeNumbers(1, 4, scale).at(u), 1, Integer::sum);
      }
      assertThat(counts.keySet()).as("seed " + SEED).containsExactly(1, 2, 3, 4);
      if (scale == Scale.LINEAR) {
        // standard deviation 61
        assertThat(counts.values()).as("seed " + SEED).allMatch(n -> Math.abs(n - 5000) < 400);
      }
      assertThat(new Numbers(0.5, 3, scale).at(0)).isEqualTo(0.5);
      assertThat(new WholeNumbers(7, 7, scale).at(Math.nextDown(1.0))).isEqualTo(7);
    }
  }

  /** The shift moves at most one point of an interval into the next. */
  @Test
  void sobol_points_fill_every_dimension_evenly() {
    double[][] points = DrawSequence.SOBOL.points(16, 4, SEED);
    for (int d = 0; d < 4; d++) {
      int dimension = d;
      double[] sorted = Arrays.stream(points).mapToDouble(p -> p[dimension]).sorted().toArray();
      for (int i = 1; i < 16; i++) {
        assertThat(sorted[i] - sorted[i - 1]).as("seed " + SEED).isCloseTo(1 / 16.0, within(1e-9));
      }
    }
  }

  @Test
  void a_longer_search_begins_with_a_shorter_one() {
    for (DrawSequence sequence : DrawSequence.values()) {
      double[][] some = sequence.points(5, 3, SEED);
      double[][] more = sequence.points(9, 3, SEED);
      assertThat(Arrays.copyOf(more, 5)).as("seed " + SEED).isDeepEqualTo(some);
      assertThat(sequence.points(5, 3, SEED + 1)).isNotEqualTo(some);
      assertThat(new ArrayList<>(Arrays.asList(more)))
          .allSatisfy(
              point ->
                  Arrays.stream(point)
                      .forEach(u -> assertThat(u).isBetween(0.0, Math.nextDown(1.0))));
    }
  }

  @Test
  void malformed_ranges_are_refused() {
    refused(Map.of(), "no parameter");
    refused(Map.of("regParam", 3), "'regParam'", "3", "map");
    refused(Map.of("regParam", Map.of("from", 1)), "'regParam'", "'to' is no number");
    refused(Map.of("regParam", Map.of("from", "a", "to", 2)), "'from' is no number");
    refused(Map.of("regParam", Map.of("from", 1, "too", 2)), "no key [too]");
    refused(Map.of("regParam", Map.of("from", 2, "to", 1)), "2.0 to 1.0");
    refused(Map.of("regParam", Map.of("from", 0, "to", 1, "scale", "log")), "above 0");
    refused(Map.of("regParam", Map.of("from", 0, "to", 1, "scale", "cubic")), "scale 'cubic'");
    refused(Map.of("regParam", Map.of("from", 0.5, "to", 1, "whole", true)), "whole numbers");
    refused(Map.of("regParam", Map.of("from", 0, "to", 1, "whole", "yes")), "true or false");
    refused(Map.of("regParam", Map.of("choices", List.of())), "no value");
    refused(Map.of("regParam", Map.of("choices", 3)), "choices is a list");
    refused(Map.of("regParam", Map.of("choices", List.of(1), "from", 1)), "stands alone");
  }

  private static void refused(Map<String, Object> nested, String... parts) {
    assertThatThrownBy(() -> SearchSpace.parse(nested))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void what_the_ranker_refuses_is_refused_before_any_row_is_read() {
    RankerSpec spec = new RankerSpec("logistic", Map.of());
    assertThatThrownBy(
            () ->
                new RankerSearch(
                    spec, SearchSpace.parse(Map.of("regParam", Map.of("from", -1, "to", 1)))))
        .hasMessageContainingAll("regParam", "-1");
    assertThatThrownBy(
            () ->
                new RankerSearch(
                    spec, SearchSpace.parse(Map.of("regParm", Map.of("from", 0, "to", 1)))))
        .hasMessageContainingAll("regParm", "regParam");
    RankerSearch search = new RankerSearch(spec, SPACE);
    assertThatThrownBy(() -> search.setTrials(0)).hasMessageContaining("trials");
    assertThatThrownBy(() -> search.setDepth(0)).hasMessageContaining("depth");
  }
}

package io.dealrank.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The closed forms against the mean over every permutation. */
class RandomOrderTest {
  static List<int[]> lists() {
    return List.of(
        new int[] {1},
        new int[] {1, 0},
        new int[] {0, 2, 1},
        new int[] {1, 1, 0, 0, 0},
        new int[] {3, 0, -1, 1, 0, 0},
        new int[] {2, 2, 2});
  }

  @ParameterizedTest
  @MethodSource("lists")
  void equals_the_mean_over_all_permutations(int[] grades) {
    int n = grades.length;
    int relevant = (int) Arrays.stream(grades).filter(g -> g > 0).count();
    for (int k : new int[] {1, 2, 10}) {
      assertThat(RandomOrder.ndcg(k, grades, Gain.EXPONENTIAL, Discount.ARTICLE))
          .isCloseTo(
              mean(grades, r -> Ndcg.at(k, r, r, Gain.EXPONENTIAL, Discount.ARTICLE)),
              within(1e-12));
      assertThat(RandomOrder.precision(k, n, relevant))
          .isCloseTo(mean(grades, r -> Precision.at(k, r)), within(1e-12));
    }
    assertThat(RandomOrder.reciprocalRank(n, relevant))
        .isCloseTo(mean(grades, ReciprocalRank::of), within(1e-12));
    assertThat(RandomOrder.averagePrecision(n, relevant))
        .isCloseTo(mean(grades, r -> AveragePrecision.of(r, relevant)), within(1e-12));
    assertThat(RandomOrder.auc(n, relevant))
        .isCloseTo(
            mean(grades, r -> ListAuc.of(r, IntStream.range(0, n).mapToDouble(i -> -i).toArray())),
            within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void tie_averaging_equals_the_mean_over_the_permutations_that_the_score_allows(int[] grades) {
    double[] scores =
        IntStream.range(0, grades.length)
            .mapToDouble(i -> i % 3 == 2 ? Double.NaN : i % 2)
            .toArray();
    double expected =
        permutations(grades.length).stream()
            .filter(p -> descending(p, scores))
            .mapToDouble(p -> ndcg(Arrays.stream(p).map(i -> grades[i]).toArray()))
            .average()
            .orElseThrow();
    assertThat(TieAveragedNdcg.at(3, grades, scores, Gain.LINEAR, Discount.LOG2))
        .isCloseTo(expected, within(1e-12));
  }

  private static double ndcg(int[] ranked) {
    return Ndcg.at(3, ranked, ranked, Gain.LINEAR, Discount.LOG2);
  }

  private static boolean descending(int[] permutation, double[] scores) {
    double[] keys =
        Arrays.stream(permutation)
            .mapToDouble(i -> Double.isNaN(scores[i]) ? Double.NEGATIVE_INFINITY : scores[i])
            .toArray();
    return IntStream.range(1, keys.length).allMatch(i -> keys[i - 1] >= keys[i]);
  }

  private static double mean(int[] grades, ToDoubleFunction<int[]> measure) {
    return permutations(grades.length).stream()
        .map(p -> Arrays.stream(p).map(i -> grades[i]).toArray())
        .mapToDouble(measure)
        .average()
        .orElseThrow();
  }

  private static List<int[]> permutations(int n) {
    List<int[]> all = new ArrayList<>();
    extend(new int[0], n, all);
    return all;
  }

  private static void extend(int[] start, int n, List<int[]> all) {
    if (start.length == n) {
      all.add(start);
    }
    for (int next = 0; next < n; next++) {
      int candidate = next;
      if (Arrays.stream(start).noneMatch(i -> i == candidate)) {
        int[] longer = Arrays.copyOf(start, start.length + 1);
        longer[start.length] = next;
        extend(longer, n, all);
      }
    }
  }
}

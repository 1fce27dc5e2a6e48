package io.dealrank.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The closed forms against the mean over every permutation that the scores allow. */
class TieAveragedTest {
  static IntStream seeds() {
    return IntStream.range(0, 1000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equals_the_mean_over_the_orders_that_the_scores_allow(int seed) {
    Random random = new Random(seed);
    int length = 1 + random.nextInt(6);
    int[] ranked = IntStream.range(0, length).map(i -> random.nextInt(5) - 1).toArray();
    double[] scores =
        IntStream.range(0, length)
            .mapToDouble(i -> -random.nextInt(3))
            .boxed()
            .sorted((a, b) -> Double.compare(b, a))
            .mapToDouble(s -> s)
            .toArray();
    int k = 1 + random.nextInt(7);
    int relevant = (int) Arrays.stream(ranked).filter(g -> g > 0).count() + random.nextInt(2);
    int[] judged = Arrays.copyOf(ranked, length + 1);
    judged[length] = random.nextInt(3);
    Gain gain = Gain.values()[random.nextInt(2)];
    Discount discount = Discount.values()[random.nextInt(3)];
    List<int[]> orders = orders(ranked, scores);

    same(
        seed,
        TieAveragedNdcg.at(k, ranked, scores, judged, gain, discount),
        orders,
        r -> Ndcg.at(k, r, judged, gain, discount));
    same(
        seed,
        TieAveraged.averagePrecision(k, ranked, scores, relevant),
        orders,
        r -> AveragePrecision.at(k, r, relevant));
    same(seed, TieAveraged.reciprocalRank(k, ranked, scores), orders, r -> ReciprocalRank.at(k, r));
    same(seed, TieAveraged.success(k, ranked, scores), orders, r -> Success.at(k, r));
    same(seed, TieAveraged.precision(k, ranked, scores), orders, r -> Precision.at(k, r));
    same(
        seed,
        TieAveraged.recall(k, ranked, scores, relevant),
        orders,
        r -> Recall.at(k, r, relevant));
    same(
        seed,
        TieAveraged.rPrecision(ranked, scores, relevant),
        orders,
        r -> RPrecision.of(r, relevant));
    same(
        seed,
        TieAveraged.rankBiasedPrecision(0.7, ranked, scores),
        orders,
        r -> RankBiasedPrecision.of(0.7, r));
  }

  private static void same(
      int seed, double actual, List<int[]> orders, ToDoubleFunction<int[]> measure) {
    double expected = orders.stream().mapToDouble(measure).average().orElseThrow();
    assertThat(actual).as("seed %d", seed).isCloseTo(expected, within(1e-12));
  }

  private static List<int[]> orders(int[] ranked, double[] scores) {
    List<int[]> orders = new ArrayList<>();
    extend(new int[0], new boolean[ranked.length], ranked, scores, orders);
    return orders;
  }

  private static void extend(
      int[] start, boolean[] used, int[] ranked, double[] scores, List<int[]> orders) {
    int at = start.length;
    if (at == ranked.length) {
      orders.add(start);
      return;
    }
    for (int i = 0; i < ranked.length; i++) {
      if (!used[i] && scores[i] == scores[at]) {
        int[] longer = Arrays.copyOf(start, at + 1);
        longer[at] = ranked[i];
        used[i] = true;
        extend(longer, used, ranked, scores, orders);
        used[i] = false;
      }
    }
  }
}

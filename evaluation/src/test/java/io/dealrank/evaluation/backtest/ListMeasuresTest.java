package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ListMeasuresTest {
  private static final List<BacktestMetric> METRICS =
      IntStream.of(1, 3, 5, 10, 40)
          .boxed()
          .flatMap(
              k ->
                  List.of(BacktestMetric.of("ndcg_" + k), BacktestMetric.of("precision_" + k))
                      .stream())
          .toList();

  private static List<BacktestMetric> metrics() {
    List<BacktestMetric> metrics = new java.util.ArrayList<>(METRICS);
    metrics.addAll(BacktestMetric.DEFAULTS);
    return metrics;
  }

  /** The metrics one by one, by the functions of the package of metrics. */
  private static double[] oracle(int[] labels, double[] scores, Conventions conventions) {
    RankedScores ranked = RankedScores.descending(scores);
    return metrics().stream()
        .mapToDouble(m -> m.value(ranked.arrange(labels), ranked.scores(), conventions))
        .toArray();
  }

  private static Conventions conventions(Random random) {
    return new Conventions(
        Gain.values()[random.nextInt(Gain.values().length)],
        Discount.values()[random.nextInt(Discount.values().length)],
        1);
  }

  @RepeatedTest(300)
  void every_metric_of_every_order_is_that_of_its_own_function_to_the_last_bit() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Conventions conventions = conventions(random);
    ListMeasures measures = new ListMeasures(metrics(), conventions);
    for (int list = 0; list < 20; list++) {
      int listings = 1 + random.nextInt(random.nextInt(20) == 0 ? 1500 : 60);
      int grades = 2 + random.nextInt(4);
      double share = random.nextDouble();
      int[] labels =
          random
              .ints(listings, -1, grades)
              .map(label -> random.nextDouble() < share ? label : 0)
              .toArray();
      labels[random.nextInt(listings)] = 1;
      double[] scores =
          random
              .doubles(listings)
              .map(x -> random.nextBoolean() ? Math.rint(4 * x - 2) : x)
              .toArray();
      double[] shown =
          random.ints(listings, 0, 2 * listings).map(p -> -p).asDoubleStream().sorted().toArray();
      for (int i = 0, j = listings - 1; i < j; i++, j--) {
        double swapped = shown[i];
        shown[i] = shown[j];
        shown[j] = swapped;
      }
      measures.start(labels);
      String about = "seed " + seed + ", list " + list;
      for (double[] order : List.of(shown, scores)) {
        assertThat(bits(measures.of(order)))
            .as(about)
            .containsExactly(bits(oracle(labels, order, conventions)));
      }
      double[] random0 =
          metrics().stream().mapToDouble(m -> m.ofRandomOrder(labels, conventions)).toArray();
      assertThat(bits(measures.ofRandomOrder())).as(about).containsExactly(bits(random0));
      assertThat(new TiedScores().of(scores)).as(about).isEqualTo(JudgedListsTest.tied(scores));
    }
  }

  @Test
  void the_order_of_the_calls_does_not_matter() {
    ListMeasures measures = new ListMeasures(metrics(), Conventions.DEFAULT);
    int[] labels = {0, 1, 0, 2};
    double[] scores = {0.1, 0.9, 0.4, 0.4};
    measures.start(labels);
    double[] first = measures.of(scores);
    measures.start(new int[] {1});
    double[] other = measures.of(new double[] {0.5});
    measures.start(labels);
    assertThat(measures.of(scores)).containsExactly(first);
    assertThat(other[0]).isEqualTo(1);
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
  }
}

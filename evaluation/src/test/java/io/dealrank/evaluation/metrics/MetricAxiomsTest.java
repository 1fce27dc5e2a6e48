package io.dealrank.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every measure on every list; each seed draws one list. */
class MetricAxiomsTest {
  static IntStream seeds() {
    return IntStream.range(0, 1000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_value_is_in_0_1_or_not_defined(int seed) {
    RandomList list = new RandomList(seed);
    for (ToDoubleFunction<int[]> measure : list.measures()) {
      double value = measure.applyAsDouble(list.ranked());
      assertThat(Double.isNaN(value) || (value >= 0 && value <= 1 + 1e-12))
          .as("seed %d: %s", seed, value)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_ideal_order_has_ndcg_1(int seed) {
    RandomList list = new RandomList(seed);
    int[] ideal =
        Arrays.stream(list.grades)
            .boxed()
            .sorted(Comparator.reverseOrder())
            .mapToInt(g -> g)
            .toArray();
    double ndcg = Ndcg.at(list.k, ideal, list.grades, list.gain, list.discount);
    if (list.relevant() > 0) {
      assertThat(ndcg).as("seed %d", seed).isEqualTo(1);
    } else {
      assertThat(ndcg).as("seed %d", seed).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_order_of_the_rows_before_the_order_rule_changes_nothing(int seed) {
    RandomList list = new RandomList(seed);
    RandomList shuffled = list.shuffled();
    assertThat(shuffled.tieAveraged())
        .as("seed %d", seed)
        .isCloseTo(list.tieAveraged(), within(1e-12));
    assertThat(ListAuc.of(shuffled.grades, shuffled.scores))
        .as("seed %d", seed)
        .isCloseTo(ListAuc.of(list.grades, list.scores), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_growing_transform_of_the_scores_changes_nothing(int seed) {
    RandomList list = new RandomList(seed);
    double[] grown = Arrays.stream(list.scores).map(s -> Math.exp(s) * 3 + 1).toArray();
    assertThat(TieAveragedNdcg.at(list.k, list.grades, grown, list.gain, list.discount))
        .as("seed %d", seed)
        .isCloseTo(list.tieAveraged(), within(1e-12));
    assertThat(ListAuc.of(list.grades, grown))
        .as("seed %d", seed)
        .isCloseTo(ListAuc.of(list.grades, list.scores), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void no_order_has_a_higher_ndcg_than_the_ideal_one(int seed) {
    RandomList list = new RandomList(seed);
    double ndcg = Ndcg.at(list.k, list.ranked(), list.grades, list.gain, list.discount);
    double ofShuffled =
        Ndcg.at(list.k, list.shuffled().ranked(), list.grades, list.gain, list.discount);
    assertThat(Double.isNaN(ndcg) || Math.max(ndcg, ofShuffled) <= 1).as("seed %d", seed).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void without_ties_every_measure_equals_its_tie_average(int seed) {
    RandomList list = new RandomList(seed);
    int[] ranked = list.ranked();
    double[] distinct = IntStream.range(0, ranked.length).mapToDouble(i -> -i).toArray();
    int relevant = list.relevant();
    int k = list.k;
    double[] plain = {
      Ndcg.at(k, ranked, ranked, list.gain, list.discount),
      AveragePrecision.at(k, ranked, relevant),
      ReciprocalRank.at(k, ranked),
      Precision.at(k, ranked),
      Recall.at(k, ranked, relevant),
      Success.at(k, ranked),
      RPrecision.of(ranked, relevant),
      RankBiasedPrecision.of(0.8, ranked)
    };
    double[] averaged = {
      TieAveragedNdcg.at(k, ranked, distinct, list.gain, list.discount),
      TieAveraged.averagePrecision(k, ranked, distinct, relevant),
      TieAveraged.reciprocalRank(k, ranked, distinct),
      TieAveraged.precision(k, ranked, distinct),
      TieAveraged.recall(k, ranked, distinct, relevant),
      TieAveraged.success(k, ranked, distinct),
      TieAveraged.rPrecision(ranked, distinct, relevant),
      TieAveraged.rankBiasedPrecision(0.8, ranked, distinct)
    };
    assertThat(averaged).as("seed %d", seed).containsExactly(plain, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void auc_equals_counting_the_pairs(int seed) {
    RandomList list = new RandomList(seed);
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < list.grades.length; i++) {
      for (int j = 0; j < list.grades.length; j++) {
        if (list.grades[i] > 0 && list.grades[j] <= 0) {
          pairs++;
          won += list.scores[i] > list.scores[j] ? 1 : list.scores[i] == list.scores[j] ? 0.5 : 0;
        }
      }
    }
    double expected = pairs == 0 ? Double.NaN : won / pairs;
    assertThat(ListAuc.of(list.grades, list.scores))
        .as("seed %d", seed)
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void swapping_a_better_document_upwards_never_lowers_ndcg(int seed) {
    RandomList list = new RandomList(seed);
    int[] ranked = list.ranked();
    double before = Ndcg.at(Ndcg.WHOLE_LIST, ranked, ranked, list.gain, list.discount);
    for (int i = 1; i < ranked.length && list.relevant() > 0; i++) {
      if (ranked[i] > ranked[i - 1]) {
        int[] better = ranked.clone();
        better[i] = ranked[i - 1];
        better[i - 1] = ranked[i];
        assertThat(Ndcg.at(Ndcg.WHOLE_LIST, better, ranked, list.gain, list.discount))
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(before - 1e-15);
      }
    }
  }

  /** A list of 1 to 12 documents with grades -1 to 4 and scores with ties. */
  private static final class RandomList {
    final int seed;
    final int[] grades;
    final double[] scores;
    final int k;
    final Gain gain;
    final Discount discount;

    RandomList(int seed) {
      Random random = new Random(seed);
      this.seed = seed;
      int length = 1 + random.nextInt(12);
      grades = IntStream.range(0, length).map(i -> random.nextInt(6) - 1).toArray();
      scores = IntStream.range(0, length).mapToDouble(i -> random.nextInt(5) - 2).toArray();
      k = 1 + random.nextInt(14);
      gain = Gain.values()[random.nextInt(Gain.values().length)];
      discount = Discount.values()[random.nextInt(Discount.values().length)];
    }

    private RandomList(RandomList from, int[] order) {
      seed = from.seed;
      grades = Arrays.stream(order).map(i -> from.grades[i]).toArray();
      scores = Arrays.stream(order).mapToDouble(i -> from.scores[i]).toArray();
      k = from.k;
      gain = from.gain;
      discount = from.discount;
    }

    RandomList shuffled() {
      int[] order =
          IntStream.range(0, grades.length)
              .boxed()
              .sorted(Comparator.comparingLong(i -> (i * 7919L + seed) % 13))
              .mapToInt(i -> i)
              .toArray();
      return new RandomList(this, order);
    }

    int[] ranked() {
      return IntStream.range(0, grades.length)
          .boxed()
          .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
          .mapToInt(i -> grades[i])
          .toArray();
    }

    int count(int grade) {
      return (int) Arrays.stream(grades).filter(g -> g == grade).count();
    }

    int relevant() {
      return (int) Arrays.stream(grades).filter(g -> g > 0).count();
    }

    double tieAveraged() {
      return TieAveragedNdcg.at(k, grades, scores, gain, discount);
    }

    List<ToDoubleFunction<int[]>> measures() {
      return List.of(
          r -> Ndcg.at(k, r, grades, gain, discount),
          r -> Ndcg.at(Ndcg.WHOLE_LIST, r, grades, gain, discount),
          r -> tieAveraged(),
          r -> RandomOrder.ndcg(k, grades, gain, discount),
          ReciprocalRank::of,
          r -> AveragePrecision.of(r, relevant()),
          r -> Precision.at(k, r),
          r -> Recall.at(k, r, relevant()),
          r -> Success.at(k, r),
          r -> RPrecision.of(r, relevant()),
          r -> BinaryPreference.of(r, relevant(), count(0)),
          r -> ExpectedReciprocalRank.at(k, r, 4),
          r -> RankBiasedPrecision.of(0.8, r),
          r -> InterpolatedPrecision.at(0.3, r, relevant()),
          r -> InterpolatedPrecision.elevenPoints(r, relevant()),
          r -> ListAuc.of(grades, scores));
    }
  }
}

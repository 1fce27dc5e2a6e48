package io.dealrank.evaluation.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.significance.Clusters;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must hold for any log; every failure names its seed. */
class OffPolicyAxiomsTest {
  private static final int SEEDS = 1000;

  private final double[] none = {};

  private record Log(
      double[] target, double[] logging, double[] rewards, double[] predicted, double[] baseline) {
    static Log draw(SplittableRandom random) {
      int n = 1 + random.nextInt(40);
      return new Log(
          numbers(random, n, 0.01),
          numbers(random, n, 0.01),
          numbers(random, n, 0),
          numbers(random, n, 0),
          numbers(random, n, 0));
    }

    ImportanceWeights weights() {
      return ImportanceWeights.of(target, logging);
    }
  }

  private static double[] numbers(SplittableRandom random, int n, double least) {
    return IntStream.range(0, n)
        .mapToDouble(i -> least + (1 - least) * random.nextDouble())
        .toArray();
  }

  private static double[] map(double[] values, DoubleUnaryOperator change) {
    return Arrays.stream(values).map(change).toArray();
  }

  @Test
  void with_the_logging_policy_as_target_every_estimate_is_the_mean_reward() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Log log = Log.draw(new SplittableRandom(seed));
      ImportanceWeights same = ImportanceWeights.of(log.logging(), log.logging());
      double mean = Arrays.stream(log.rewards()).average().orElseThrow();
      assertThat(InversePropensity.of(same, log.rewards()).value())
          .as("seed %d", seed)
          .isCloseTo(mean, within(1e-12));
      assertThat(SelfNormalised.of(same, log.rewards()).value())
          .as("seed %d", seed)
          .isCloseTo(mean, within(1e-12));
      assertThat(DoublyRobust.of(same, log.rewards(), log.predicted(), log.predicted()).value())
          .as("seed %d", seed)
          .isCloseTo(mean, within(1e-12));
      assertThat(same.effectiveSampleSize())
          .as("seed %d", seed)
          .isCloseTo(same.rows(), within(1e-9));
    }
  }

  @Test
  void shifting_rewards_shifts_the_self_normalised_value_by_as_much() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Log log = Log.draw(random);
      double shift = 10 * random.nextDouble() - 5;
      double[] shifted = map(log.rewards(), r -> r + shift);
      double value = SelfNormalised.of(log.weights(), log.rewards()).value();
      assertThat(SelfNormalised.of(log.weights(), shifted).value())
          .as("seed %d", seed)
          .isCloseTo(value + shift, within(1e-10));
      assertThat(value).as("seed %d", seed).isBetween(0.0, 1.0);
      assertThat(InversePropensity.of(log.weights(), shifted).value())
          .as("seed %d", seed)
          .isCloseTo(
              InversePropensity.of(log.weights(), log.rewards()).value()
                  + shift * log.weights().mean(),
              within(1e-9));
    }
  }

  @Test
  void the_variants_of_doubly_robust_meet_at_their_limits() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Log log = Log.draw(new SplittableRandom(seed));
      ImportanceWeights w = log.weights();
      double robust = value(w, log);
      double direct = DoublyRobust.directMethod(log.baseline()).value();
      assertThat(value(w.clipped(1e9), log)).as("seed %d", seed).isCloseTo(robust, within(1e-12));
      assertThat(value(w.switched(1e9), log)).as("seed %d", seed).isCloseTo(robust, within(1e-12));
      assertThat(value(w.switched(0), log)).as("seed %d", seed).isCloseTo(direct, within(1e-12));
      assertThat(value(w.shrunk(Double.POSITIVE_INFINITY), log))
          .as("seed %d", seed)
          .isCloseTo(robust, within(1e-12));
      assertThat(value(w.shrunk(0), log)).as("seed %d", seed).isCloseTo(direct, within(1e-12));
      double[] zeros = new double[w.rows()];
      assertThat(DoublyRobust.of(w, log.rewards(), zeros, zeros).value())
          .as("seed %d", seed)
          .isCloseTo(InversePropensity.of(w, log.rewards()).value(), within(1e-12));
      assertThat(DoublyRobust.of(w, log.rewards(), log.rewards(), log.baseline()).value())
          .as("seed %d", seed)
          .isCloseTo(direct, within(1e-12));
      assertThat(w.effectiveSampleSize()).as("seed %d", seed).isBetween(1 - 1e-9, w.rows() + 1e-9);
      assertThat(w.clippedShare(w.largest())).isZero();
    }
  }

  private static double value(ImportanceWeights weights, Log log) {
    return DoublyRobust.of(weights, log.rewards(), log.predicted(), log.baseline()).value();
  }

  @Test
  void contributions_average_to_the_value_and_differences_are_paired() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Log log = Log.draw(new SplittableRandom(seed));
      OffPolicyEstimate a = SelfNormalised.of(log.weights(), log.rewards());
      OffPolicyEstimate b =
          DoublyRobust.selfNormalised(
              log.weights(), log.rewards(), log.predicted(), log.baseline());
      for (OffPolicyEstimate estimate : new OffPolicyEstimate[] {a, b, a.minus(b)}) {
        assertThat(Arrays.stream(estimate.contributions()).average().orElseThrow())
            .as("seed %d", seed)
            .isCloseTo(estimate.value(), within(1e-9));
      }
      assertThat(a.minus(a).value()).isZero();
    }
  }

  @Test
  void the_interval_of_a_drawn_log_covers_the_truth() {
    double[] logging = {0.5, 0.3, 0.2};
    double[] target = {0.2, 0.3, 0.5};
    double[] rate = {0.1, 0.4, 0.3};
    double truth = 0.2 * 0.1 + 0.3 * 0.4 + 0.5 * 0.3;
    int byWeights = 0;
    int normalised = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 300;
      double[] p = new double[n];
      double[] q = new double[n];
      double[] rewards = new double[n];
      for (int i = 0; i < n; i++) {
        double u = random.nextDouble();
        int action = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
        p[i] = logging[action];
        q[i] = target[action];
        rewards[i] = random.nextDouble() < rate[action] ? 1 : 0;
      }
      ImportanceWeights weights = ImportanceWeights.of(q, p);
      byWeights += InversePropensity.of(weights, rewards).interval(0.95).contains(truth) ? 1 : 0;
      normalised += SelfNormalised.of(weights, rewards).interval(0.95).contains(truth) ? 1 : 0;
      assertThat(Verdict.of(weights, rewards).informative()).as("seed %d", seed).isTrue();
    }
    // 950 expected, standard deviation 7, skewed a little
    assertThat(byWeights).isBetween(915, 980);
    assertThat(normalised).isBetween(915, 980);
  }

  @Test
  void the_correction_for_positions_finds_the_better_order_that_the_naive_value_misses() {
    PositionPropensity curve = PositionPropensity.power(1.5, 0.01, 4);
    SplittableRandom random = new SplittableRandom(8);
    int lists = 20_000;
    int[] list = new int[4 * lists];
    int[] positions = new int[4 * lists];
    double[] labels = new double[4 * lists];
    double[] scores = new double[4 * lists];
    double[] relevance = {0.10, 0.12, 0.14, 0.30}; // production shows them the wrong way round
    double truth = 0;
    for (int i = 0; i < labels.length; i++) {
      list[i] = i / 4;
      positions[i] = i % 4 + 1;
      scores[i] = relevance[i % 4];
      boolean seen = random.nextDouble() < curve.at(positions[i]);
      labels[i] = seen && random.nextDouble() < relevance[i % 4] ? 1 : 0;
    }
    for (int t = 1; t <= 4; t++) {
      truth += relevance[4 - t] * Discount.LOG2.at(t);
    }
    PositionCorrectedLog log = new PositionCorrectedLog(lists, list, positions, labels);
    int[] model = log.ranks(scores);
    int[] production = log.productionRanks();
    assertThat(Arrays.copyOf(model, 4)).containsExactly(4, 3, 2, 1);
    assertThat(Arrays.copyOf(production, 4)).containsExactly(1, 2, 3, 4);
    OffPolicyEstimate naive =
        log.naive(model, Discount.LOG2).minus(log.naive(production, Discount.LOG2));
    OffPolicyEstimate corrected = log.corrected(model, Discount.LOG2, curve);
    OffPolicyEstimate gain = corrected.minus(log.corrected(production, Discount.LOG2, curve));
    assertThat(naive.interval(0.95).high()).isNegative();
    assertThat(gain.interval(0.95).low()).isPositive();
    assertThat(corrected.interval(0.999).contains(truth)).isTrue();
    PositionPropensity everything = PositionPropensity.power(0, 1, 1);
    assertThat(log.corrected(model, Discount.LOG2, everything).value())
        .isEqualTo(log.naive(model, Discount.LOG2).value());
  }

  @Test
  void a_slate_of_one_slot_is_a_bandit() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Log log = Log.draw(new SplittableRandom(seed));
      int n = log.rewards().length;
      SlateLog slates = new SlateLog(Clusters.single(n), new int[n], log.rewards());
      assertThat(slates.inversePropensity(log.weights()).value())
          .as("seed %d", seed)
          .isCloseTo(InversePropensity.of(log.weights(), log.rewards()).value(), within(1e-12));
      assertThat(slates.selfNormalised(log.weights()).value())
          .as("seed %d", seed)
          .isCloseTo(SelfNormalised.of(log.weights(), log.rewards()).value(), within(1e-12));
    }
  }

  @Test
  void a_verdict_refuses_an_estimate_without_information_and_says_why() {
    double[] ones = map(new double[1000], v -> 1);
    ImportanceWeights equal = new ImportanceWeights(ones);
    assertThat(Verdict.of(equal, ones).informative()).isTrue();
    assertThat(Verdict.of(equal, ones).text()).contains("1000 of 1000 rows");

    double[] oneHeavy = new double[1000];
    oneHeavy[0] = 1000;
    assertThat(Verdict.of(new ImportanceWeights(oneHeavy), ones).text())
        .startsWith("The estimate carries no information.")
        .contains("effective sample size is 1.0 of 1000 rows")
        .contains("100% of the total weight");

    double[] fewOutcomes = new double[1000];
    Arrays.fill(fewOutcomes, 0, 9, 1);
    assertThat(Verdict.of(equal, fewOutcomes).reasons())
        .containsExactly(
            "The outcomes count as 9.0 equal ones, below 10: the relative standard error is above 30%.");
    assertThat(Verdict.of(equal, new double[1000]).text()).contains("has an outcome");

    double[] twice = map(ones, v -> 2);
    assertThat(Verdict.of(new ImportanceWeights(twice), ones).text())
        .contains("mean weight is 2.000")
        .contains("check the logged probabilities");

    assertThat(Verdict.of(new ImportanceWeights(new double[5]), new double[5]).text())
        .contains("never does what was logged");
    assertThat(Verdict.of(new ImportanceWeights(none), none).text()).contains("no row");
    assertThat(Verdict.ofOutcomes(new ImportanceWeights(new double[] {1, 1})).informative())
        .isFalse();
  }

  @Test
  void nothing_to_estimate_from_is_undefined() {
    ImportanceWeights no = new ImportanceWeights(none);
    ImportanceWeights zeros = new ImportanceWeights(new double[3]);
    double[] rewards = {1, 0, 1};
    assertThat(InversePropensity.of(no, none).value()).isNaN();
    assertThat(InversePropensity.of(no, none).standardError()).isNaN();
    assertThat(SelfNormalised.of(no, none).value()).isNaN();
    assertThat(DoublyRobust.of(no, none, none, none).value()).isNaN();
    assertThat(DoublyRobust.directMethod(none).interval(0.9).low()).isNaN();
    assertThat(SelfNormalised.of(zeros, rewards).value()).isNaN();
    assertThat(SelfNormalised.of(zeros, rewards).interval(0.9).high()).isNaN();
    assertThat(InversePropensity.of(zeros, rewards).value()).isZero();
    assertThat(zeros.effectiveSampleSize()).isNaN();
    assertThat(zeros.largestShare()).isNaN();
    assertThat(no.mean()).isNaN();
    assertThat(no.largest()).isNaN();
    assertThat(no.clippedShare(1)).isNaN();
    assertThat(
            InversePropensity.of(new ImportanceWeights(new double[] {1}), new double[] {1})
                .standardError())
        .isNaN();
    SlateLog slates = new SlateLog(Clusters.single(0), new int[0], none);
    assertThat(slates.inversePropensity(no).value()).isNaN();
    assertThat(slates.selfNormalised(no).value()).isNaN();
    PositionCorrectedLog log = new PositionCorrectedLog(0, new int[0], new int[0], none);
    PositionPropensity curve = PositionPropensity.power(1, 0.1, 5);
    assertThat(log.corrected(new int[0], Discount.LOG2, curve).value()).isNaN();
    PositionCorrectedLog silent =
        new PositionCorrectedLog(1, new int[1], new int[] {1}, new double[1]);
    assertThat(silent.corrected(new int[] {1}, Discount.LOG2, curve).value()).isZero();
    assertThat(silent.selfNormalised(new int[] {1}, Discount.LOG2, curve).value()).isNaN();
  }

  @Test
  void broken_logs_are_refused_with_the_value() {
    double[] half = {0.5};
    assertThatThrownBy(() -> ImportanceWeights.of(half, new double[] {0}))
        .hasMessageContaining("probability 0.0");
    assertThatThrownBy(() -> ImportanceWeights.of(new double[] {1.5}, half))
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> ImportanceWeights.of(half, none))
        .hasMessageContaining("1 probabilities");
    assertThatThrownBy(
            () -> InversePropensity.of(new ImportanceWeights(half), new double[] {Double.NaN}))
        .hasMessageContaining("reward = NaN");
    assertThatThrownBy(() -> PositionPropensity.power(1, 0, 1_000_000).at(0))
        .hasMessageContaining("position 0");
    assertThatThrownBy(() -> new PositionPropensity(new double[] {1, 0}))
        .hasMessageContaining("Position 2");
    assertThatThrownBy(() -> new PositionCorrectedLog(1, new int[] {1}, new int[] {1}, half))
        .hasMessageContaining("list 1");
  }
}

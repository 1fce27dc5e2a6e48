package io.dealrank.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.offpolicy.ImportanceWeights;
import io.dealrank.evaluation.offpolicy.OffPolicyEstimate;
import io.dealrank.evaluation.offpolicy.SelfNormalised;
import io.dealrank.evaluation.offpolicy.Verdict;
import io.dealrank.evaluation.report.BiasEstimate.Estimator;
import io.dealrank.evaluation.significance.Clusters;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BiasCorrectionsTest {
  private static BiasEstimate estimate(Estimator estimator, double model, boolean usable) {
    double uplift = model / 0.5 - 1;
    return new BiasEstimate(
        estimator, 0.5, model, new Interval(uplift - .01, uplift + .01), 900, .01, usable, "words");
  }

  private static BiasCorrections of(BiasEstimate... estimates) {
    return new BiasCorrections("Corrected", "DCG", "95%", List.of(estimates));
  }

  @Test
  void the_most_robust_of_the_usable_estimates_is_trusted() {
    BiasCorrections all =
        of(
            estimate(Estimator.DOUBLY_ROBUST, 0.55, true),
            estimate(Estimator.NAIVE, 0.51, true),
            estimate(Estimator.SELF_NORMALISED, 0.54, true));
    assertThat(all.trusted().orElseThrow().estimator()).isEqualTo(Estimator.DOUBLY_ROBUST);
    BiasCorrections forbidden =
        of(
            estimate(Estimator.DOUBLY_ROBUST, 0.55, false),
            estimate(Estimator.SELF_NORMALISED, 0.54, true),
            estimate(Estimator.INVERSE_PROPENSITY, 0.6, true));
    assertThat(forbidden.trusted().orElseThrow().estimator()).isEqualTo(Estimator.SELF_NORMALISED);
  }

  @Test
  void without_a_usable_correction_none_is_trusted() {
    BiasCorrections none =
        of(
            estimate(Estimator.NAIVE, 0.51, true),
            estimate(Estimator.INVERSE_PROPENSITY, 0.6, false));
    assertThat(none.trusted()).isEmpty();
    assertThat(none.advice()).startsWith("Trust none of the corrections");
  }

  @Test
  void an_opposite_sign_of_the_naive_comparison_is_told() {
    assertThat(
            of(estimate(Estimator.NAIVE, 0.49, true), estimate(Estimator.DOUBLY_ROBUST, 0.55, true))
                .advice())
        .contains("opposite sign (\u22122.0%)");
  }

  @Test
  void an_estimate_of_the_package_offpolicy_keeps_its_verdict() {
    long seed = 11;
    Random random = new Random(seed);
    double[] weights = new double[4000];
    double[] rewards = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextBoolean() ? 1.5 : 0.5;
      rewards[i] = random.nextDouble() < 0.2 * weights[i] ? 1 : 0;
    }
    double[] ones = new double[weights.length];
    Arrays.fill(ones, 1);
    ImportanceWeights target = new ImportanceWeights(weights);
    OffPolicyEstimate model = SelfNormalised.of(target, rewards);
    OffPolicyEstimate production = SelfNormalised.of(new ImportanceWeights(ones), rewards);
    BiasEstimate estimate =
        BiasEstimate.of(
            Estimator.SELF_NORMALISED,
            production,
            model,
            Clusters.single(weights.length),
            0.95,
            Verdict.of(target, rewards));
    assertThat(estimate.relativeUplift())
        .as("seed %d", seed)
        .isCloseTo(model.value() / production.value() - 1, within(1e-12));
    assertThat(estimate.uplift().low()).isLessThan(estimate.relativeUplift());
    assertThat(estimate.uplift().high()).isGreaterThan(estimate.relativeUplift());
    assertThat(estimate.usable()).isTrue();
    assertThat(estimate.verdict()).startsWith("The estimate may be used");
  }
}

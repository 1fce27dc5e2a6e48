package io.dealrank.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.experiment.PlannedLooks.Spending;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookBoundTest {
  private static final double ALPHA = 0.05;

  @Test
  void the_only_look_is_the_fixed_horizon() {
    LookBound look = LookBound.of(new PlannedLooks(List.of(1.0), 1, null, null), ALPHA);
    assertThat(look.level()).isCloseTo(ALPHA, within(1e-6));
    assertThat(look.spent()).isCloseTo(ALPHA, within(1e-12));
    for (double z = 0.3; z < 4; z += 0.17) {
      Effect effect = new Effect(-z, 1, Double.POSITIVE_INFINITY);
      double fixed = effect.p(Alternative.TWO_SIDED);
      assertThat(look.p(effect)).isCloseTo(fixed, within(1e-3 * fixed + 1e-6));
      assertThat(look.z(effect)).isCloseTo(-z, within(1e-9));
    }
  }

  /** The repeated p-value is the alpha whose bound is the statistic. */
  @Test
  void p_is_the_smallest_alpha_whose_bound_is_crossed() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (Spending spending : Spending.values()) {
      Double rho = spending == Spending.POWER ? 1.5 : null;
      PlannedLooks looks = new PlannedLooks(List.of(0.3, 0.6, 1.0), 2, spending, rho);
      LookBound look = LookBound.of(looks, ALPHA);
      for (int trial = 0; trial < 20; trial++) {
        double alpha = Math.exp(Math.log(5e-3) * random.nextDouble());
        double bound = looks.bound(alpha);
        assertThat(look.p(effect(bound)))
            .as("seed %d: %s at %s", seed, spending, alpha)
            .isCloseTo(alpha, within(2e-3 * alpha + 2e-6));
      }
      double bound = look.bound();
      assertThat(look.p(effect(bound + 1e-9))).isLessThanOrEqualTo(ALPHA);
      assertThat(look.p(effect(bound - 1e-4))).isGreaterThan(ALPHA);
      assertThat(look.p(effect(40))).isEqualTo(1e-6);
      assertThat(look.p(effect(0))).isEqualTo(1);
      assertThat(look.p(effect(Double.NaN))).isNaN();
    }
  }

  @Test
  void p_falls_as_the_effect_grows() {
    PlannedLooks looks = new PlannedLooks(List.of(0.1, 0.5, 1.0), 1, null, null);
    LookBound look = LookBound.of(looks, ALPHA);
    double before = 1;
    for (double z = 0; z < 9; z += 0.01) {
      double p = look.p(effect(z));
      assertThat(p).as("z %s", z).isBetween(1e-6, before);
      before = p;
    }
  }

  @Test
  void a_wrong_sequence_is_told() {
    told("information is missing", List.of(), 1, null, null);
    told("does not rise within (0, 1]", List.of(0.5, 0.5), 1, null, null);
    told("does not rise within (0, 1]", List.of(0.5, 1.1), 1, null, null);
    told("look is missing", List.of(0.5, 1.0), null, null, null);
    told("look 3 is none of the 2", List.of(0.5, 1.0), 3, null, null);
    told("rho null", List.of(1.0), 1, Spending.POWER, null);
    told("rho 2.0", List.of(1.0), 1, null, 2.0);
  }

  private static void told(
      String problem, List<Double> information, Integer look, Spending spending, Double rho) {
    assertThatThrownBy(() -> new PlannedLooks(information, look, spending, rho))
        .hasMessageContaining(problem);
  }

  private static Effect effect(double z) {
    return new Effect(z, 1, Double.POSITIVE_INFINITY);
  }
}

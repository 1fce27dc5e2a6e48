package io.dealrank.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.Normal;
import io.dealrank.evaluation.distribution.StudentT;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectTest {
  private static final long SEED = 99;

  @Test
  void the_interval_leaves_out_zero_exactly_when_p_is_below_alpha() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      ArmValue control = arm(random);
      ArmValue treatment = arm(random);
      double alpha = 0.001 + 0.3 * random.nextDouble();
      for (Effect effect :
          new Effect[] {Effect.absolute(control, treatment), Effect.relative(control, treatment)}) {
        for (Alternative alternative : Alternative.values()) {
          assertThat(effect.interval(alpha, alternative).contains(0))
              .as("seed %s: %s %s alpha %s", SEED, effect, alternative, alpha)
              .isEqualTo(effect.p(alternative) >= alpha);
        }
        AlwaysValid sequence = new AlwaysValid(alpha, 5000);
        double n = control.n() + treatment.n();
        assertThat(sequence.interval(effect, n).contains(0))
            .as("seed %s: %s alpha %s", SEED, effect, alpha)
            .isEqualTo(sequence.p(effect, n) >= alpha);
        assertThat(sequence.quantile(n)).isGreaterThan(Normal.upperQuantile(alpha / 2));
      }
    }
  }

  @Test
  void both_sides_of_an_effect_are_one() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      Effect effect = Effect.absolute(arm(random), arm(random));
      assertThat(effect.p(Alternative.GREATER) + effect.p(Alternative.LESS))
          .as("seed " + SEED)
          .isCloseTo(1, within(1e-12));
      assertThat(2 * Math.min(effect.p(Alternative.GREATER), effect.p(Alternative.LESS)))
          .isCloseTo(effect.p(Alternative.TWO_SIDED), within(1e-12));
    }
  }

  @Test
  void a_small_p_keeps_its_digits() {
    Effect far = new Effect(20, 1, Double.POSITIVE_INFINITY);
    assertThat(far.p(Alternative.TWO_SIDED)).isCloseTo(5.507248237212467e-89, within(1e-100));
    assertThat(new Effect(20, 1, 50).p(Alternative.TWO_SIDED)).isPositive().isLessThan(1e-24);
  }

  @Test
  void a_quantile_is_the_inverse_of_the_tail() {
    for (double degrees : new double[] {0.7, 1, 2.5, 30, 1e4, 1e8, Double.POSITIVE_INFINITY}) {
      for (double q : new double[] {1e-12, 1e-5, 0.025, 0.3, 0.5, 0.9, 0.999}) {
        double t = StudentT.upperQuantile(q, degrees);
        assertThat(StudentT.upperTail(t, degrees) / q)
            .as("q %s, %s degrees", q, degrees)
            .isCloseTo(1, within(1e-10));
      }
    }
  }

  @Test
  void nothing_that_varies_and_a_control_of_zero_are_not_defined() {
    ArmValue constant = new ArmValue(10, 3, 0);
    Effect none = Effect.absolute(constant, constant);
    assertThat(none.statistic()).isNaN();
    assertThat(none.p(Alternative.TWO_SIDED)).isNaN();
    assertThat(none.interval(0.05, Alternative.TWO_SIDED)).isEqualTo(ConfidenceInterval.UNDEFINED);
    Effect overZero = Effect.relative(new ArmValue(10, 0, 1), new ArmValue(10, 1, 1));
    assertThat(overZero.estimate()).isNaN();
    assertThat(overZero.p(Alternative.TWO_SIDED)).isNaN();
    Effect single =
        Effect.absolute(
            ArmValue.of(Moments.of(new double[] {1}), Quantity.mean(0)),
            ArmValue.of(Moments.of(new double[] {1, 2}), Quantity.mean(0)));
    assertThat(single.p(Alternative.TWO_SIDED)).isNaN();
  }

  @Test
  void a_ratio_over_a_constant_is_the_mean_over_it() {
    Random random = new Random(SEED);
    double[] x = random.doubles(50).toArray();
    double[] four = random.doubles(50).map(v -> 4).toArray();
    Moments moments = Moments.of(x, four);
    ArmValue ratio = ArmValue.of(moments, Quantity.ratio(0, 1));
    ArmValue mean = ArmValue.of(moments, Quantity.mean(0));
    assertThat(ratio.value()).isCloseTo(mean.value() / 4, within(1e-15));
    assertThat(ratio.variance()).isCloseTo(mean.variance() / 16, within(1e-15));
    assertThat(Quantity.ratio(0, 0).variance(moments)).isCloseTo(0, within(1e-15));
  }

  /** Outcome = covariate + noise of a tenth of its spread: the variance left is a hundredth. */
  @Test
  void a_covariate_that_explains_nearly_all_takes_nearly_all_variance() {
    Random random = new Random(SEED);
    Moments[] arms = new Moments[2];
    for (int arm = 0; arm < 2; arm++) {
      double[] before = random.doubles(4000).map(v -> random.nextGaussian() + 5).toArray();
      double[] after = new double[before.length];
      for (int i = 0; i < after.length; i++) {
        after[i] = before[i] + 0.1 * random.nextGaussian() + 0.05 * arm;
      }
      arms[arm] = Moments.of(after, before);
    }
    Cuped cuped = Cuped.of(arms[0], arms[1], Quantity.mean(0), Quantity.mean(1));
    assertThat(cuped.theta()).as("seed " + SEED).isCloseTo(1, within(0.01));
    assertThat(cuped.varianceReduced()).as("seed " + SEED).isCloseTo(0.99, within(0.002));
    assertThat(cuped.absolute().interval(0.0001, Alternative.TWO_SIDED).contains(0.05)).isTrue();
  }

  @Test
  void a_covariate_that_does_not_vary_changes_nothing() {
    Moments control = Moments.of(new double[] {1, 2, 4}, new double[] {7, 7, 7});
    Moments treatment = Moments.of(new double[] {2, 3, 3, 8}, new double[] {7, 7, 7, 7});
    Quantity outcome = Quantity.mean(0);
    Cuped cuped = Cuped.of(control, treatment, outcome, Quantity.mean(1));
    assertThat(cuped.theta()).isZero();
    assertThat(cuped.varianceReduced()).isZero();
    assertThat(cuped.absolute())
        .isEqualTo(Effect.absolute(ArmValue.of(control, outcome), ArmValue.of(treatment, outcome)));
  }

  private static ArmValue arm(Random random) {
    return new ArmValue(
        2 + random.nextInt(5000), 1 + random.nextDouble(), 0.1 + 5 * random.nextDouble());
  }
}

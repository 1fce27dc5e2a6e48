package io.dealrank.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.distribution.StudentT;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowerAnalysisTest {
  private static final long SEED = 20_260_301;

  @ParameterizedTest
  @EnumSource(PowerAnalysis.Distribution.class)
  void effect_and_size_are_the_roots_of_the_power(PowerAnalysis.Distribution distribution) {
    Random random = new Random(SEED);
    for (Alternative alternative : Alternative.values()) {
      for (int i = 0; i < 20; i++) {
        PowerAnalysis analysis =
            new PowerAnalysis(
                0.001 + 0.1 * random.nextDouble(),
                0.2 + 3 * random.nextDouble(),
                distribution,
                alternative);
        double power = 0.3 + 0.65 * random.nextDouble();
        double units = 10 + random.nextInt(100_000);
        String drawn = analysis + " power " + power + " units " + units + " seed " + SEED;
        double effect = analysis.smallestEffect(units, power);
        assertThat(analysis.power(effect, units)).as(drawn).isCloseTo(power, within(1e-9));
        assertThat(analysis.controlUnits(effect, power) / units)
            .as(drawn)
            .isCloseTo(1, within(1e-8));
        assertThat(effect < 0).as(drawn).isEqualTo(alternative == Alternative.LESS);
      }
    }
  }

  @RepeatedTest(3)
  void power_at_no_effect_is_alpha() {
    for (PowerAnalysis.Distribution distribution : PowerAnalysis.Distribution.values()) {
      PowerAnalysis analysis = new PowerAnalysis(0.03, 1.5, distribution, Alternative.TWO_SIDED);
      assertThat(analysis.power(0, 17)).isCloseTo(0.03, within(1e-12));
    }
  }

  /** The share of simulated t statistics beyond the quantile is the oracle. */
  @Test
  void the_noncentral_tail_is_the_share_of_simulated_statistics() {
    Random random = new Random(SEED);
    int degrees = 4;
    double delta = 1.3;
    double t = 2.1;
    int draws = 200_000;
    int beyond = 0;
    for (int i = 0; i < draws; i++) {
      double squares = 0;
      for (int k = 0; k < degrees; k++) {
        double z = random.nextGaussian();
        squares += z * z;
      }
      if ((random.nextGaussian() + delta) / Math.sqrt(squares / degrees) > t) {
        beyond++;
      }
    }
    assertThat(NoncentralT.upperTail(t, degrees, delta))
        .as("seed " + SEED)
        .isCloseTo((double) beyond / draws, within(5 * Math.sqrt(0.25 / draws)));
  }

  @Test
  void without_noncentrality_it_is_student_t() {
    for (double degrees : new double[] {1, 1.5, 2, 3, 10, 99.5, 1e4, 1e7}) {
      for (double t : new double[] {-3, -0.5, 0, 1, 2.5, 6}) {
        assertThat(NoncentralT.upperTail(t, degrees, 0))
            .as("t %s with %s degrees", t, degrees)
            .isCloseTo(StudentT.upperTail(t, degrees), within(1e-10));
      }
    }
  }

  @Test
  void what_cannot_be_reached_is_not_a_number() {
    PowerAnalysis analysis = PowerAnalysis.twoSided(0.05);
    assertThat(analysis.smallestEffect(100, 0.04)).isNaN();
    assertThat(analysis.controlUnits(0, 0.8)).isNaN();
    assertThat(analysis.controlUnits(100, 0.8)).isEqualTo(2);
    PowerAnalysis less = new PowerAnalysis(0.05, 1, PowerAnalysis.Distribution.T, Alternative.LESS);
    assertThat(less.controlUnits(0.1, 0.8)).isNaN();
  }
}

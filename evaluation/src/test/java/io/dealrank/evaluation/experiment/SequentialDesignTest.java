package io.dealrank.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Looking before the end, by design or at any time. */
class SequentialDesignTest {
  private static final long SEED = 11;

  @Test
  void one_look_at_the_end_is_the_fixed_horizon() {
    double[] bounds = GroupSequential.bounds(new double[] {1}, 0.05, 2, AlphaSpending.power(2));
    assertThat(bounds[0]).isCloseTo(1.959963984540054, within(1e-9));
    assertThat(GroupSequential.levels(bounds, 2)[0]).isCloseTo(0.05, within(1e-12));
  }

  /** Simulated Brownian motion without drift crosses the bounds as often as alpha says. */
  @Test
  void the_bounds_spend_alpha() {
    double[] looks = {0.2, 0.45, 0.7, 1};
    for (AlphaSpending spending :
        new AlphaSpending[] {AlphaSpending.power(2), AlphaSpending.obrienFleming()}) {
      double[] bounds = GroupSequential.bounds(looks, 0.05, 1, spending);
      Random random = new Random(SEED);
      int runs = 200_000;
      int crossed = 0;
      for (int run = 0; run < runs; run++) {
        double b = 0;
        double before = 0;
        for (int look = 0; look < looks.length; look++) {
          b += random.nextGaussian() * Math.sqrt(looks[look] - before);
          before = looks[look];
          if (b > bounds[look] * Math.sqrt(looks[look])) {
            crossed++;
            break;
          }
        }
      }
      assertThat((double) crossed / runs)
          .as("seed " + SEED)
          .isCloseTo(0.05, within(4 * Math.sqrt(0.05 * 0.95 / runs)));
    }
  }

  @Test
  void an_always_valid_interval_is_rarely_ever_wrong() {
    Random random = new Random(SEED);
    int runs = 1000;
    int ever = 0;
    int atSomeFixedLook = 0;
    for (int run = 0; run < runs; run++) {
      double sum = 0;
      boolean missed = false;
      boolean fixedMissed = false;
      for (int n = 1; n <= 2000; n++) {
        sum += random.nextGaussian();
        if (n >= 20 && n % 10 == 0) {
          Effect effect = new Effect(sum / n, Math.sqrt(1.0 / n), Double.POSITIVE_INFINITY);
          missed |= !new AlwaysValid(0.05, 1000).interval(effect, n).contains(0);
          fixedMissed |= !effect.interval(0.05, Alternative.TWO_SIDED).contains(0);
        }
      }
      ever += missed ? 1 : 0;
      atSomeFixedLook += fixedMissed ? 1 : 0;
    }
    assertThat(ever).as("seed " + SEED).isLessThan(runs / 20);
    assertThat(atSomeFixedLook).as("seed " + SEED).isGreaterThan(runs / 4);
  }

  @Test
  void looks_that_do_not_rise_are_refused() {
    assertThatThrownBy(
            () -> GroupSequential.bounds(new double[] {0.5, 0.4}, 0.05, 2, AlphaSpending.power(2)))
        .hasMessageContaining("does not rise");
    assertThatThrownBy(() -> new AlwaysValid(0.05, 0)).hasMessageContaining("positive");
  }

  @Test
  void a_look_without_news_keeps_its_bound() {
    double[] bounds =
        GroupSequential.bounds(new double[] {0.5, 0.5, 1}, 0.05, 2, AlphaSpending.power(2));
    assertThat(bounds[1]).isEqualTo(bounds[0]);
  }
}

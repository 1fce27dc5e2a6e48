package io.dealrank.evaluation.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.significance.SignTest;
import java.util.Random;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

class InterleavingPowerTest {
  private static final double ALPHA = 0.05;

  @Test
  void is_the_sum_over_all_outcomes_of_few_searches() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int trial = 0; trial < 40; trial++) {
      double win = random.nextDouble();
      double loss = (1 - win) * random.nextDouble();
      int n = 1 + random.nextInt(40);
      InterleavingPower power = new InterleavingPower(win, loss);
      assertThat(power.found(n, ALPHA))
          .as("seed %d: %s of %d", seed, power, n)
          .isCloseTo(enumerated(win, loss, n), within(1e-9));
    }
  }

  @Test
  void without_a_preference_each_is_found_with_at_most_half_of_alpha() {
    InterleavingPower none = new InterleavingPower(0.2, 0.2);
    for (int n : new int[] {10, 100, 10_000}) {
      assertThat(none.found(n, ALPHA)).isBetween(0.0, ALPHA / 2);
      assertThat(none.mirrored().found(n, ALPHA)).isEqualTo(none.found(n, ALPHA));
    }
    assertThat(none.searches(0.8, ALPHA, 100_000)).isEqualTo(-1);
    assertThat(new InterleavingPower(0, 0).found(100, ALPHA)).isZero();
  }

  /** Beside the normal approximation of the sign test. */
  @Test
  void the_searches_needed_have_the_power() {
    InterleavingPower power = new InterleavingPower(0.11, 0.09);
    int needed = power.searches(0.8, ALPHA, 1_000_000);
    // normal approximation: 0.2 n decided, share 0.55
    double approximate = Math.pow((1.96 * 0.5 + 0.8416 * Math.sqrt(0.55 * 0.45)) / 0.05, 2) / 0.2;
    assertThat((double) needed).isCloseTo(approximate, within(0.05 * approximate));
    assertThat(power.found(needed, ALPHA)).isCloseTo(0.8, within(0.02));
    assertThat(power.found(100_000, ALPHA)).isCloseTo(1, within(1e-6));
  }

  @Test
  void shares_that_are_none_are_refused() {
    assertThatThrownBy(() -> new InterleavingPower(0.7, 0.7)).hasMessageContaining("0.7");
    assertThatThrownBy(() -> new InterleavingPower(Double.NaN, 0)).hasMessageContaining("NaN");
  }

  private static double enumerated(double win, double loss, int n) {
    double sum = 0;
    for (int wins = 0; wins <= n; wins++) {
      for (int losses = 0; wins + losses <= n; losses++) {
        int ties = n - wins - losses;
        if (wins > losses && SignTest.of(wins, ties, losses).p() <= ALPHA) {
          sum +=
              CombinatoricsUtils.binomialCoefficientDouble(n, wins)
                  * CombinatoricsUtils.binomialCoefficientDouble(n - wins, losses)
                  * Math.pow(win, wins)
                  * Math.pow(loss, losses)
                  * Math.pow(Math.max(0, 1 - win - loss), ties);
        }
      }
    }
    return sum;
  }
}

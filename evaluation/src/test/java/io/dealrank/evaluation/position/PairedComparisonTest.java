package io.dealrank.evaluation.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private static final long SEED = new Random().nextInt(1_000_000);

  @Test
  void consistent_comparisons_are_solved_exactly() {
    Random random = new Random(SEED);
    double[] strength = {1, 0.7, 0.9, 0.2};
    double[][] wins = new double[4][4];
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < k; j++) {
        double games = 1 + random.nextInt(100);
        wins[k][j] = games * strength[k] / (strength[k] + strength[j]);
        wins[j][k] = games - wins[k][j];
      }
    }
    double[] solved = PairedComparison.strengths(wins);
    for (int k = 0; k < 4; k++) {
      assertThat(solved[k]).as("seed " + SEED).isCloseTo(strength[k], within(1e-6));
    }
  }

  @Test
  void the_exponent_of_a_power_law_comes_back() {
    double[][] wins = new double[5][5];
    for (int k = 0; k < 5; k++) {
      for (int j = 0; j < 5; j++) {
        double own = Math.pow(k + 1, -0.8);
        wins[k][j] = k == j ? 0 : own / (own + Math.pow(j + 1, -0.8));
      }
    }
    assertThat(PairedComparison.exponent(wins)).isCloseTo(0.8, within(1e-9));
    assertThat(PairedComparison.exponent(new double[3][3])).isNaN();
  }

  @Test
  void what_is_never_compared_with_the_first_is_undefined() {
    double[][] wins = {{0, 1, 0, 0}, {1, 0, 0, 0}, {0, 0, 0, 2}, {0, 0, 1, 0}};
    assertThat(PairedComparison.strengths(wins))
        .satisfies(s -> assertThat(s[1]).isCloseTo(1, within(1e-9)))
        .satisfies(s -> assertThat(s[2]).isNaN())
        .satisfies(s -> assertThat(s[3]).isNaN());
  }

  @Test
  void violators_are_pooled_to_their_weighted_mean() {
    double[] fitted =
        PairedComparison.nonIncreasing(
            new double[] {1, 0.4, 0.7, Double.NaN, 0.2}, new double[] {1, 1, 2, 0, 1});
    assertThat(fitted).containsExactly(new double[] {1, 0.6, 0.6, 0.6, 0.2}, within(1e-12));
  }
}

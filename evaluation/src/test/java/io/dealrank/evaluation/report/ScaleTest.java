package io.dealrank.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void ticks_are_round_and_enclose_the_values() {
    Scale scale = Scale.linear("", Scale.Unit.PLAIN, 0.132, 0.347, 5);
    assertThat(scale.ticks())
        .containsExactly(new double[] {0.1, 0.15, 0.2, 0.25, 0.3, 0.35}, within(1e-12));
    assertThat(scale.labels()).containsExactly("0.10", "0.15", "0.20", "0.25", "0.30", "0.35");
  }

  @Test
  void percent_has_the_decimals_that_the_step_needs() {
    assertThat(Scale.linear("", Scale.Unit.PERCENT, 0, 0.02, 4).labels())
        .containsExactly("0.0%", "0.5%", "1.0%", "1.5%", "2.0%");
    assertThat(Scale.linear("", Scale.Unit.SIGNED_PERCENT, -0.1, 0.2, 3).labels())
        .containsExactly("\u221210%", "0%", "+10%", "+20%");
  }

  @Test
  void equal_values_have_a_scale_too() {
    Scale scale = Scale.linear("", Scale.Unit.PLAIN, 0.5, 0.5, 5);
    assertThat(scale.high()).isGreaterThan(scale.low());
    assertThat(scale.place(0.5)).isBetween(0.0, 1.0);
  }

  @Test
  void equal_factors_are_equal_distances_on_a_logarithmic_scale() {
    Scale scale = Scale.logarithmic("", new int[] {1, 2, 50});
    assertThat(scale.place(10) - scale.place(5)).isCloseTo(scale.place(2), within(1e-12));
    assertThat(Scale.logarithmic("", new int[] {5}).place(5)).isEqualTo(0.5);
  }

  @Test
  void any_range_is_enclosed_by_few_ticks() {
    long seed = 23;
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      double least = random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3);
      double greatest = least + random.nextDouble() * Math.pow(10, random.nextInt(7) - 3);
      Scale scale = Scale.linear("", Scale.Unit.PLAIN, least, greatest, 5);
      double slack = 1e-6 * (scale.high() - scale.low());
      assertThat(scale.low()).as("seed %d, %d", seed, i).isLessThanOrEqualTo(least + slack);
      assertThat(scale.high()).as("seed %d, %d", seed, i).isGreaterThanOrEqualTo(greatest - slack);
      assertThat(scale.ticks().length).as("seed %d, %d", seed, i).isBetween(2, 8);
    }
  }
}

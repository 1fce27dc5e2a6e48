package io.dealrank.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final long SEED = 7;

  @Test
  void parts_put_together_are_the_whole() {
    Random random = new Random(SEED);
    double[] x = random.doubles(1001).map(v -> v * v).toArray();
    double[] y = random.doubles(1001).toArray();
    Moments whole = Moments.of(x, y);
    Moments parts = Moments.of(new double[0], new double[0]);
    for (int from = 0; from < x.length; ) {
      int to = Math.min(x.length, from + random.nextInt(300));
      parts =
          parts.plus(Moments.of(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to)));
      from = to;
    }
    assertThat(parts.n()).isEqualTo(whole.n());
    for (int i = 0; i < 2; i++) {
      assertThat(parts.mean(i)).as("seed " + SEED).isCloseTo(whole.mean(i), within(1e-14));
      for (int j = 0; j < 2; j++) {
        assertThat(parts.covariance(i, j))
            .as("seed " + SEED)
            .isCloseTo(whole.covariance(i, j), within(1e-14));
      }
    }
  }

  /** 1e9 + {0, 1, 2}: the variance is 1, and sums of squares would have lost it. */
  @Test
  void a_mean_far_from_zero_keeps_the_variance() {
    double[] values = {1e9, 1e9 + 1, 1e9 + 2};
    assertThat(Moments.of(values).variance(0)).isEqualTo(1);
    Moments one = Moments.of(new double[] {1e9});
    Moments rest = Moments.of(new double[] {1e9 + 1, 1e9 + 2});
    assertThat(one.plus(rest).variance(0)).isCloseTo(1, within(1e-6));
  }

  @Test
  void aggregates_of_a_table_are_taken_as_they_are() {
    Moments moments =
        Moments.ofCovariances(5, new double[] {2, 3}, new double[][] {{4, 1}, {1, 9}});
    assertThat(moments.variance(1)).isEqualTo(9);
    assertThat(moments.covariance(0, 1)).isEqualTo(1);
    assertThat(moments.mean(0)).isEqualTo(2);
  }

  @Test
  void below_two_units_nothing_varies_and_without_units_there_is_no_mean() {
    assertThat(Moments.of(new double[] {3}).variance(0)).isNaN();
    assertThat(Moments.of(new double[] {3}).mean(0)).isEqualTo(3);
    assertThat(Moments.of(new double[0]).mean(0)).isNaN();
    assertThat(Moments.ofSums(4, 10, 30).variance(0)).isCloseTo(5.0 / 3, within(1e-15));
  }

  @Test
  void columns_of_unequal_length_are_refused() {
    assertThatThrownBy(() -> Moments.of(new double[2], new double[3]))
        .hasMessageContaining("one value per unit");
  }
}

package io.dealrank.evaluation.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultipleComparisonsTest {
  private static final long SEED = 3;

  @ParameterizedTest
  @EnumSource(MultipleComparisons.class)
  void corrected_values_are_not_smaller_keep_the_order_and_follow_a_permutation(
      MultipleComparisons method) {
    Random random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      int m = 1 + random.nextInt(12);
      double[] p = random.doubles(m).map(v -> v * v * v).toArray();
      double[] adjusted = method.adjusted(p);
      for (int i = 0; i < m; i++) {
        assertThat(adjusted[i])
            .as("%s of %s, seed %s", i, Arrays.toString(p), SEED)
            .isBetween(p[i] * (1 - 1e-12), 1.0);
        for (int j = 0; j < m; j++) {
          assertThat(p[i] < p[j] && adjusted[i] > adjusted[j] + 1e-15).isFalse();
        }
      }
      double[] reversed = IntStream.range(0, m).mapToDouble(i -> p[m - 1 - i]).toArray();
      double[] back = method.adjusted(reversed);
      for (int i = 0; i < m; i++) {
        assertThat(back[m - 1 - i]).isCloseTo(adjusted[i], within(1e-15));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MultipleComparisons.class)
  void a_comparison_without_p_stays_without_and_does_not_count(MultipleComparisons method) {
    double[] with = method.adjusted(new double[] {0.01, Double.NaN, 0.3});
    double[] without = method.adjusted(new double[] {0.01, 0.3});
    assertThat(with[1]).isNaN();
    assertThat(with[0]).isEqualTo(without[0]);
    assertThat(with[2]).isEqualTo(without[1]);
    assertThat(method.adjusted(new double[] {0.02})[0]).isCloseTo(0.02, within(1e-15));
    assertThat(method.adjusted(new double[0])).isEmpty();
  }
}

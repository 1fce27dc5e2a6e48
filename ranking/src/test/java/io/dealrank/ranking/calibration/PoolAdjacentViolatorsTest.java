package io.dealrank.ranking.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolAdjacentViolatorsTest {
  @Test
  void equals_the_largest_of_the_smallest_means() {
    long seed = new Random().nextInt(1_000_000);
    Random random = new Random(seed);
    for (int trial = 0; trial < 200; trial++) {
      int n = 1 + random.nextInt(30);
      double[] y = random.doubles(n).map(v -> Math.floor(4 * v)).toArray();
      double[] w = random.doubles(n, 0.1, 3).toArray();
      double[] fitted = PoolAdjacentViolators.fit(y, w);
      for (int i = 0; i < n; i++) {
        assertThat(fitted[i]).as("seed " + seed).isCloseTo(naive(y, w, i), within(1e-12));
      }
    }
  }

  @Test
  void what_is_in_order_stays() {
    double[] y = {0, 0.1, 0.1, 0.7};
    assertThat(PoolAdjacentViolators.fit(y, new double[] {1, 2, 1, 5})).containsExactly(y);
    assertThat(PoolAdjacentViolators.fit(new double[] {1, 0}, new double[] {1, 3}))
        .containsExactly(0.25, 0.25);
  }

  /** max over j <= i of min over k >= i of the mean of j..k (Barlow et al. 1972). */
  static double naive(double[] y, double[] w, int i) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j <= i; j++) {
      double smallest = Double.POSITIVE_INFINITY;
      double sum = 0;
      double weight = 0;
      for (int k = j; k < y.length; k++) {
        sum += w[k] * y[k];
        weight += w[k];
        smallest = k >= i ? Math.min(smallest, sum / weight) : smallest;
      }
      largest = Math.max(largest, smallest);
    }
    return largest;
  }
}

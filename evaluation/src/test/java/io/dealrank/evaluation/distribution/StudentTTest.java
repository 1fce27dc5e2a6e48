package io.dealrank.evaluation.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentTTest {
  @Test
  void one_degree_of_freedom_is_the_cauchy_distribution() {
    for (double p : new double[] {0.01, 0.3, 0.5, 0.8, 0.975, 0.9999}) {
      assertThat(StudentT.quantile(p, 1))
          .isCloseTo(Math.tan(Math.PI * (p - 0.5)), within(1e-9 * (1 + 1 / (1 - p) / p)));
    }
  }

  @Test
  void two_degrees_of_freedom_have_a_closed_form() {
    for (double t : new double[] {0, 0.1, 1, 4, 30, 1e4}) {
      // 1 - t / sqrt(2 + t^2) without cancellation
      double root = Math.sqrt(2 + t * t);
      double expected = 2 / (root * (root + t));
      assertThat(StudentT.twoSided(-t, 2)).isCloseTo(expected, within(1e-12 * (1e-3 + expected)));
    }
  }

  @Test
  void the_quantile_inverts_the_tail() {
    for (double degrees : new double[] {1, 2, 3, 7, 42, 999, 1e5}) {
      for (double p : new double[] {0.6, 0.9, 0.975, 0.9995}) {
        double t = StudentT.quantile(p, degrees);
        assertThat(StudentT.twoSided(t, degrees) / 2).isCloseTo(1 - p, within(1e-10));
      }
    }
  }

  @Test
  void undefined_is_nan() {
    assertThat(StudentT.twoSided(Double.NaN, 5)).isNaN();
    assertThat(StudentT.twoSided(1, 0)).isNaN();
    assertThat(StudentT.quantile(0.9, 0)).isNaN();
    assertThat(StudentT.twoSided(Double.POSITIVE_INFINITY, 5)).isZero();
  }

  @Test
  void many_degrees_of_freedom_go_over_into_the_normal_distribution() {
    for (double t : new double[] {0.1, 1, 2, 4}) {
      double below = StudentT.upperTail(t, 1e5 * (1 - 1e-9));
      assertThat(StudentT.upperTail(t, 1e5) / below).isCloseTo(1, within(1e-8));
      assertThat(StudentT.twoSided(t, Double.POSITIVE_INFINITY))
          .isCloseTo(Normal.twoSided(t), within(1e-15));
    }
  }

  @Test
  void normal_quantiles_invert_the_distribution_also_in_its_tails() {
    for (double p : new double[] {1e-300, 1e-9, 0.025, 0.3, 0.5, 0.975, 1 - 1e-9}) {
      assertThat(Normal.cumulative(Normal.quantile(p)) / p).as("%s", p).isCloseTo(1, within(1e-12));
    }
    assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Normal.quantile(Double.NaN)).isNaN();
  }
}

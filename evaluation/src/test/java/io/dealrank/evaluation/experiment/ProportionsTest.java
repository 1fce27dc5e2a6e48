package io.dealrank.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shares, sizes and ranks. */
class ProportionsTest {
  private static final long SEED = 5;

  @ParameterizedTest
  @EnumSource(OneProportion.class)
  void an_interval_of_a_share_holds_it_and_mirrors(OneProportion method) {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      long n = 1L + random.nextInt(300);
      long k = random.nextInt((int) n + 1);
      ConfidenceInterval interval = method.interval(k, n, 0.05);
      ConfidenceInterval mirrored = method.interval(n - k, n, 0.05);
      assertThat(interval.low()).as("%s of %s, seed %s", k, n, SEED).isBetween(0.0, 1.0);
      assertThat(interval.high()).isBetween(interval.low(), 1.0);
      assertThat(1 - mirrored.high()).isCloseTo(interval.low(), within(1e-9));
      if (k > 0 && k < n) {
        assertThat(interval.contains((double) k / n)).isTrue();
      }
    }
    assertThat(method.interval(0, 0, 0.05)).isEqualTo(ConfidenceInterval.UNDEFINED);
    assertThatThrownBy(() -> method.interval(3, 2, 0.05)).hasMessageContaining("3 successes of 2");
  }

  /** The likeliest shares with a given difference by trying a million of them are the oracle. */
  @Test
  void at_the_bounds_of_the_score_interval_the_score_is_the_quantile() {
    long n0 = 34;
    long k0 = 1;
    long n1 = 29;
    long k1 = 7;
    ConfidenceInterval interval =
        new TwoProportions(n0, k0, n1, k1).difference(TwoProportions.Method.SCORE, 0.05);
    double gap = (double) k1 / n1 - (double) k0 / n0;
    for (double bound : new double[] {interval.low(), interval.high()}) {
      double best = Double.NEGATIVE_INFINITY;
      double a = Double.NaN;
      for (int i = 1; i < 1_000_000; i++) {
        double p = i / 1e6;
        double q = p + bound;
        double likelihood =
            k0 * Math.log(p)
                + (n0 - k0) * Math.log1p(-p)
                + k1 * Math.log(q)
                + (n1 - k1) * Math.log1p(-q);
        if (likelihood > best) {
          best = likelihood;
          a = p;
        }
      }
      double b = a + bound;
      double variance = (a * (1 - a) / n0 + b * (1 - b) / n1) * (n0 + n1) / (n0 + n1 - 1);
      assertThat(Math.abs(gap - bound) / Math.sqrt(variance)).isCloseTo(1.959964, within(1e-4));
    }
    ConfidenceInterval swapped =
        new TwoProportions(n1, k1, n0, k0).difference(TwoProportions.Method.SCORE, 0.05);
    assertThat(swapped.low()).isCloseTo(-interval.high(), within(1e-9));
    assertThat(swapped.high()).isCloseTo(-interval.low(), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(TwoProportions.Method.class)
  void extreme_counts_give_an_interval_around_the_difference(TwoProportions.Method method) {
    if (method == TwoProportions.Method.SCORE_OF_STATSMODELS) {
      return;
    }
    long[][] counts = {{20, 0, 20, 20}, {20, 0, 20, 0}, {5, 5, 9, 9}, {1, 0, 1, 1}, {50, 3, 4, 0}};
    for (long[] c : counts) {
      TwoProportions two = new TwoProportions(c[0], c[1], c[2], c[3]);
      ConfidenceInterval interval = two.difference(method, 0.05);
      double gap = (double) c[3] / c[2] - (double) c[1] / c[0];
      if (method != TwoProportions.Method.AGRESTI_CAFFO) {
        assertThat(interval.low()).as(two.toString()).isLessThanOrEqualTo(gap + 1e-9);
        assertThat(interval.high()).as(two.toString()).isGreaterThanOrEqualTo(gap - 1e-9);
      }
    }
  }

  @Test
  void equal_sizes_match_and_an_arm_lost_does_not() {
    assertThat(SampleRatio.p(new long[] {500, 500}, new double[] {1, 1})).isEqualTo(1);
    assertThat(SampleRatio.p(new long[] {50_000, 49_000}, new double[] {0.5, 0.5}))
        .isLessThan(SampleRatio.MISMATCH * 10);
    assertThat(SampleRatio.p(new long[] {0, 0}, new double[] {1, 1})).isNaN();
    assertThat(SampleRatio.p(new long[] {1_000_000, 0}, new double[] {1, 1})).isZero();
  }

  /** All pairs, counted one by one, are the oracle. */
  @Test
  void u_counts_the_pairs_in_which_the_treatment_is_larger() {
    Random random = new Random(SEED);
    for (int round = 0; round < 50; round++) {
      double[] a = random.ints(1 + random.nextInt(20), 0, 6).asDoubleStream().toArray();
      double[] b = random.ints(1 + random.nextInt(20), 0, 6).asDoubleStream().toArray();
      double u = 0;
      for (double x : a) {
        for (double y : b) {
          u += y > x ? 1 : y == x ? 0.5 : 0;
        }
      }
      MannWhitney test = MannWhitney.of(a, b);
      assertThat(test.u()).as("seed " + SEED).isEqualTo(u);
      assertThat(MannWhitney.of(b, a).p()).isEqualTo(test.p());
    }
    assertThat(MannWhitney.of(new double[] {1, 1}, new double[] {1}).p()).isNaN();
    assertThatThrownBy(() -> MannWhitney.of(new double[] {Double.NaN}, new double[] {1}))
        .hasMessageContaining("NaN");
  }
}

package io.dealrank.evaluation.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.distribution.StudentT;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must hold for any sample; every failure names its seed. */
class SignificanceAxiomsTest {
  private static final int SEEDS = 1000;
  private static final BootstrapInterval.Draws DRAWS = new BootstrapInterval.Draws(400, 0.95, 9);

  /** Values on a coarse grid, so that ties and zeros occur. */
  private static double[] values(SplittableRandom random, int n) {
    return IntStream.range(0, n).mapToDouble(i -> random.nextInt(9) / 8.0).toArray();
  }

  private static double[] differences(SplittableRandom random, int n) {
    return Samples.differences(values(random, n), values(random, n));
  }

  @Test
  void the_bootstrap_intervals_contain_the_mean() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 5 + random.nextInt(40);
      double[] d = differences(random, n);
      String[] searchers = new String[n];
      Arrays.setAll(searchers, i -> "s" + random.nextInt(n));
      for (Clusters clusters : new Clusters[] {Clusters.single(n), Clusters.of(searchers)}) {
        BootstrapInterval interval = BootstrapInterval.ofMean(d, clusters, DRAWS);
        double mean = Samples.mean(d);
        assertThat(interval.estimate()).isCloseTo(mean, within(1e-12));
        assertThat(interval.percentile().low())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(mean + 1e-12);
        assertThat(interval.percentile().high())
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(mean - 1e-12);
      }
    }
  }

  @Test
  void the_percentile_interval_covers_the_truth_about_as_often_as_it_says() {
    int covered = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] d = IntStream.range(0, 40).mapToDouble(i -> random.nextDouble() - 0.3).toArray();
      covered +=
          BootstrapInterval.ofMean(d, Clusters.single(40), DRAWS).bca().contains(0.2) ? 1 : 0;
    }
    // 950 expected; the interval of 40 values is a little short, the deviation of the count is 7
    assertThat(covered).isBetween(910, 980);
  }

  @Test
  void p_values_lie_in_the_unit_interval_and_ignore_the_direction() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] d = differences(random, 1 + random.nextInt(25));
      double[] flipped = Arrays.stream(d).map(v -> -v).toArray();
      double[][] both = {p(d), p(flipped)};
      for (int test = 0; test < both[0].length; test++) {
        assertThat(both[0][test])
            .as("seed %d test %d", seed, test)
            .isEqualTo(both[1][test], within(1e-12));
        if (!Double.isNaN(both[0][test])) {
          assertThat(both[0][test]).as("seed %d test %d", seed, test).isBetween(0.0, 1.0);
        }
      }
    }
  }

  private static double[] p(double[] d) {
    return new double[] {
      PairedTTest.of(d, 0.95).p(),
      WilcoxonSignedRank.of(d).pNormal(),
      WilcoxonSignedRank.of(d).pExact(),
      SignTest.of(d).p(),
      FisherRandomisation.of(d, 1000, 1).p()
    };
  }

  @Test
  void exact_tests_equal_a_walk_over_all_signs() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] d = differences(random, 1 + random.nextInt(10));
      double[] other = Arrays.stream(d).filter(v -> v != 0).toArray();
      double[] ranks = MidRanks.of(Arrays.stream(other).map(Math::abs).toArray()).ranks();
      double observed = Math.abs(Arrays.stream(other).sum());
      double w = WilcoxonSignedRank.of(d).w();
      int reached = 0;
      int below = 0;
      int fewer = 0;
      SignTest sign = SignTest.of(d);
      for (int signs = 0; signs < 1 << other.length; signs++) {
        double sum = 0;
        double rankSum = 0;
        for (int i = 0; i < other.length; i++) {
          boolean plus = (signs >> i & 1) == 1;
          sum += plus ? other[i] : -other[i];
          rankSum += plus ? ranks[i] : 0;
        }
        reached += Math.abs(sum) >= observed - 1e-9 ? 1 : 0;
        below += rankSum <= w + 1e-9 ? 1 : 0;
        fewer += Integer.bitCount(signs) <= Math.min(sign.wins(), sign.losses()) ? 1 : 0;
      }
      double all = 1 << other.length;
      assertThat(FisherRandomisation.of(d, 1000, 1).p())
          .as("seed %d", seed)
          .isCloseTo(reached / all, within(1e-12));
      if (other.length > 0) {
        assertThat(WilcoxonSignedRank.of(d).pExact())
            .as("seed %d", seed)
            .isCloseTo(Math.min(1, 2 * below / all), within(1e-12));
        assertThat(sign.p())
            .as("seed %d", seed)
            .isCloseTo(Math.min(1, 2 * fewer / all), within(1e-12));
      }
    }
  }

  @Test
  void drawn_signs_come_close_to_all_signs() {
    SplittableRandom random = new SplittableRandom(3);
    double[] d = IntStream.range(0, 45).mapToDouble(i -> random.nextDouble() - 0.42).toArray();
    FisherRandomisation drawn = FisherRandomisation.of(d, 200_000, 11);
    FisherRandomisation counted = FisherRandomisation.of(Arrays.copyOf(d, 40), 1000, 11);
    assertThat(drawn.exact()).isFalse();
    assertThat(counted.exact()).isTrue();
    assertThat(counted.assignments()).isEqualTo(Math.pow(2, 40));
    assertThat(drawn.p()).isCloseTo(PairedTTest.of(d, 0.95).p(), within(0.01));
    assertThat(drawn).isEqualTo(FisherRandomisation.of(d, 200_000, 11));
  }

  @Test
  void one_query_per_cluster_is_the_t_test_and_the_uplift_by_query() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 2 + random.nextInt(30);
      double[] base = values(random, n);
      double[] run = values(random, n);
      double[] d = Samples.differences(base, run);
      ClusteredMean clustered = ClusteredMean.of(d, Clusters.single(n), 0.9);
      PairedTTest t = PairedTTest.of(d, 0.9);
      assertThat(clustered.standardError())
          .as("seed %d", seed)
          .isEqualTo(t.standardError(), within(1e-12));
      assertThat(clustered.p()).as("seed %d", seed).isEqualTo(t.p(), within(1e-12));
      // every query twice in a cluster of its own: the same information
      double[] twice = new double[2 * n];
      String[] names = new String[2 * n];
      for (int i = 0; i < 2 * n; i++) {
        twice[i] = d[i / 2];
        names[i] = "s" + i / 2;
      }
      assertThat(ClusteredMean.of(twice, Clusters.of(names), 0.9).standardError())
          .as("seed %d", seed)
          .isEqualTo(t.standardError(), within(1e-12));
    }
  }

  @Test
  void adjusted_values_keep_the_order_and_are_ordered_among_each_other() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int m = 1 + random.nextInt(12);
      double[] p =
          IntStream.range(0, m).mapToDouble(i -> Math.pow(random.nextDouble(), 3)).toArray();
      double[] bonferroni = MultipleComparisons.BONFERRONI.adjusted(p);
      double[] holm = MultipleComparisons.HOLM.adjusted(p);
      double[] hochberg = MultipleComparisons.BENJAMINI_HOCHBERG.adjusted(p);
      double[] yekutieli = MultipleComparisons.BENJAMINI_YEKUTIELI.adjusted(p);
      for (int i = 0; i < m; i++) {
        assertThat(new double[] {p[i], hochberg[i], holm[i], bonferroni[i], 1})
            .as("seed %d", seed)
            .isSorted();
        assertThat(yekutieli[i]).as("seed %d", seed).isBetween(hochberg[i], 1.0);
        for (int j = 0; j < m; j++) {
          for (double[] adjusted : new double[][] {bonferroni, holm, hochberg, yekutieli}) {
            assertThat(p[i] > p[j] || adjusted[i] <= adjusted[j]).as("seed %d", seed).isTrue();
          }
        }
      }
      double[] withGap = Arrays.copyOf(p, m + 1);
      withGap[m] = Double.NaN;
      assertThat(Arrays.copyOf(MultipleComparisons.HOLM.adjusted(withGap), m)).isEqualTo(holm);
      assertThat(MultipleComparisons.HOLM.adjusted(withGap)[m]).isNaN();
    }
  }

  @Test
  void the_detectable_difference_is_detected_with_the_power_it_states() {
    int found = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double deviation = Math.sqrt(1 / 12.0);
      int n = 60;
      double effect = DETECTABLE_60 * deviation / Math.sqrt(n);
      double[] d =
          IntStream.range(0, n).mapToDouble(i -> random.nextDouble() - 0.5 + effect).toArray();
      found += PairedTTest.of(d, 0.95).p() < 0.05 ? 1 : 0;
    }
    // 800 expected, standard deviation 13
    assertThat(found).isBetween(750, 850);
  }

  private static final double DETECTABLE_60 =
      StudentT.quantile(0.975, 59) + StudentT.quantile(0.8, 59);

  @Test
  void the_uplift_does_not_depend_on_the_unit_of_the_metric() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 2 + random.nextInt(30);
      double[] base = Arrays.stream(values(random, n)).map(v -> v + 0.1).toArray();
      double[] run = values(random, n);
      RelativeUplift one = RelativeUplift.of(base, run, 0.95);
      RelativeUplift thousand =
          RelativeUplift.of(
              Arrays.stream(base).map(v -> 1000 * v).toArray(),
              Arrays.stream(run).map(v -> 1000 * v).toArray(),
              0.95);
      assertThat(thousand.uplift()).isEqualTo(one.uplift(), within(1e-12));
      assertThat(thousand.standardError()).isEqualTo(one.standardError(), within(1e-12));
    }
  }

  @Test
  void a_sample_without_information_is_undefined_and_not_an_error() {
    double[] none = {};
    double[] one = {0.3};
    double[] equal = {0.1, 0.3 - 0.2, 0.1};
    double[] zeros = {0, 0, 0};
    assertThat(PairedTTest.of(none, 0.95).mean()).isNaN();
    assertThat(PairedTTest.of(one, 0.95).mean()).isEqualTo(0.3);
    assertThat(PairedTTest.of(one, 0.95).p()).isNaN();
    assertThat(PairedTTest.of(one, 0.95).interval().low()).isNaN();
    assertThat(PairedTTest.of(equal, 0.95).p()).isNaN();
    assertThat(PairedTTest.of(equal, 0.95).standardError()).isZero();
    assertThat(PairedTTest.of(zeros, 0.95).interval().contains(0)).isTrue();
    assertThat(WilcoxonSignedRank.of(zeros).pNormal()).isNaN();
    assertThat(WilcoxonSignedRank.of(none).w()).isNaN();
    assertThat(WilcoxonSignedRank.of(one).pExact()).isEqualTo(1);
    assertThat(SignTest.of(zeros).p()).isNaN();
    assertThat(SignTest.of(one).p()).isEqualTo(1);
    assertThat(FisherRandomisation.of(none, 1000, 1).p()).isNaN();
    assertThat(FisherRandomisation.of(zeros, 1000, 1).p()).isEqualTo(1);
    assertThat(FisherRandomisation.of(one, 1000, 1).p()).isEqualTo(1);
    assertThat(BootstrapInterval.ofMean(none, Clusters.single(0), DRAWS).estimate()).isNaN();
    assertThat(BootstrapInterval.ofMean(one, Clusters.single(1), DRAWS).percentile().low()).isNaN();
    assertThat(BootstrapInterval.ofMean(equal, Clusters.single(3), DRAWS).bca().low())
        .isCloseTo(0.1, within(1e-12));
    assertThat(ClusteredMean.of(equal, new Clusters(new int[3], 1), 0.95).standardError()).isNaN();
    assertThat(RelativeUplift.of(none, none, 0.95).uplift()).isNaN();
    assertThat(RelativeUplift.of(zeros, equal, 0.95).uplift()).isNaN();
    assertThat(RelativeUplift.of(one, one, 0.95).uplift()).isZero();
    assertThat(RelativeUplift.of(one, one, 0.95).standardError()).isNaN();
    assertThat(DetectableUplift.of(one, one).difference()).isNaN();
    assertThat(DetectableUplift.of(zeros, zeros).uplift()).isNaN();
    assertThat(MultipleComparisons.HOLM.adjusted(none)).isEmpty();
    assertThat(TukeyHsd.of(zeros, zeros).p()[0][1]).isNaN();
    assertThat(TukeyHsd.of(one, one).p()[0][1]).isNaN();
    assertThat(TukeyHsd.of(none, equal).p()[0][1]).isNaN();
    assertThat(TukeyHsd.of(equal).p()[0][0]).isNaN();
  }

  @Test
  void broken_samples_are_refused_with_the_value() {
    assertThatThrownBy(() -> PairedTTest.of(new double[2], new double[3]))
        .hasMessageContaining("2 values of the baseline and 3 of the run");
    assertThatThrownBy(() -> PairedTTest.of(new double[] {0, Double.NaN}, 0.95))
        .hasMessageContaining("Query 1 has the value NaN");
    assertThatThrownBy(() -> MultipleComparisons.HOLM.adjusted(new double[] {1.2}))
        .hasMessageContaining("1.2");
    assertThatThrownBy(() -> PairedTTest.of(new double[2], 95)).hasMessageContaining("95");
    assertThatThrownBy(() -> ClusteredMean.of(new double[2], Clusters.single(3), 0.9))
        .hasMessageContaining("clusters of 3");
  }
}

package io.dealrank.evaluation.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.metrics.Discount;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must hold for any shares; every failure names its seed. */
class ExposureAxiomsTest {
  private static final int SEEDS = 1000;

  private static double[] values(SplittableRandom random) {
    int n = 1 + random.nextInt(30);
    double[] values = IntStream.range(0, n).mapToDouble(i -> random.nextInt(5)).toArray();
    values[0]++;
    return values;
  }

  @Test
  void every_index_is_bounded_and_does_not_depend_on_unit_order_or_copies() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] values = values(random);
      int n = values.length;
      double[] changed = new double[2 * n]; // everyone twice, reversed, in another unit
      for (int i = 0; i < n; i++) {
        changed[i] = 7.5 * values[n - 1 - i];
        changed[n + i] = changed[i];
      }
      assertThat(Inequality.gini(values)).as("seed %d", seed).isBetween(0.0, 1 - 1.0 / n + 1e-12);
      assertThat(Inequality.theilT(values)).as("seed %d", seed).isBetween(0.0, Math.log(n) + 1e-12);
      assertThat(Inequality.shannonEntropy(values))
          .as("seed %d", seed)
          .isBetween(0.0, Math.log(n) + 1e-12);
      assertThat(Inequality.atkinson(values, 0.5)).as("seed %d", seed).isBetween(0.0, 1.0);
      assertThat(Inequality.topShare(values, 0.1)).as("seed %d", seed).isBetween(0.1 - 1e-12, 1.0);
      assertThat(Inequality.shannonEntropy(values))
          .as("seed %d", seed)
          .isCloseTo(Math.log(n) - Inequality.theilT(values), within(1e-10));
      for (ToDoubleFunction<double[]> index : INDICES) {
        assertThat(index.applyAsDouble(changed))
            .as("seed %d", seed)
            .isEqualTo(index.applyAsDouble(values), within(1e-10));
      }
    }
  }

  private static final List<ToDoubleFunction<double[]>> INDICES =
      List.of(
          Inequality::gini,
          Inequality::theilT,
          Inequality::theilL,
          Inequality::coefficientOfVariation,
          Inequality::shareOfZero,
          v -> Inequality.atkinson(v, 0.5),
          v -> Inequality.atkinson(v, 1),
          v -> Inequality.generalisedEntropy(v, 0.5));

  @Test
  void gini_is_half_the_mean_absolute_difference_over_the_mean() {
    for (int seed = 0; seed < SEEDS; seed++) {
      double[] values = values(new SplittableRandom(seed));
      double apart = 0;
      for (double a : values) {
        for (double b : values) {
          apart += Math.abs(a - b);
        }
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      assertThat(Inequality.gini(values))
          .as("seed %d", seed)
          .isCloseTo(apart / values.length / values.length / mean / 2, within(1e-12));
    }
  }

  @Test
  void equal_shares_are_zero_and_a_gift_from_rich_to_poor_never_raises_an_index() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] equal = new double[1 + random.nextInt(40)];
      Arrays.fill(equal, 0.1 + random.nextDouble());
      double[] values = values(random);
      Arrays.sort(values);
      double[] after = values.clone();
      double gift = (values[values.length - 1] - values[0]) / 3;
      after[0] += gift;
      after[values.length - 1] -= gift;
      for (ToDoubleFunction<double[]> index : INDICES) {
        assertThat(index.applyAsDouble(equal)).as("seed %d", seed).isCloseTo(0, within(1e-7));
        double before = index.applyAsDouble(values);
        if (!Double.isNaN(before)) {
          assertThat(index.applyAsDouble(after))
              .as("seed %d", seed)
              .isLessThanOrEqualTo(before + 1e-12);
        }
      }
      assertThat(Inequality.gini(equal)).as("seed %d", seed).isCloseTo(0, within(1e-14));
    }
  }

  @Test
  void nothing_to_share_is_undefined() {
    double[] none = {};
    double[] zeros = {0, 0};
    for (double[] values : new double[][] {none, zeros}) {
      assertThat(Inequality.gini(values)).isNaN();
      assertThat(Inequality.theilT(values)).isNaN();
      assertThat(Inequality.theilL(values)).isNaN();
      assertThat(Inequality.atkinson(values, 1)).isNaN();
      assertThat(Inequality.atkinson(values, 0.5)).isNaN();
      assertThat(Inequality.coefficientOfVariation(values)).isNaN();
      assertThat(Inequality.shannonEntropy(values)).isNaN();
      assertThat(Inequality.topShare(values, 0.1)).isNaN();
      assertThat(Concentration.of(values).gini()).isNaN();
    }
    assertThat(Inequality.shareOfZero(none)).isNaN();
    assertThat(Inequality.shareOfZero(zeros)).isEqualTo(1);
    assertThat(Inequality.gini(new double[] {3})).isZero();
    assertThat(Inequality.unbiasedGini(new double[] {3})).isNaN();
    assertThat(Inequality.theilL(new double[] {0, 1})).isNaN();
    assertThat(Inequality.atkinson(new double[] {0, 1}, 1)).isEqualTo(1);
    assertThat(Concentration.of(none).largest()).isNaN();
    assertThat(Concentration.shareWithNoneOfShown(zeros, zeros)).isNaN();
    assertThat(PositionOutcomes.of(new int[0], new boolean[0], new boolean[0], new boolean[0]))
        .isEmpty();
    assertThat(new PositionOutcomes(1, 0, 0, 0, 0).contactRate()).isNaN();
    assertThat(new SilentContacts(0, 0).rate()).isNaN();
    assertThatThrownBy(() -> Inequality.gini(new double[] {1, -1})).hasMessageContaining("-1");
  }

  @Test
  void exposure_sums_the_weights_of_positions() {
    int[][] lists = {{0, 1}, {1}, {}};
    assertThat(ListingExposure.of(lists, 3, Discount.LOG2))
        .containsExactly(Discount.LOG2.at(1), Discount.LOG2.at(2) + Discount.LOG2.at(1), 0);
    assertThat(ListingExposure.of(lists, 3, new double[] {1})).containsExactly(1, 1, 0);
    assertThatThrownBy(() -> ListingExposure.of(lists, 1, Discount.LOG2))
        .hasMessageContaining("listing 1");
  }

  @Test
  void a_random_order_gives_new_listings_parity_and_the_worst_order_none() {
    SplittableRandom random = new SplittableRandom(4);
    int[][] lists = new int[4000][];
    boolean[][] isNew = new boolean[lists.length][];
    for (int l = 0; l < lists.length; l++) {
      lists[l] = IntStream.range(0, 2 + random.nextInt(10)).toArray();
      isNew[l] = new boolean[lists[l].length];
      for (int i = 0; i < isNew[l].length; i++) {
        isNew[l][i] = random.nextInt(3) == 0;
      }
    }
    // about 4000 lists x 3 positions x 1/3: standard deviation of the parity about 0.02
    assertThat(Coverage.at(3, lists, isNew, 20).parity()).isBetween(0.93, 1.07);
    Coverage worst =
        Coverage.at(1, new int[][] {{2, 0, 1}}, new boolean[][] {{false, true, true}}, 5);
    assertThat(worst).isEqualTo(new Coverage(0.2, 1 / 3.0, 0, 0));
    Coverage empty = Coverage.at(1, new int[][] {{}}, new boolean[][] {{}}, 0);
    assertThat(
            new double[] {
              empty.catalogue(), empty.searchable(), empty.slotsOfNew(), empty.parity()
            })
        .containsOnly(Double.NaN);
  }

  @Test
  void silent_contacts_are_contacts_without_an_answer() {
    SilentContacts one =
        SilentContacts.at(
            2, new double[] {0.5, 1, 1}, new double[] {0.2, 1, 0}, new double[] {1, 0.5});
    assertThat(one.contacts()).isEqualTo(1);
    assertThat(one.silent()).isCloseTo(0.4, within(1e-15));
    assertThat(one.plus(one).rate()).isCloseTo(0.4, within(1e-15));
    assertThatThrownBy(
            () -> SilentContacts.at(1, new double[] {2}, new double[] {0}, new double[] {1}))
        .hasMessageContaining("2.0");
  }
}

package io.dealrank.features.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is approximate: how far off, exact up to which bound, and the same in every run. */
class SketchesTest {
  private static final long SEED = 5;

  @Test
  void quantiles_are_exact_up_to_the_bound_and_within_a_percent_of_rank_above() {
    for (int size : new int[] {1, 2, 100, 101, 5_000, 200_000}) {
      Random random = new Random(SEED);
      double[] values = new double[size];
      Quantiles quantiles = new Quantiles(100);
      for (int i = 0; i < size; i++) {
        values[i] = random.nextGaussian();
        quantiles.add(0, values[i], null);
      }
      Arrays.sort(values);
      for (double q = 0; q <= 1; q += 0.05) {
        double found = quantiles.quantile(q);
        int rank = Arrays.binarySearch(values, found);
        assertThat(rank).as("a value of the data, n %d, q %s", size, q).isNotNegative();
        int wanted = Math.max(0, (int) Math.ceil(q * size) - 1);
        double error = size <= 100 ? 0 : 0.015 * size;
        assertThat(Math.abs(rank - wanted))
            .as("n %d, q %s", size, q)
            .isLessThanOrEqualTo((int) error);
      }
    }
  }

  @Test
  void quantiles_put_together_from_parts_are_as_good() {
    Random random = new Random(SEED);
    Quantiles all = new Quantiles(50);
    double[] values = new double[60_000];
    for (int part = 0; part < 60; part++) {
      Quantiles own = new Quantiles(50);
      for (int i = 0; i < 1000; i++) {
        values[part * 1000 + i] = random.nextDouble() * part;
        own.add(0, values[part * 1000 + i], null);
      }
      all.merge(own);
    }
    Arrays.sort(values);
    for (double q : new double[] {0.01, 0.3, 0.5, 0.9, 0.99}) {
      int rank = Arrays.binarySearch(values, all.quantile(q));
      assertThat(Math.abs(rank - q * values.length)).as("q %s", q).isLessThan(900);
    }
  }

  @Test
  void distinct_values_are_exact_up_to_the_bound_and_within_five_percent_above() {
    for (int size : new int[] {0, 1, 500, 501, 20_000, 300_000}) {
      DistinctValues values = new DistinctValues(500);
      for (int i = 0; i < size; i++) {
        values.add(0, 0, "v" + i);
        values.add(0, 0, "v" + i / 2);
      }
      if (size <= 500) {
        assertThat(values.count()).isEqualTo(size);
      } else {
        assertThat(values.count() / size).as("n %d", size).isBetween(0.95, 1.05);
      }
    }
  }

  @Test
  void the_order_of_values_and_parts_changes_no_distinct_count() {
    DistinctValues forward = new DistinctValues(100);
    DistinctValues backward = new DistinctValues(100);
    DistinctValues parts = new DistinctValues(100);
    for (int i = 0; i < 9_000; i++) {
      forward.add(0, 0, "v" + i);
      backward.add(0, 0, "v" + (8_999 - i));
    }
    for (int part = 8; part >= 0; part--) {
      DistinctValues own = new DistinctValues(100);
      for (int i = 0; i < 1_000; i++) {
        own.add(0, 0, "v" + (part * 1_000 + i));
      }
      parts.merge(own);
    }
    assertThat(backward.count()).isEqualTo(forward.count());
    assertThat(parts.count()).isEqualTo(forward.count());
  }
}

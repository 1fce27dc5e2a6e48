package io.dealrank.features.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private static final long SEED = 11;

  /** Values of very different magnitude, so that ordinary sums lose digits. */
  private static double value(Random random) {
    return Math.scalb(random.nextDouble() - 0.5, random.nextInt(160) - 80);
  }

  @Test
  void is_the_exact_sum_rounded_once_in_any_order() {
    Random random = new Random(SEED);
    for (int run = 0; run < 300; run++) {
      List<Double> values = new ArrayList<>();
      BigDecimal exact = BigDecimal.ZERO;
      for (int i = random.nextInt(60); i >= 0; i--) {
        double value = value(random);
        values.add(value);
        exact = exact.add(new BigDecimal(value));
      }
      Collections.shuffle(values, random);
      ExactSum sum = new ExactSum();
      values.forEach(sum::add);
      assertThat(sum.exact()).as("seed %d, run %d", SEED, run).isEqualByComparingTo(exact);
      assertThat(sum.value()).as("seed %d, run %d", SEED, run).isEqualTo(exact.doubleValue());
    }
  }

  @Test
  void what_is_taken_back_leaves_no_trace() {
    Random random = new Random(SEED);
    ExactSum sum = new ExactSum();
    sum.add(0.1);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      values.add(value(random));
      sum.add(values.get(i));
    }
    Collections.shuffle(values, random);
    values.forEach(value -> sum.add(-value));
    assertThat(sum.parts()).containsExactly(0.1);
  }

  @Test
  void products_and_powers_of_two_do_not_round() {
    ExactSum sum = new ExactSum();
    sum.addProduct(0.1, 0.3);
    BigDecimal product = new BigDecimal(0.1).multiply(new BigDecimal(0.3));
    assertThat(sum.exact()).isEqualByComparingTo(product);
    sum.scale(-7);
    assertThat(sum.exact().multiply(BigDecimal.valueOf(128))).isEqualByComparingTo(product);
  }

  @Test
  void a_tie_is_rounded_to_even_unless_a_smaller_part_breaks_it() {
    ExactSum even = new ExactSum();
    even.add(1);
    even.add(0x1p-53);
    assertThat(even.value()).isEqualTo(1.0);
    even.add(0x1p-120);
    assertThat(even.value()).isEqualTo(1 + 0x1p-52);
  }
}

package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Test
  void is_the_sum_of_decimals_rounded_once() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int trial = 0; trial < 300; trial++) {
      ExactSum sum = new ExactSum();
      BigDecimal expected = BigDecimal.ZERO;
      for (int i = 0; i < 1 + random.nextInt(60); i++) {
        double value = value(random);
        sum.add(value);
        expected = expected.add(new BigDecimal(value));
      }
      assertThat(sum.value()).as("seed %d", seed).isEqualTo(expected.doubleValue());
    }
  }

  @Test
  void grouping_and_order_change_nothing() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    double[] values = random.doubles(999, -1, 1).toArray();
    ExactSum whole = new ExactSum();
    ExactSum left = new ExactSum();
    ExactSum right = new ExactSum();
    for (int i = 0; i < values.length; i++) {
      whole.add(values[i]);
      (random.nextBoolean() ? left : right).add(values[values.length - 1 - i]);
    }
    right.add(left);
    assertThat(right.value()).as("seed %d", seed).isEqualTo(whole.value());
  }

  @Test
  void keeps_what_doubles_lose_and_survives_the_ends_of_their_range() {
    assertThat(sum(1e300, 1, -1e300)).isEqualTo(1);
    assertThat(sum(Double.MIN_VALUE, Double.MIN_VALUE)).isEqualTo(2 * Double.MIN_VALUE);
    assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE))
        .isEqualTo(Double.MAX_VALUE);
    assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE)).isInfinite();
    assertThat(sum()).isZero();
    assertThatThrownBy(() -> sum(Double.NaN)).hasMessageContaining("NaN");
  }

  private static double sum(double... values) {
    ExactSum sum = new ExactSum();
    for (double value : values) {
      sum.add(value);
    }
    return sum.value();
  }

  private static double value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextDouble();
      case 1 -> random.nextGaussian() * Math.scalb(1, random.nextInt(200) - 100);
      case 2 -> -Math.scalb(random.nextDouble(), random.nextInt(2000) - 1000);
      default -> random.nextInt(10) * Double.MIN_VALUE;
    };
  }
}

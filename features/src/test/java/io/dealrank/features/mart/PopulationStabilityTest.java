package io.dealrank.features.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PopulationStabilityTest {
  @Test
  void the_index_of_a_small_shift_by_hand() {
    // Deciles of the day before: 1 up to 50%, 2 up to 90%. Bins: up to 1, up to 2, above.
    Distribution before = ValueHistogramTest.of(1, 1, 1, 1, 1, 2, 2, 2, 2, 2);
    Distribution actual = ValueHistogramTest.of(1, 1, 2, 2, 2, 2, 2, 2, 2, 2);
    // Counts 5, 5, 0 and 2, 8, 0; each share is (count + 1/2) / (10 + 3/2).
    double expected =
        (2.5 - 5.5) / 11.5 * Math.log(2.5 / 5.5) + (8.5 - 5.5) / 11.5 * Math.log(8.5 / 5.5);
    assertThat(index(before, actual)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void values_where_there_were_none_are_far_away_but_not_infinitely() {
    // One bin up to 1 and one above: counts 3, 0 and 0, 3; shares of 3.5 / 4 and 0.5 / 4.
    double expected = 2 * (3.0 / 4) * Math.log(7);
    assertThat(index(ValueHistogramTest.of(1, 1, 1), ValueHistogramTest.of(9, 9, 9)))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void without_values_on_one_of_the_days_there_is_no_index() {
    Distribution none = ValueHistogramTest.of();
    Distribution some = ValueHistogramTest.of(1);
    assertThat(index(none, some)).isNull();
    assertThat(index(some, none)).isNull();
    assertThat(PopulationStability.index(null, some)).isNull();
  }

  @Test
  void it_grows_with_the_shift() {
    Distribution before = shifted(0);
    double last = 0;
    for (int shift = 1; shift <= 8; shift++) {
      double index = index(before, shifted(shift * 100));
      assertThat(index).as("shifted by %d hundred", shift).isGreaterThan(last);
      last = index;
    }
  }

  @RepeatedTest(50)
  void it_is_0_for_the_same_values_in_any_order_and_never_negative(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    double[] values = ValueHistogramTest.random(random, 1 + random.nextInt(300));
    double[] others = ValueHistogramTest.random(random, 1 + random.nextInt(300));
    var shuffled = Arrays.asList(Arrays.stream(values).boxed().toArray(Double[]::new));
    Collections.shuffle(shuffled, random);
    Distribution day = ValueHistogramTest.of(values);
    Distribution same =
        ValueHistogramTest.of(shuffled.stream().mapToDouble(Double::doubleValue).toArray());
    assertThat(index(day, same)).as("seed %d", seed.getCurrentRepetition()).isZero();
    assertThat(index(day, ValueHistogramTest.of(others)))
        .as("seed %d", seed.getCurrentRepetition())
        .isNotNegative()
        .isFinite();
  }

  private static Double index(Distribution before, Distribution actual) {
    return PopulationStability.index(before.deciles(), actual);
  }

  /** 1000 values, one at each whole number from {@code by} on. */
  private static Distribution shifted(int by) {
    return ValueHistogramTest.of(IntStream.range(by, by + 1000).asDoubleStream().toArray());
  }
}

package io.dealrank.features.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.features.mart.Distribution.UpTo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ValueHistogramTest {
  @Test
  void a_quantile_is_the_smallest_value_with_its_share_at_or_below() {
    Distribution hundred = of(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
    assertThat(hundred.quantile(1)).isEqualTo(1);
    assertThat(hundred.quantile(25)).isEqualTo(25);
    assertThat(hundred.quantile(50)).isEqualTo(50);
    assertThat(hundred.quantile(99)).isEqualTo(99);
    // 25% of 4 is one value; 26% is more than one, so two are needed.
    Distribution four = of(10, 20, 30, 40);
    assertThat(four.quantile(25)).isEqualTo(10);
    assertThat(four.quantile(26)).isEqualTo(20);
    assertThat(four.quantile(100)).isEqualTo(40);
  }

  @Test
  void equal_deciles_are_one_and_say_how_many_values_they_cover() {
    // 10% to 80% of the ten values are 0, 90% is 1.
    assertThat(of(0, 0, 0, 0, 0, 0, 0, 0, 1, 2).deciles().cuts())
        .containsExactly(new UpTo(0, 8), new UpTo(1, 9));
    assertThat(of(7).deciles().cuts()).containsExactly(new UpTo(7, 1));
    assertThat(of().deciles().cuts()).isEmpty();
  }

  @Test
  void mean_and_deviation_are_of_the_population() {
    // Mean 5; squared distances 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; sqrt(32 / 8) = 2.
    Distribution values = of(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(values.mean()).isEqualTo(5);
    assertThat(values.deviation()).isEqualTo(2);
    assertThat(of(1, 2).mean()).isEqualTo(1.5);
    assertThat(of(-1, -2, 6).mean()).isEqualTo(1);
  }

  @Test
  void equal_values_have_deviation_0_and_themselves_as_mean() {
    double[] values = new double[1000];
    Arrays.fill(values, 0.1);
    Distribution constant = of(values);
    assertThat(constant.mean()).isEqualTo(0.1);
    assertThat(constant.deviation()).isZero();
  }

  @Test
  void whole_numbers_up_to_1024_do_not_share_a_bin() {
    double[] whole = IntStream.rangeClosed(-1024, 1024).asDoubleStream().toArray();
    assertThat(of(whole).cumulative().stream().mapToDouble(UpTo::upper))
        .containsExactly(box(whole));
    assertThat(ValueHistogram.bin(-0.0)).isEqualTo(ValueHistogram.bin(0.0));
    assertThat(of(-0.0, 0.0).cumulative()).hasSize(1);
  }

  @Test
  void what_is_null_or_not_finite_is_counted_apart() {
    ValueHistogram histogram = new ValueHistogram();
    for (Double value :
        Arrays.asList(null, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3.0)) {
      histogram.add(value);
    }
    assertThat(histogram.entities()).isEqualTo(5);
    assertThat(histogram.present()).isEqualTo(4);
    assertThat(histogram.distribution().count()).isEqualTo(1);
    assertThat(histogram.distribution().max()).isEqualTo(3);
    assertThat(histogram.distribution().mean()).isEqualTo(3);
  }

  @RepeatedTest(20)
  void quantiles_lie_less_than_a_five_hundredth_above_the_exact_ones(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    double[] values = random(random, 1 + random.nextInt(3000));
    Distribution distribution = of(values);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int percent = 1; percent <= 100; percent++) {
      double exact = sorted[(sorted.length * percent + 99) / 100 - 1];
      assertThat(distribution.quantile(percent))
          .as("seed %d, %d%%", seed.getCurrentRepetition(), percent)
          .isBetween(exact, exact + Math.abs(exact) / 500);
    }
    assertThat(distribution.min()).isEqualTo(sorted[0]);
    assertThat(distribution.max()).isEqualTo(sorted[sorted.length - 1]);
  }

  @RepeatedTest(20)
  void the_parts_of_a_table_in_any_order_make_the_histogram_of_the_table(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    double[] values = random(random, 500);
    List<ValueHistogram> parts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      parts.add(new ValueHistogram());
    }
    for (double value : values) {
      parts.get(random.nextInt(7)).add(value);
    }
    Collections.shuffle(parts, random);
    ValueHistogram merged = new ValueHistogram();
    parts.forEach(part -> merged.add(ValueHistogram.of(part.row())));
    Distribution whole = of(values);
    assertThat(merged.entities()).isEqualTo(500);
    assertThat(merged.distribution()).as("seed %d", seed.getCurrentRepetition()).isEqualTo(whole);
  }

  @RepeatedTest(20)
  void mean_and_deviation_are_those_of_the_values_to_seven_digits(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    double[] values = random(random, 1 + random.nextInt(3000));
    double size = Arrays.stream(values).map(Math::abs).average().orElseThrow();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    Distribution distribution = of(values);
    assertThat(distribution.mean())
        .as("seed %d", seed.getCurrentRepetition())
        .isCloseTo(mean, within(1e-7 * size));
    assertThat(distribution.deviation())
        .as("seed %d", seed.getCurrentRepetition())
        .isCloseTo(Math.sqrt(variance), within(1e-7 * (Math.sqrt(variance) + size)));
  }

  @Test
  void values_close_to_one_another_and_far_from_0_keep_their_deviation() {
    // 2019 and 2021 lie in bins of width 2 with 2018 and 2020; a million and four share one.
    assertThat(of(2019, 2021).deviation()).isEqualTo(1);
    assertThat(of(1_000_000, 1_000_004).mean()).isEqualTo(1_000_002);
    assertThat(of(1_000_000, 1_000_004).deviation()).isEqualTo(2);
    assertThat(of(-1_000_000, -1_000_004).mean()).isEqualTo(-1_000_002);
  }

  static Distribution of(double... values) {
    ValueHistogram histogram = new ValueHistogram();
    Arrays.stream(values).forEach(histogram::add);
    return histogram.distribution();
  }

  /** Values of both signs, over ten powers of ten, some of them equal. */
  static double[] random(Random random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          random.nextInt(4) == 0
              ? random.nextInt(5)
              : random.nextGaussian() * Math.pow(10, random.nextInt(11) - 5);
    }
    return values;
  }

  private static Double[] box(double[] values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }
}

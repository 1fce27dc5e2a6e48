package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void every_decimal_is_read_as_the_nearest_double() {
    Random random = new Random(20261126);
    for (int i = 0; i < 200_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextGaussian();
            case 2 -> random.nextInt();
            default -> Math.scalb(random.nextDouble(), random.nextInt(40) - 20);
          };
      if (Double.isFinite(value)) {
        same(Double.toString(value));
        same(String.format(Locale.ROOT, "%." + random.nextInt(25) + "f", value % 1e9));
        same(String.format(Locale.ROOT, "%.12e", value));
      }
    }
    for (String text :
        List.of(
            "-0",
            "0.0",
            "+7",
            ".5",
            "5.",
            "9007199254740993",
            "1e22",
            "1E+2",
            "0000000000000000000001",
            "0.00000000000000000000000000001",
            "123456789012345678901234567890",
            "1e-400")) {
      same(text);
    }
  }

  @Test
  void what_is_not_a_finite_decimal_is_nan() {
    for (String text :
        List.of(
            "", "-", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "nan", "inf", "1e999", "0x1", "1d",
            "1 ", "--1")) {
      assertThat(parse(text)).as(text).isNaN();
    }
  }

  private static void same(String text) {
    assertThat(Double.doubleToRawLongBits(parse(text)))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text) + 0.0));
  }

  private static double parse(String text) {
    byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
    return Decimals.parse(bytes, 1, bytes.length - 1);
  }
}

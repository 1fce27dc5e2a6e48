package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {
  @Test
  void texts_stand_on_the_left_and_numbers_on_the_right() {
    assertThat(
            new TextTable(1, "column", "mean", "rows")
                .row("x", 0.5, 12L)
                .row("longer name", null, 1234L)
                .lines())
        .containsExactly(
            "column       mean  rows", //
            "x             0.5    12",
            "longer name     -  1234");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "123456, 123456",
    "-3, -3",
    "0.123456, 0.1235",
    "1234.5678, 1235",
    "0.1, 0.1",
    "99.999, 100",
    "0.00001234, 1.234e-05",
    "12345678901.5, 1.235e+10",
    "-0.25, -0.25",
    "Infinity, Infinity"
  })
  void a_number_has_four_significant_digits_or_all_where_it_is_whole(double number, String text) {
    assertThat(TextTable.number(number)).isEqualTo(text);
  }
}

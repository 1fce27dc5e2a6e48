package io.dealrank.features.vertical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.features.vertical.Measure.Kind;
import io.dealrank.features.vertical.Measure.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureTest {
  private static final Span DAY = Span.parse("1d");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{count: true}|COUNT",
        "{sum: x}|SUM",
        "{mean: x}|MEAN",
        "{min: x}|MIN",
        "{max: x}|MAX",
        "{variance: x}|VARIANCE",
        "{first: x}|FIRST",
        "{last: x, k: 3}|LAST",
        "{distinct: x, bound: 10}|DISTINCT",
        "{quantile: x, q: 0.9}|QUANTILE",
        "{rate: deal_at, maturity: 1d}|RATE",
        "{recency: true}|RECENCY",
        "{time_to: deal_at, horizon: 7d}|TIME_TO",
        "{streak: responded_at, maturity: 1d}|STREAK",
        "{trend: 7d, over: 30d}|TREND",
        "{share: channel}|SHARE",
        "{entropy: channel}|ENTROPY",
        "{top: channel, k: 2}|TOP"
      })
  void knows_its_kind(String yaml, Kind kind) {
    assertThat(Measures.of(yaml).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{count: true, sum: x}|this one has [count, sum]",
        "{count: false}|this one has none",
        "{rate: deal_at}|a rate needs maturity",
        "{rate: deal_at, maturity: all}|a rate needs maturity",
        "{rate: deal_at, maturity: 0d}|a rate needs maturity",
        "{streak: deal_at}|a streak needs maturity",
        "{trend: 7d}|a trend needs over",
        "{trend: 7d, over: 7d}|not shorter than over",
        "{trend: 0d, over: 7d}|has no length",
        "{rate: deal_at, maturity: 1d, at: deal_at}|at belongs to",
        "{count: true, maturity: 1d}|maturity belongs to [rate, streak], not to count",
        "{count: true, smoothing: empirical-bayes}|smoothing belongs to [rate]",
        "{mean: x, half_life: 7d}|half_life belongs to [count, sum], not to mean",
        "{count: true, half_life: all}|half_life all has no length",
        "{last: x, k: 0}|k 0 is not between 1 and 100",
        "{quantile: x, q: 1.5}|q 1.5 is not between 0 and 1",
        "{distinct: x, bound: 0}|bound 0 is not between",
        "{last: x, type: text}|type 'text' is neither double nor string",
        "{share: category}|reads the bucket 'category'",
        "{time_to: deal_at, horizon: all}|horizon all has no length",
        "{rate: deal_at, maturity: 1d, smoothing: bayes}|smoothing 'bayes' is unknown",
        "{rate: deal_at, maturity: 1d, smoothing: {prior: 0.4}}|needs prior and strength"
      })
  void refuses_what_does_not_fit(String yaml, String message) {
    assertThatThrownBy(() -> Measures.of(yaml)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void a_prior_lies_between_0_and_1(double prior) {
    assertThatThrownBy(() -> new Smoothing(prior, 1.0)).hasMessageContaining("prior " + prior);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_strength_is_positive_and_finite(double strength) {
    assertThatThrownBy(() -> new Smoothing(0.5, strength))
        .hasMessageContaining("strength " + strength);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "{count: true}|0",
        "{sum: x}|0",
        "{distinct: x}|0",
        "{streak: deal_at, maturity: 1d}|0",
        "{rate: deal_at, maturity: 1d, smoothing: {prior: 0.3, strength: 4}}|0.3",
        "{rate: deal_at, maturity: 1d, smoothing: empirical-bayes}|null",
        "{rate: deal_at, maturity: 1d}|null",
        "{recency: true}|null",
        "{entropy: channel}|null"
      })
  void nothing_is_zero_the_prior_or_unknown(String yaml, Double nothing) {
    assertThat(Measures.of(yaml).valueOfNothing()).isEqualTo(nothing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{last: x}|DOUBLE",
        "{last: x, type: string}|STRING",
        "{first: x, k: 2}|DOUBLES",
        "{last: x, type: string, k: 1}|STRINGS",
        "{top: channel}|STRINGS",
        "{distinct: x}|DOUBLE"
      })
  void its_values_have_a_type(String yaml, ValueType type) {
    assertThat(Measures.of(yaml).valueType()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{recency: true}", "{trend: 1d, over: 2d}", "{count: true, half_life: 7d}"})
  void some_look_back_in_their_own_way(String yaml) {
    assertThat(Measures.of(yaml).windows(List.of(DAY))).containsExactly(Span.parse("all"));
  }

  @Test
  void others_look_back_over_the_windows_of_the_group() {
    assertThat(Measures.of("{count: true}").windows(List.of(DAY))).containsExactly(DAY);
  }
}

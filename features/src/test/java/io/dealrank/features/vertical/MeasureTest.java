package io.dealrank.features.vertical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.features.vertical.Measure.Smoothing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureTest {
  private static final Span DAY = Span.parse("1d");
  private static final Measure COUNT =
      new Measure(true, null, null, null, null, null, null, null, null);
  private static final Measure RECENCY =
      new Measure(null, null, null, null, true, null, null, null, null);

  private static Measure rate(String at, Span maturity, Smoothing smoothing) {
    return new Measure(null, null, null, "deal_at", null, at, null, maturity, smoothing);
  }

  @Test
  void knows_its_kind() {
    assertThat(COUNT.kind()).isEqualTo(Measure.Kind.COUNT);
    assertThat(new Measure(null, "x", null, null, null, null, null, null, null).kind())
        .isEqualTo(Measure.Kind.SUM);
    assertThat(new Measure(null, null, "x", null, null, null, null, null, null).kind())
        .isEqualTo(Measure.Kind.MEAN);
    assertThat(rate(null, DAY, null).kind()).isEqualTo(Measure.Kind.RATE);
    assertThat(RECENCY.kind()).isEqualTo(Measure.Kind.RECENCY);
  }

  @Test
  void has_exactly_one_kind() {
    assertThatThrownBy(() -> new Measure(true, "x", null, null, null, null, null, null, null))
        .hasMessageContaining("this one has 2");
    assertThatThrownBy(() -> new Measure(false, null, null, null, null, null, null, null, null))
        .hasMessageContaining("this one has 0");
  }

  @Test
  void a_rate_needs_a_bounded_maturity() {
    assertThatThrownBy(() -> rate(null, null, null)).hasMessageContaining("maturity: 2d");
    assertThatThrownBy(() -> rate(null, Span.parse("all"), null))
        .hasMessageContaining("maturity: 2d");
  }

  @Test
  void a_rate_is_dated_by_its_trials() {
    assertThatThrownBy(() -> rate("deal_at", DAY, null)).hasMessageContaining("remove at");
  }

  @Test
  void maturity_and_smoothing_belong_to_a_rate() {
    assertThatThrownBy(() -> new Measure(true, null, null, null, null, null, null, DAY, null))
        .hasMessageContaining("belong to a rate");
    assertThatThrownBy(
            () ->
                new Measure(true, null, null, null, null, null, null, null, new Smoothing(0.5, 1)))
        .hasMessageContaining("belong to a rate");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void a_prior_lies_between_0_and_1(double prior) {
    assertThatThrownBy(() -> new Smoothing(prior, 1)).hasMessageContaining("prior " + prior);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_strength_is_positive_and_finite(double strength) {
    assertThatThrownBy(() -> new Smoothing(0.5, strength))
        .hasMessageContaining("strength " + strength);
  }

  @Test
  void nothing_is_zero_the_prior_or_unknown() {
    assertThat(COUNT.valueOfNothing()).isZero();
    assertThat(rate(null, DAY, new Smoothing(0.3, 4)).valueOfNothing()).isEqualTo(0.3);
    assertThat(rate(null, DAY, null).valueOfNothing()).isNull();
    assertThat(RECENCY.valueOfNothing()).isNull();
  }

  @Test
  void recency_looks_back_without_bound() {
    assertThat(RECENCY.windows(List.of(DAY))).containsExactly(Span.parse("all"));
    assertThat(COUNT.windows(List.of(DAY))).containsExactly(DAY);
  }
}

package io.dealrank.features.vertical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
  @Test
  void reads_every_unit() {
    assertThat(Span.parse("45s").duration()).isEqualTo(Duration.ofSeconds(45));
    assertThat(Span.parse("90m").duration()).isEqualTo(Duration.ofMinutes(90));
    assertThat(Span.parse("12h").duration()).isEqualTo(Duration.ofHours(12));
    assertThat(Span.parse("30d").duration()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void counts_microseconds() {
    assertThat(Span.parse("2d").micros()).isEqualTo(Duration.ofDays(2).toNanos() / 1_000);
  }

  @Test
  void all_is_unbounded() {
    assertThat(Span.parse("all").unbounded()).isTrue();
    assertThat(Span.parse("all").micros()).isEqualTo(Long.MAX_VALUE);
    assertThat(Span.parse("1d").unbounded()).isFalse();
  }

  @Test
  void keeps_its_text() {
    assertThat(Span.parse("90m")).hasToString("90m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "-1d", "7w", "1.5d", "7 d", "ALL", "1234567d"})
  void refuses_anything_else(String text) {
    assertThatThrownBy(() -> Span.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("30d");
  }
}

package io.dealrank.evaluation.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MarketplaceTest {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

  @Test
  void refuses_an_empty_marketplace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Marketplace(0, 60, 1, FIRST_DAY))
        .withMessageContaining("searches must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Marketplace(1000, 0, 1, FIRST_DAY))
        .withMessageContaining("days must be at least 1, was 0");
  }

  @Test
  void splits_all_searches_over_markets_of_at_most_a_thousand() {
    Marketplace marketplace = new Marketplace(2501, 60, 1, FIRST_DAY);
    assertThat(marketplace.markets()).isEqualTo(3);
    assertThat(LongStream.range(0, 3).map(marketplace::searchesIn).toArray())
        .containsExactly(834, 834, 833);
  }

  @Test
  void ends_with_the_last_day() {
    assertThat(new Marketplace(1, 31, 1, FIRST_DAY).end()).isEqualTo("2026-02-01T00:00:00Z");
  }
}

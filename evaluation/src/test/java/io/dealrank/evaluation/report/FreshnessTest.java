package io.dealrank.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.report.Freshness.Age;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  /** An age by its uplift, with the change from the freshest of 0.06 and half its interval. */
  private static Age age(double days, double uplift, double half) {
    double change = uplift - 0.06;
    return new Age(
        days,
        FullExample.row("ndcg_10", 0.5, 1 + uplift, half, 100),
        change,
        new Interval(change - half, change + half));
  }

  @Test
  void the_age_before_the_first_shown_loss_is_the_interval() {
    assertThat(
            new Freshness(List.of(age(14, 0.02, 0.01), age(1, 0.06, 0.01), age(7, 0.055, 0.01)))
                .suggestion())
        .isEqualTo("A loss is shown from an age of 14 days on: retrain at least every 7 days.");
  }

  @Test
  void an_interval_that_reaches_the_freshest_model_shows_no_loss() {
    assertThat(new Freshness(List.of(age(1, 0.06, 0.01), age(30, 0.04, 0.025))).suggestion())
        .startsWith("No loss is shown up to an age of 30 days");
  }

  @Test
  void the_freshest_model_of_today_is_not_retrained_every_zero_days() {
    assertThat(new Freshness(List.of(age(0, 0.06, 0.01), age(1, 0.02, 0.01))).suggestion())
        .endsWith("retrain at least every 1 day.");
  }

  @Test
  void one_age_suggests_nothing() {
    assertThat(new Freshness(List.of(age(3, 0.06, 0.01))).suggestion()).startsWith("One age alone");
    assertThat(new Freshness(List.of()).suggestion()).startsWith("One age alone");
  }
}

package io.dealrank.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.backtest.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeveralComparisonsTest {
  private static ComparisonRow row(String segment, String value, double difference, double error) {
    Interval absolute = new Interval(difference - 1.96 * error, difference + 1.96 * error);
    Interval relative = new Interval(absolute.low() / 0.5, absolute.high() / 0.5);
    return new ComparisonRow(
        segment,
        value,
        "ndcg_10",
        100,
        0.5,
        0.5 + difference,
        0.3,
        new ComparisonRow.Bounds(relative, relative),
        new ComparisonRow.Bounds(absolute, absolute),
        new Outcomes(60, 0, 40));
  }

  private static TargetSection section(List<ComparisonRow> rows) {
    return new TargetSection(
        "deal",
        "ndcg_10",
        Conventions.DEFAULT,
        Bootstrap.DEFAULT,
        Map.of(),
        new Validity(List.of(), List.of()),
        rows,
        Evidence.NONE);
  }

  @Test
  void twenty_looks_without_a_difference_leave_none_that_is_significant() {
    List<ComparisonRow> rows = new ArrayList<>();
    rows.add(row(Comparison.WHOLE, Comparison.WHOLE, 0.001, 0.01));
    for (int i = 0; i < 19; i++) {
      rows.add(row("region", "r" + i, i == 7 ? 0.021 : 0.001 * i, 0.01));
    }
    SeveralComparisons several = SeveralComparisons.of(section(rows));
    int seventh = several.rows().indexOf(rows.get(8));
    assertThat(several.count()).isEqualTo(20);
    assertThat(several.p()[seventh]).isCloseTo(0.0357, within(1e-3));
    assertThat(several.holm()[seventh]).isCloseTo(20 * several.p()[seventh], within(1e-12));
    assertThat(several.holm(rows.get(8))).isEqualTo(several.holm()[seventh]);
    assertThat(several.benjaminiHochberg()[seventh]).isBetween(0.05, several.holm()[seventh]);
  }

  @Test
  void rows_without_an_interval_have_no_p_and_do_not_count() {
    ComparisonRow none = row("region", "north", Double.NaN, Double.NaN);
    ComparisonRow whole = row(Comparison.WHOLE, Comparison.WHOLE, 0.03, 0.01);
    SeveralComparisons several = SeveralComparisons.of(section(List.of(whole, none)));
    assertThat(several.count()).isOne();
    assertThat(several.holm(none)).isNaN();
    assertThat(several.holm(whole)).isCloseTo(0.0027, within(1e-4));
  }

  @Test
  void a_headline_without_a_difference_says_what_would_have_been_found() {
    TargetSection silent = section(List.of(row(Comparison.WHOLE, Comparison.WHOLE, 0.001, 0.01)));
    // (1.96 + 0.8416) 0.01 / 0.5
    assertThat(silent.headline()).contains("show an uplift of 5.6% four times out of five");
    TargetSection loud = section(List.of(row(Comparison.WHOLE, Comparison.WHOLE, 0.1, 0.01)));
    assertThat(loud.headline()).doesNotContain("four times");
  }
}

package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.backtest.Outcomes;
import io.dealrank.evaluation.report.Validity.Check;
import io.dealrank.evaluation.report.Validity.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlChecksTest {
  private static final String WHOLE = Comparison.WHOLE;

  private static ComparisonRow row(
      String name, long lists, double production, double model, double arm, long ties) {
    double difference = model - production;
    Interval interval = new Interval(difference - arm, difference + arm);
    ComparisonRow.Bounds bounds = new ComparisonRow.Bounds(interval, interval);
    return new ComparisonRow(
        WHOLE,
        WHOLE,
        name,
        lists,
        production,
        model,
        0.4,
        bounds,
        bounds,
        new Outcomes(lists - ties, ties, 0));
  }

  private static Map<String, ComparisonRow> sound(long lists) {
    Map<String, ComparisonRow> rows = new HashMap<>();
    rows.put("same_order", row("same_order", lists, 0.5, 0.5, 0, lists));
    rows.put("shuffled_labels", row("shuffled_labels", lists, 0.4, 0.41, 0.02, 0));
    rows.put("random_order", row("random_order", lists, 0.4, 0.39, 0.02, 0));
    rows.put("oracle", row("oracle", lists, 0.5, 1, 0.02, 0));
    return rows;
  }

  private static List<Status> statuses(Map<String, ComparisonRow> rows) {
    return new ControlChecks(rows).checks().stream().map(Check::status).toList();
  }

  @Test
  void sound_controls_are_ok() {
    assertThat(statuses(sound(100))).containsOnly(Status.OK).hasSize(4);
  }

  @Test
  void each_broken_control_fails() {
    Map<String, ComparisonRow> broken =
        Map.of(
            "same_order", row("same_order", 100, 0.5, 0.5, 0, 99),
            "shuffled_labels", row("shuffled_labels", 100, 0.4, 0.45, 0.02, 0),
            "random_order", row("random_order", 100, 0.4, 0.35, 0.02, 0),
            "oracle", row("oracle", 100, 0.5, 0.999, 0.02, 0));
    broken.forEach(
        (name, row) -> {
          Map<String, ComparisonRow> rows = sound(100);
          rows.put(name, row);
          assertThat(statuses(rows)).as(name).containsOnlyOnce(Status.FAILED);
        });
  }

  @Test
  void with_few_lists_chance_is_not_judged() {
    Map<String, ComparisonRow> few = sound(6);
    few.put("random_order", row("random_order", 6, 0.4, 0.3, 0.02, 0));
    assertThat(statuses(few)).doesNotContain(Status.FAILED).contains(Status.WARNING);
  }

  @Test
  void nothing_compared_is_nothing_to_check() {
    assertThat(new ControlChecks(Map.of()).checks()).isEmpty();
  }
}

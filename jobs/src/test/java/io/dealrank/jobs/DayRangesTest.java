package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DayRangesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  @Test
  void text_and_ranges_are_the_same_thing() {
    String text = "2026-01-02..2026-01-31,2026-02-03..2026-02-03";
    assertThat(DayRanges.parse(text)).hasToString(text);
    assertThat(DayRanges.parse("")).isEqualTo(DayRanges.parse(null));
    assertThat(DayRanges.parse("")).hasToString("");
  }

  @Test
  void ranges_that_touch_become_one() {
    DayRanges days = DayRanges.parse("2026-01-01..2026-01-03,2026-01-05..2026-01-06");
    LocalDate gap = LocalDate.of(2026, 1, 4);
    assertThat(days.contains(gap)).isFalse();
    assertThat(days.with(gap, gap)).hasToString("2026-01-01..2026-01-06");
  }

  @Test
  void a_range_within_another_changes_nothing() {
    DayRanges days = DayRanges.parse("2026-01-01..2026-01-31");
    assertThat(days.with(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 1, 6))).isEqualTo(days);
  }

  @Test
  void whatever_is_added_the_days_are_those_of_a_set() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      DayRanges days = DayRanges.parse("");
      Set<LocalDate> expected = new HashSet<>();
      for (int i = 0; i < 8; i++) {
        LocalDate from = FIRST.plusDays(random.nextInt(40));
        LocalDate to = from.plusDays(random.nextInt(5));
        days = days.with(from, to);
        from.datesUntil(to.plusDays(1)).forEach(expected::add);
      }
      for (int day = -1; day < 50; day++) {
        LocalDate asked = FIRST.plusDays(day);
        assertThat(days.contains(asked))
            .as("seed %s, day %s of %s", seed, asked, days)
            .isEqualTo(expected.contains(asked));
      }
      for (int i = 1; i < days.ranges().size(); i++) {
        assertThat(days.ranges().get(i).from())
            .as("seed %s: %s", seed, days)
            .isAfter(days.ranges().get(i - 1).to().plusDays(1));
      }
    }
  }
}

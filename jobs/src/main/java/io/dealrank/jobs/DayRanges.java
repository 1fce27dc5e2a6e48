package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/**
 * The days for which a mart was built, as ascending ranges that neither touch nor overlap. Written
 * {@code 2026-01-02..2026-01-31,2026-02-03..2026-02-03}.
 */
record DayRanges(List<Range> ranges) {
  /** No day. */
  static final DayRanges NONE = new DayRanges(List.of());

  /** Days [from, to], both included. */
  record Range(LocalDate from, LocalDate to) {}

  static DayRanges parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String range : text == null || text.isEmpty() ? new String[0] : text.split(",")) {
      String[] ends = range.split("\\.\\.");
      ranges.add(new Range(LocalDate.parse(ends[0]), LocalDate.parse(ends[1])));
    }
    return new DayRanges(ranges);
  }

  static DayRanges of(Iterable<LocalDate> days) {
    DayRanges ranges = NONE;
    for (LocalDate day : days) {
      ranges = ranges.with(day, day);
    }
    return ranges;
  }

  /** These days and [from, to]. */
  DayRanges with(LocalDate from, LocalDate to) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.add(new Range(from, to));
    sorted.sort(Comparator.comparing(Range::from));
    List<Range> merged = new ArrayList<>();
    for (Range next : sorted) {
      Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last == null || next.from().isAfter(last.to().plusDays(1))) {
        merged.add(next);
      } else if (next.to().isAfter(last.to())) {
        merged.set(merged.size() - 1, new Range(last.from(), next.to()));
      }
    }
    return new DayRanges(merged);
  }

  /** Whether a day is among them. */
  boolean contains(LocalDate day) {
    return ranges.stream().anyMatch(r -> !day.isBefore(r.from()) && !day.isAfter(r.to()));
  }

  /** The earliest of them. */
  LocalDate first() {
    return ranges.get(0).from();
  }

  /** The latest of them; null if there is none. */
  LocalDate last() {
    return ranges.isEmpty() ? null : ranges.get(ranges.size() - 1).to();
  }

  /** Whether the day in a column is among them. */
  Column among(String column) {
    Column among = lit(false);
    for (Range range : ranges) {
      among = among.or(col(column).between(lit(range.from()), lit(range.to())));
    }
    return among;
  }

  @Override
  public String toString() {
    return ranges.stream().map(r -> r.from() + ".." + r.to()).collect(Collectors.joining(","));
  }
}

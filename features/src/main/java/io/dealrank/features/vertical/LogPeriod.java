package io.dealrank.features.vertical;

import java.time.LocalDate;

/**
 * The period the logs cover, days UTC, half-open.
 *
 * @param from first day; an earlier event is set aside; default 1990-01-01
 * @param to the day after the last; a later event is set aside; default: events may go up to the
 *     start of the import, and the logs end with the latest event
 * @param everyDay true if a day without impressions, or without contacts, is an error
 * @param quarantineLimit largest share of a table's rows that may be set aside; default 0.05
 */
public record LogPeriod(LocalDate from, LocalDate to, boolean everyDay, Double quarantineLimit) {
  /** Checks the order of the days. */
  public LogPeriod {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("logs: from " + from + " is not before to " + to);
    }
    quarantineLimit = quarantineLimit == null ? 0.05 : quarantineLimit;
    if (!(quarantineLimit >= 0 && quarantineLimit <= 1)) {
      throw new IllegalArgumentException(
          "quarantine_limit " + quarantineLimit + " is not between 0 and 1");
    }
  }
}

package io.dealrank.features.vertical;

import java.time.LocalDate;

/** The period the logs cover, days UTC, half-open. */
public record LogPeriod(
    @Key(
            meaning = "the first day; a row dated earlier is set aside",
            fallback = "1990-01-01",
            unit = "day UTC",
            example = "from: 2026-01-01")
        LocalDate from,
    @Key(
            meaning =
                "the day after the last; a row dated at or after it is set aside, and the logs "
                    + "end there. Without it a row later than the start of the command is set "
                    + "aside, and the logs end with their latest impression, contact, response, "
                    + "deal or signal",
            fallback = "the latest event",
            unit = "day UTC",
            range = "after `from`",
            example = "from: 2026-01-01, to: 2026-04-01")
        LocalDate to,
    @Key(
            meaning =
                "whether a day without impressions or without contacts, between the first and the "
                    + "last, is an error",
            fallback = "`false`",
            example = "every_day: true")
        boolean everyDay,
    @Key(
            meaning =
                "largest share of a table's rows that may be set aside; more is an error, and "
                    + "nothing is written",
            fallback = "`0.05`",
            unit = "share of rows",
            range = "0 to 1",
            example = "quarantine_limit: 0.2")
        Double quarantineLimit) {
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

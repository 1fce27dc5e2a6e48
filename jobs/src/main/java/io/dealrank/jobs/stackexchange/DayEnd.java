package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.unix_date;

import org.apache.spark.sql.Column;

/**
 * When a fact with a day but no clock is known: {@code end(day) = midnight UTC that follows day}.
 * As of any instant before it the fact may not have happened yet.
 */
final class DayEnd {
  private static final long SECONDS_PER_DAY = 86_400L;

  private DayEnd() {}

  /** The end of a DATE as TIMESTAMP, independent of the session's time zone. */
  static Column of(Column day) {
    return timestamp_seconds(
        unix_date(day).cast("bigint").plus(lit(1L)).multiply(lit(SECONDS_PER_DAY)));
  }
}

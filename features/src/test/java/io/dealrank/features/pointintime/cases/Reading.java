package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A case under one meaning of time, and what it answers then.
 *
 * @param of the case
 * @param time as of when a query is asked
 * @param byIngestion whether a fact is known only once it was ingested
 * @param expected qid to feature to value
 */
public record Reading(Case of, Time time, boolean byIngestion, JsonNode expected) {
  private static final long DAY = 86_400_000;

  /** As of when a query is asked. */
  public enum Time {
    /** As the case's kind says. */
    REFERENCE(null),
    /** The same, by the time of events where the case itself goes by ingestion. */
    EVENT_TIME_MODE(null),
    /** As of the midnight that begins the query's day, UTC. */
    MIDNIGHT("snapshot_midnight"),
    /** Windows {@code (t - W, t]}. */
    INCLUSIVE("right_inclusive_feathr");

    private final String variant;

    Time(String variant) {
      this.variant = variant;
    }

    String variant() {
      return variant;
    }
  }

  /** Name in a table: that of the case, and of the meaning where it is not the reference. */
  public String name() {
    return time == Time.REFERENCE
        ? of.id()
        : of.id() + " " + (time.variant == null ? "event_time_mode" : time.variant);
  }

  /**
   * The instant t to ask the engine about, which counts facts of {@code [t - W, t)}.
   *
   * <p>Kind snapshot: the midnight before the query, less the time a snapshot takes to be
   * published. Kind delay: the query less the delay. Kind asof and closed windows: facts are
   * stamped with the instant as of which they hold and join with {@code <=}. Times are whole
   * milliseconds, so the question moves a microsecond later and nothing else comes into reach; the
   * facts keep their times and may lie in one lake with those of other kinds.
   *
   * @return null for a query without a time
   */
  Instant asOf(Case.Query query) {
    if (query.millis() == null) {
      return null;
    }
    long t = query.millis();
    return switch (time) {
      case MIDNIGHT -> midnight(t);
      case INCLUSIVE -> Instant.ofEpochMilli(t).plus(1, ChronoUnit.MICROS);
      case REFERENCE, EVENT_TIME_MODE -> {
        t -= of.millis("delay");
        yield switch (of.kind()) {
          case "snapshot" -> midnight(t - of.millis("publish_lag"));
          case "asof" -> Instant.ofEpochMilli(t).plus(1, ChronoUnit.MICROS);
          default -> Instant.ofEpochMilli(t);
        };
      }
    };
  }

  private static Instant midnight(long t) {
    return Instant.ofEpochMilli(Math.floorDiv(t, DAY) * DAY);
  }
}

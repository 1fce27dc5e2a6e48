package io.dealrank.evaluation.simulator;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What to simulate. The marketplace is split into local markets (one region and category each) that
 * share nothing: {@code markets = ceil(searches / 1000)}, the searches spread evenly over them.
 *
 * @param searches searches of resumes by employers in the whole marketplace, at least 1; candidates
 *     make half as many searches of vacancies on top
 * @param days length of the period in days, at least 1; 60 to 90 give every employer a history
 * @param seed same seed, same rows, whatever the number of partitions
 * @param firstDay first day of the period, UTC
 */
public record Marketplace(long searches, int days, long seed, LocalDate firstDay)
    implements Serializable {
  private static final long SEARCHES_PER_MARKET = 1000;

  /**
   * @throws IllegalArgumentException if searches or days is below 1
   */
  public Marketplace {
    if (searches < 1) {
      throw new IllegalArgumentException(
          "searches must be at least 1, was " + searches + ": an empty marketplace has no tables");
    }
    if (days < 1) {
      throw new IllegalArgumentException(
          "days must be at least 1, was " + days + ": give the length of the period in days");
    }
    Objects.requireNonNull(firstDay, "firstDay");
  }

  /** First instant of the period. */
  public Instant start() {
    return firstDay.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** End of the period, exclusive: nothing is known at or after it. */
  public Instant end() {
    return firstDay.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Number of local markets. */
  public long markets() {
    return (searches + SEARCHES_PER_MARKET - 1) / SEARCHES_PER_MARKET;
  }

  /** Searches of resumes in one market: the shares of two markets differ by at most one. */
  int searchesIn(long market) {
    return (int) (searches / markets() + (market < searches % markets() ? 1 : 0));
  }
}

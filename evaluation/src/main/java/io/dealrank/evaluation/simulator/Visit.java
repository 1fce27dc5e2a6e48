package io.dealrank.evaluation.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * When one list was asked for and shown, and when its reader acts on it.
 *
 * @param shownAt 0.15 to 0.9 s after the query
 */
record Visit(String queryId, Instant queriedAt, Instant shownAt) {
  private static final Duration PER_POSITION = Duration.ofSeconds(15);

  static Visit at(Instant queriedAt, String queryId, Draw draw) {
    return new Visit(queryId, queriedAt, queriedAt.plusMillis((long) draw.uniform(150, 900)));
  }

  /** The reader reaches a position after 15 s for each, and needs 2 to 14 s to act. */
  Instant actionAt(int position, Draw draw) {
    return shownAt
        .plus(PER_POSITION.multipliedBy(position - 1))
        .plusMillis((long) draw.uniform(2_000, 14_000));
  }

  void writeTruth(
      MarketLog log, Listing listing, String side, int position, double contact, double hire) {
    log.write(
        Table.TRUTH_IMPRESSIONS,
        queryId,
        listing.listingId(),
        side,
        Examination.probability(position),
        contact,
        hire,
        contact * hire);
  }
}

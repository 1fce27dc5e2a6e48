package io.dealrank.evaluation.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ranking in production: it lifts what is pretty and fresh and knows nothing of outcomes.
 *
 * <p>score = 0.8 prettiness + 0.6 exp(-age / 14 d) + 0.3 [schedule wanted] + 0.7 z, z standard
 * normal for each query and listing.
 */
final class ProductionOrder {
  /** Listings shown for a query. */
  static final int LENGTH = 20;

  private static final double FRESHNESS_DAYS = 14;
  private static final double NOISE = 0.7;
  private static final double SHUFFLED_SHARE = 0.05;
  private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  private ProductionOrder() {}

  record Ranked<L extends Listing>(L listing, double score) {}

  /**
   * What is shown, in the order it is shown.
   *
   * @param shuffled true for 5% of the lists: the same listings in random order
   */
  record Shown<L extends Listing>(List<Ranked<L>> ranked, boolean shuffled) {}

  /** The 20 listings of highest score, fewer when fewer are online. */
  static <L extends Listing> Shown<L> top(
      Iterable<L> online, Schedule wanted, Instant now, Draw draw) {
    List<Ranked<L>> all = new ArrayList<>();
    for (L listing : online) {
      all.add(new Ranked<>(listing, score(listing, wanted, now) + NOISE * draw.normal()));
    }
    Comparator<Ranked<L>> byScore = Comparator.comparingDouble(Ranked::score);
    all.sort(byScore.reversed());
    List<Ranked<L>> shown = new ArrayList<>(all.subList(0, Math.min(LENGTH, all.size())));
    boolean shuffled = draw.happens(SHUFFLED_SHARE);
    if (shuffled) {
      draw.shuffle(shown);
    }
    return new Shown<>(shown, shuffled);
  }

  private static double score(Listing listing, Schedule wanted, Instant now) {
    double age = Duration.between(listing.publishedAt(), now).toMillis() / MILLIS_PER_DAY;
    return 0.8 * listing.prettiness()
        + 0.6 * Math.exp(-age / FRESHNESS_DAYS)
        + (listing.terms().schedule() == wanted ? 0.3 : 0);
  }
}

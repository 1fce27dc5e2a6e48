package io.dealrank.evaluation.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The employers of a market: one for every 25 searches, at least 2; some grow in the period. */
final class Employers {
  private static final int SEARCHES_EACH = 25;
  private static final int ASSIGNED_SEARCHES_EACH = 20;
  private static final Duration AGE_AT_START = Duration.ofDays(300);
  private static final Duration UNTIL_GROWTH = Duration.ofDays(400);
  private static final List<String> SIZES = List.of("small", "medium", "large");

  private final List<Employer> employers = new ArrayList<>();
  private final Draw draw;

  Employers(LocalMarket market, int searches) {
    this.draw = market.draw();
    int count = Math.max(2, searches / SEARCHES_EACH);
    for (int number = 0; number < count; number++) {
      Employer employer = Employer.of(market, number);
      employer.writeTruth(market.log());
      writeVersions(employer, market);
      employers.add(employer);
    }
  }

  List<Employer> all() {
    return employers;
  }

  /** Who makes the given search: the first 20 searches of each are assigned, the rest drawn. */
  Employer searcher(int search) {
    return search < ASSIGNED_SEARCHES_EACH * employers.size()
        ? employers.get(search % employers.size())
        : employers.get(draw.below(employers.size()));
  }

  private void writeVersions(Employer employer, LocalMarket market) {
    int size = draw.below(SIZES.size());
    Instant start = market.agenda().now();
    Instant from = start.minus(draw.exponential(AGE_AT_START));
    Instant growth = market.log().known(start.plus(draw.exponential(UNTIL_GROWTH)));
    boolean grows = growth != null && size + 1 < SIZES.size();
    writeVersion(employer, from, grows ? growth : null, SIZES.get(size), market);
    if (grows) {
      writeVersion(employer, growth, null, SIZES.get(size + 1), market);
    }
  }

  private static void writeVersion(
      Employer employer, Instant from, Instant to, String size, LocalMarket market) {
    market
        .log()
        .write(Table.EMPLOYERS, employer.id(), from, to, market.category(), market.region(), size);
  }
}

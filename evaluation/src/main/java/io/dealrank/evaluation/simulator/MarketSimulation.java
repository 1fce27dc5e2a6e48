package io.dealrank.evaluation.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;

/** One market from the first day to the last. */
final class MarketSimulation {
  private static final Duration FIRST_SEARCH_OF_DAY = Duration.ofHours(6);
  private static final Duration HALF_OF_SEARCHING = Duration.ofHours(8);

  private MarketSimulation() {}

  /** Rows of the tagged union, see {@link Simulation#rows()}. */
  static List<Row> rows(Marketplace marketplace, long id) {
    LocalMarket market = LocalMarket.of(marketplace, id);
    int searches = marketplace.searchesIn(id);
    Employers employers = new Employers(market, searches);
    Candidates candidates = new Candidates(market);
    Vacancies vacancies = new Vacancies(market);
    candidates.settle();
    vacancies.settle(employers.all());

    ResumeSearches resumeSearches = new ResumeSearches(market, candidates);
    for (int i = 0; i < searches; i++) {
      Employer employer = employers.searcher(i);
      market
          .agenda()
          .add(searchTime(marketplace, market.draw()), () -> resumeSearches.search(employer));
    }
    VacancySearches vacancySearches = new VacancySearches(market, candidates, vacancies);
    for (int i = 0; i < (searches + 1) / 2; i++) {
      market.agenda().add(searchTime(marketplace, market.draw()), vacancySearches::search);
    }

    market.agenda().run();
    resumeSearches.finish();
    candidates.finish();
    vacancies.finish();
    return market.log().rows();
  }

  /** A day at random, then 06:00 to 22:00 UTC, most likely at 14:00. */
  private static Instant searchTime(Marketplace marketplace, Draw draw) {
    double halves = draw.uniform(0, 1) + draw.uniform(0, 1);
    return marketplace
        .start()
        .plus(Duration.ofDays(draw.below(marketplace.days())))
        .plus(FIRST_SEARCH_OF_DAY)
        .plusMillis((long) (halves * HALF_OF_SEARCHING.toMillis()));
  }
}

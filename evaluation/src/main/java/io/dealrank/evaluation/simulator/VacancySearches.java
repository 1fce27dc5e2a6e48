package io.dealrank.evaluation.simulator;

import java.time.Instant;

/** Candidates search vacancies and apply: the mirror of {@link ResumeSearches}. */
final class VacancySearches {
  private static final double HIRE_FILLS_VACANCY = 0.7;

  private final LocalMarket market;
  private final Draw draw;
  private final Candidates candidates;
  private final Vacancies vacancies;
  private int searches;
  private int applications;

  VacancySearches(LocalMarket market, Candidates candidates, Vacancies vacancies) {
    this.market = market;
    this.draw = market.draw();
    this.candidates = candidates;
    this.vacancies = vacancies;
  }

  /** One of those who look for work searches now; no list when nobody does. */
  void search() {
    Candidate candidate = candidates.searcher();
    if (candidate == null) {
      return;
    }
    Visit visit = Visit.at(market.agenda().now(), market.identifier("p", searches++), draw);
    var shown =
        ProductionOrder.top(
            vacancies.online(), candidate.terms().schedule(), visit.queriedAt(), draw);
    int position = 0;
    for (var ranked : shown.ranked()) {
      position++;
      Vacancy vacancy = ranked.listing();
      writeImpression(visit, candidate, vacancy, position, ranked.score(), shown.shuffled());
      double application = applicationProbability(candidate, vacancy);
      visit.writeTruth(
          market.log(),
          vacancy,
          "vacancies",
          position,
          application,
          hireProbability(candidate, vacancy));
      if (draw.happens(Examination.probability(position) * application)) {
        apply(visit, candidate, vacancy, visit.actionAt(position, draw));
      }
    }
  }

  /**
   * P(application | examined) = logistic(-1.7 + 0.4 prettiness + 0.9 [schedule asked for] - 3
   * max(0, ln(salary asked / salary offered))).
   */
  private static double applicationProbability(Candidate candidate, Vacancy vacancy) {
    Terms asked = candidate.terms();
    Terms offered = vacancy.terms();
    return Logistic.probability(
        -1.7
            + 0.4 * vacancy.prettiness()
            + (asked.schedule() == offered.schedule() ? 0.9 : 0)
            - 3 * asked.excessOver(offered.salary()));
  }

  /** P(response and hire | application): 0 when the vacancy is filled. */
  private static double hireProbability(Candidate candidate, Vacancy vacancy) {
    Employer employer = vacancy.employer();
    return vacancy.filled() || !candidate.hireable()
        ? 0
        : employer.behaviour().probability(candidate.channelUse())
            * Hire.probability(employer, candidate);
  }

  private void apply(Visit visit, Candidate candidate, Vacancy vacancy, Instant at) {
    Employer employer = vacancy.employer();
    Channel channel = candidate.channelUse().pick(draw);
    Instant response = null;
    Instant hire = null;
    if (!vacancy.filled() && draw.happens(employer.behaviour().probability(channel))) {
      response = at.plus(channel.responseDelay(draw));
      if (candidate.hireable() && draw.happens(Hire.probability(employer, candidate))) {
        hire = response.plus(Hire.delay(draw));
        candidates.commit(candidate, response, hire);
        if (draw.happens(HIRE_FILLS_VACANCY)) {
          market.agenda().add(hire, () -> vacancies.fill(vacancy));
        }
      }
    }
    market
        .log()
        .write(
            Table.APPLICATIONS,
            market.identifier("a", applications++),
            visit.queryId(),
            candidate.id(),
            vacancy.listingId(),
            employer.id(),
            Label.of(channel),
            at,
            market.log().known(response),
            market.log().known(hire));
  }

  private void writeImpression(
      Visit visit,
      Candidate candidate,
      Vacancy vacancy,
      int position,
      double score,
      boolean shuffled) {
    market
        .log()
        .write(
            Table.VACANCY_IMPRESSIONS,
            visit.queryId(),
            candidate.id(),
            vacancy.listingId(),
            vacancy.employer().id(),
            visit.queriedAt(),
            visit.shownAt(),
            position,
            score,
            Label.of(candidate.terms().schedule()),
            candidate.terms().salary(),
            market.category(),
            market.region(),
            shuffled);
  }
}

package io.dealrank.evaluation.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The vacancies of a market and their lives, the mirror of {@link Candidates}: opened, revised,
 * filled, left online for a while, closed, replaced by a new one of the same employer.
 */
final class Vacancies {
  private static final int OF_EACH_EMPLOYER = 3;
  private static final Duration AGE_AT_START = Duration.ofDays(20);
  private static final Duration UNTIL_FILLED_ELSEWHERE = Duration.ofDays(40);
  private static final Duration UNTIL_REVISION = Duration.ofDays(40);
  private static final double FORGETS_VACANCY = 0.5;
  private static final Duration FORGOTTEN_FOR = Duration.ofDays(15);
  private static final Duration UNTIL_CLOSED = Duration.ofHours(12);
  private static final Duration UNTIL_NEXT = Duration.ofDays(2);
  private static final double USUAL_SCHEDULE = 0.7;
  private static final double SALARY_SIGMA = 0.12;

  private final LocalMarket market;
  private final Draw draw;
  private final Agenda agenda;
  private final Set<Vacancy> online = new LinkedHashSet<>();
  private int opened;

  Vacancies(LocalMarket market) {
    this.market = market;
    this.draw = market.draw();
    this.agenda = market.agenda();
  }

  /** Opens the vacancies that the period finds there. */
  void settle(Iterable<Employer> employers) {
    for (Employer employer : employers) {
      for (int i = 0; i < OF_EACH_EMPLOYER; i++) {
        open(employer, agenda.now().minus(draw.exponential(AGE_AT_START)));
      }
    }
  }

  /** Vacancies online, in the order they were opened. */
  Set<Vacancy> online() {
    return online;
  }

  /** The vacancy is taken from now on. */
  void fill(Vacancy vacancy) {
    if (vacancy.filled()) {
      return;
    }
    vacancy.fill();
    Duration left = draw.happens(FORGETS_VACANCY) ? FORGOTTEN_FOR : UNTIL_CLOSED;
    agenda.add(agenda.now().plus(draw.exponential(left)), () -> close(vacancy));
  }

  /** Writes what is still online when the period ends. */
  void finish() {
    online.forEach(vacancy -> vacancy.writeVersion(null));
  }

  private void open(Employer employer, Instant at) {
    Terms usual = employer.usual();
    Schedule schedule = draw.happens(USUAL_SCHEDULE) ? usual.schedule() : Schedule.of(draw);
    double salary = usual.salary() * Math.exp(SALARY_SIGMA * draw.normal());
    Terms terms = new Terms(schedule, Terms.rounded(salary), usual.experience());
    Vacancy vacancy = new Vacancy(market, opened++, employer, terms, at);
    online.add(vacancy);
    agenda.add(agenda.now().plus(draw.exponential(UNTIL_FILLED_ELSEWHERE)), () -> fill(vacancy));
    agenda.add(agenda.now().plus(draw.exponential(UNTIL_REVISION)), () -> raise(vacancy));
  }

  private void raise(Vacancy vacancy) {
    if (!vacancy.filled()) {
      double salary = vacancy.terms().salary() * draw.uniform(1.0, 1.15);
      vacancy.offer(vacancy.terms().paying(salary), agenda.now());
    }
  }

  private void close(Vacancy vacancy) {
    vacancy.writeVersion(agenda.now());
    online.remove(vacancy);
    agenda.add(
        agenda.now().plus(draw.exponential(UNTIL_NEXT)),
        () -> open(vacancy.employer(), agenda.now()));
  }
}

package io.dealrank.evaluation.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Employers search resumes and pay for contacts. */
final class ResumeSearches {
  private static final double USUAL_SCHEDULE = 0.8;

  private record Query(Employer employer, Visit visit, Schedule scheduleWanted, int salaryMax) {}

  private record Contact(
      String id,
      Query query,
      Candidate candidate,
      Channel channel,
      Instant contactedAt,
      Spell spell,
      Instant respondedAt,
      Instant hiredAt) {}

  private final LocalMarket market;
  private final Draw draw;
  private final Candidates candidates;
  private final List<Contact> contacts = new ArrayList<>();
  private final Map<String, Set<Candidate>> contacted = new HashMap<>();
  private int searches;

  ResumeSearches(LocalMarket market, Candidates candidates) {
    this.market = market;
    this.draw = market.draw();
    this.candidates = candidates;
  }

  /** The employer searches now. */
  void search(Employer employer) {
    Query query = query(employer);
    var shown =
        ProductionOrder.top(
            candidates.online(), query.scheduleWanted(), query.visit().queriedAt(), draw);
    int position = 0;
    for (var ranked : shown.ranked()) {
      position++;
      Candidate candidate = ranked.listing();
      writeImpression(query, candidate, position, ranked.score(), shown.shuffled());
      double contact = contactProbability(query, candidate);
      query
          .visit()
          .writeTruth(
              market.log(),
              candidate,
              "resumes",
              position,
              contact,
              hireProbability(employer, candidate));
      if (draw.happens(Examination.probability(position) * contact)) {
        contact(query, candidate, query.visit().actionAt(position, draw));
      }
    }
  }

  /** Writes the contacts; what became of them is only certain now. */
  void finish() {
    for (Contact contact : contacts) {
      Instant response =
          contact.spell() == null
              ? null
              : contact.spell().responseBeforeWork(contact.respondedAt());
      market
          .log()
          .write(
              Table.CONTACTS,
              contact.id(),
              contact.query().visit().queryId(),
              contact.query().employer().id(),
              contact.candidate().listingId(),
              contact.candidate().id(),
              Label.of(contact.channel()),
              contact.contactedAt(),
              market.log().known(response),
              market.log().known(contact.hiredAt()),
              contact.channel().price());
    }
  }

  private Query query(Employer employer) {
    Terms usual = employer.usual();
    Schedule wanted = draw.happens(USUAL_SCHEDULE) ? usual.schedule() : Schedule.of(draw);
    int salaryMax = Terms.rounded(usual.salary() * draw.uniform(0.95, 1.15));
    String id = market.identifier("q", searches++);
    return new Query(employer, Visit.at(market.agenda().now(), id, draw), wanted, salaryMax);
  }

  /**
   * P(contact | examined) = logistic(-1.5 + 0.4 prettiness + 0.7 [schedule wanted] - 1.2 max(0,
   * ln(salary / salary_max)) + 0.5 fit - 1.5 [this employer contacted this candidate before]).
   */
  private double contactProbability(Query query, Candidate candidate) {
    Terms terms = candidate.terms();
    Set<Candidate> known = contacted.getOrDefault(query.employer().id(), Set.of());
    return Logistic.probability(
        -1.5
            + 0.4 * candidate.prettiness()
            + (terms.schedule() == query.scheduleWanted() ? 0.7 : 0)
            - 1.2 * terms.excessOver(query.salaryMax())
            + 0.5 * query.employer().taste().fit(terms)
            - (known.contains(candidate) ? 1.5 : 0));
  }

  /** P(response and hire | contact): 0 unless the candidate is hireable when shown. */
  private static double hireProbability(Employer employer, Candidate candidate) {
    return candidate.hireable()
        ? candidate.behaviour().probability(employer.channelUse())
            * Hire.probability(employer, candidate)
        : 0;
  }

  private void contact(Query query, Candidate candidate, Instant at) {
    Employer employer = query.employer();
    contacted.computeIfAbsent(employer.id(), id -> new HashSet<>()).add(candidate);
    Channel channel = employer.channelUse().pick(draw);
    Instant response = null;
    Instant hire = null;
    if (candidate.spell() != null && draw.happens(candidate.behaviour().probability(channel))) {
      response = at.plus(channel.responseDelay(draw));
      if (candidate.hireable() && draw.happens(Hire.probability(employer, candidate))) {
        hire = response.plus(Hire.delay(draw));
        candidates.commit(candidate, response, hire);
      }
    }
    String id = market.identifier("k", contacts.size());
    contacts.add(new Contact(id, query, candidate, channel, at, candidate.spell(), response, hire));
  }

  private void writeImpression(
      Query query, Candidate candidate, int position, double score, boolean shuffled) {
    market
        .log()
        .write(
            Table.IMPRESSIONS,
            query.visit().queryId(),
            query.employer().id(),
            candidate.listingId(),
            candidate.id(),
            query.visit().queriedAt(),
            query.visit().shownAt(),
            position,
            score,
            Label.of(query.scheduleWanted()),
            query.salaryMax(),
            market.category(),
            market.region(),
            shuffled);
  }
}

package io.dealrank.evaluation.simulator;

import java.time.Instant;

/** One stretch of looking for work: from {@code availableFrom} until work is found. */
final class Spell {
  private final Candidate candidate;
  private final Instant availableFrom;
  private Instant foundWorkAt;

  Spell(Candidate candidate, Instant availableFrom) {
    this.candidate = candidate;
    this.availableFrom = availableFrom;
  }

  void findWork(Instant at) {
    foundWorkAt = at;
  }

  /** The response as it comes true: null when work is found first. */
  Instant responseBeforeWork(Instant response) {
    boolean late = response != null && foundWorkAt != null && !response.isBefore(foundWorkAt);
    return late ? null : response;
  }

  void write(MarketLog log) {
    ResponseBehaviour behaviour = candidate.behaviour();
    log.write(
        Table.TRUTH_CANDIDATES,
        candidate.id(),
        availableFrom,
        foundWorkAt,
        behaviour.probability(Channel.CHAT),
        behaviour.probability(Channel.MASKED_PHONE),
        behaviour.probability(Channel.IN_APP_CALL));
  }
}

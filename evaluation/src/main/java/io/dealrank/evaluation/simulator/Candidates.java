package io.dealrank.evaluation.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The candidates of a market and their lives: join and publish a resume, revise it, find work,
 * leave the resume online for a while or withdraw it, perhaps come back. Whoever finds work is soon
 * replaced by a newcomer, so that about 200 look for work at any time.
 */
final class Candidates {
  private static final int AVAILABLE_AT_START = 250;
  private static final int STALE_AT_START = 30;
  private static final Duration AGE_AT_START = Duration.ofDays(25);
  private static final Duration UNTIL_NEWCOMER = Duration.ofDays(1);
  private static final Duration UNTIL_WORK_ELSEWHERE = Duration.ofDays(90);
  private static final double PRETTY_FIND_WORK_FASTER = 0.3;
  private static final Duration UNTIL_REVISION = Duration.ofDays(30);
  private static final double REVISION_IS_REPUBLICATION = 0.3;
  private static final Duration UNTIL_REPUBLICATION = Duration.ofDays(2);
  private static final double FORGETS_RESUME = 0.25;
  private static final Duration FORGOTTEN_FOR = Duration.ofDays(12);
  private static final Duration UNTIL_WITHDRAWAL = Duration.ofHours(6);
  private static final double TEMPORARY_WORK = 0.5;
  private static final Duration TEMPORARY_AT_LEAST = Duration.ofDays(2);
  private static final Duration TEMPORARY_LONGER = Duration.ofDays(5);
  private static final double RETURNS = 0.3;
  private static final Duration AWAY_AT_LEAST = Duration.ofDays(30);
  private static final Duration AWAY_LONGER = Duration.ofDays(30);

  private final LocalMarket market;
  private final Draw draw;
  private final Agenda agenda;
  private final Set<Candidate> online = new LinkedHashSet<>();
  private final List<Spell> spells = new ArrayList<>();
  private int joined;

  Candidates(LocalMarket market) {
    this.market = market;
    this.draw = market.draw();
    this.agenda = market.agenda();
  }

  /** The people whom the period finds there: most look for work, some only left their resume. */
  void settle() {
    Instant start = agenda.now();
    for (int i = 0; i < AVAILABLE_AT_START; i++) {
      join(start.minus(draw.exponential(AGE_AT_START)));
    }
    for (int i = 0; i < STALE_AT_START; i++) {
      Instant foundWork = start.minus(draw.exponential(FORGOTTEN_FOR));
      Instant from = foundWork.minus(draw.exponential(AGE_AT_START));
      Candidate candidate = Candidate.joining(market, joined++, from);
      spells.add(candidate.becomeAvailable(from));
      candidate.findWork(foundWork);
      publish(candidate, from);
      agenda.add(start.plus(draw.exponential(FORGOTTEN_FOR)), () -> withdrawUnhireable(candidate));
    }
  }

  /** Resumes online, in the order they were published. */
  Set<Candidate> online() {
    return online;
  }

  /** Someone who looks for work now, all equally likely; null: nobody does. */
  Candidate searcher() {
    List<Candidate> hireable = online.stream().filter(Candidate::hireable).toList();
    return hireable.isEmpty() ? null : hireable.get(draw.below(hireable.size()));
  }

  /**
   * The candidate promises to start working: others may call until then, but cannot hire. Most
   * withdraw the resume soon after the promise.
   */
  void commit(Candidate candidate, Instant promisedAt, Instant hiredAt) {
    candidate.commit();
    agenda.add(hiredAt, () -> findWork(candidate));
    if (!draw.happens(FORGETS_RESUME)) {
      agenda.add(
          promisedAt.plus(draw.exponential(UNTIL_WITHDRAWAL)), () -> withdrawUnhireable(candidate));
    }
  }

  /** Writes what is still open when the period ends. */
  void finish() {
    online.forEach(candidate -> candidate.writeVersion(null));
    spells.forEach(spell -> spell.write(market.log()));
  }

  private void join(Instant at) {
    begin(Candidate.joining(market, joined++, at), at);
  }

  private void begin(Candidate candidate, Instant at) {
    Spell spell = candidate.becomeAvailable(at);
    spells.add(spell);
    publish(candidate, at);
    Duration mean =
        scaled(UNTIL_WORK_ELSEWHERE, Math.exp(-PRETTY_FIND_WORK_FASTER * candidate.prettiness()));
    agenda.add(
        agenda.now().plus(draw.exponential(mean)),
        () -> {
          if (candidate.spell() == spell && candidate.hireable()) {
            commit(candidate, agenda.now(), agenda.now().plusSeconds(1));
          }
        });
    expectRevision(candidate, spell);
  }

  private void publish(Candidate candidate, Instant at) {
    candidate.publish(at);
    online.add(candidate);
  }

  private void withdraw(Candidate candidate) {
    if (candidate.online()) {
      candidate.withdraw(agenda.now());
      online.remove(candidate);
    }
  }

  private void expectRevision(Candidate candidate, Spell spell) {
    agenda.add(
        agenda.now().plus(draw.exponential(UNTIL_REVISION)),
        () -> {
          if (candidate.spell() == spell && candidate.online()) {
            revise(candidate, spell);
          }
        });
  }

  private void revise(Candidate candidate, Spell spell) {
    Terms revised = candidate.terms().paying(candidate.terms().salary() * draw.uniform(0.85, 1.1));
    if (draw.happens(REVISION_IS_REPUBLICATION)) {
      withdraw(candidate);
      candidate.askFor(revised, agenda.now());
      agenda.add(
          agenda.now().plus(draw.exponential(UNTIL_REPUBLICATION)),
          () -> {
            if (candidate.spell() == spell) {
              publish(candidate, agenda.now());
              expectRevision(candidate, spell);
            }
          });
    } else {
      candidate.askFor(revised, agenda.now());
      expectRevision(candidate, spell);
    }
  }

  private void findWork(Candidate candidate) {
    Instant now = agenda.now();
    candidate.findWork(now);
    agenda.add(now.plus(draw.exponential(FORGOTTEN_FOR)), () -> withdrawUnhireable(candidate));
    if (draw.happens(TEMPORARY_WORK)) {
      comeBack(candidate, TEMPORARY_AT_LEAST, TEMPORARY_LONGER);
    } else {
      agenda.add(now.plus(draw.exponential(UNTIL_NEWCOMER)), () -> join(agenda.now()));
      if (draw.happens(RETURNS)) {
        comeBack(candidate, AWAY_AT_LEAST, AWAY_LONGER);
      }
    }
  }

  private void withdrawUnhireable(Candidate candidate) {
    if (!candidate.hireable()) {
      withdraw(candidate);
    }
  }

  private void comeBack(Candidate candidate, Duration atLeast, Duration longer) {
    agenda.add(
        agenda.now().plus(atLeast).plus(draw.exponential(longer)),
        () -> {
          withdraw(candidate);
          begin(candidate, agenda.now());
        });
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis((long) (duration.toMillis() * factor));
  }
}

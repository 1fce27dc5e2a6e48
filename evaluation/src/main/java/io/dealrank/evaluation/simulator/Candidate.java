package io.dealrank.evaluation.simulator;

import java.time.Instant;

/** One candidate and the resume, which may stay online after its owner found work. */
final class Candidate implements Listing {
  private static final double SALARY_SIGMA = 0.2;

  private final LocalMarket market;
  private final String id;
  private final String resumeId;
  private final Looks looks;
  private final double quality;
  private final ResponseBehaviour behaviour;
  private final ChannelUse channelUse;

  private Terms terms;
  private Instant publishedAt;
  private Instant versionFrom;
  private Spell spell;
  private boolean committed;

  private Candidate(LocalMarket market, int number) {
    Draw draw = market.draw();
    this.market = market;
    this.id = market.identifier("c", number);
    this.resumeId = market.identifier("r", number);
    this.looks = Looks.of(draw);
    this.quality = draw.normal();
    this.behaviour = ResponseBehaviour.of(draw);
    this.channelUse = ChannelUse.of(draw);
    Experience experience = Experience.of(draw);
    double salary =
        market.salaryLevel() * experience.pay() * Math.exp(SALARY_SIGMA * draw.normal());
    this.terms = new Terms(Schedule.of(draw), Terms.rounded(salary), experience);
  }

  /** A candidate who joins the market at the given instant; not yet online, not yet available. */
  static Candidate joining(LocalMarket market, int number, Instant at) {
    Candidate candidate = new Candidate(market, number);
    market.log().write(Table.CANDIDATES, candidate.id, at, null, market.region());
    return candidate;
  }

  String id() {
    return id;
  }

  /** What shows only at the interview, standard normal. */
  double quality() {
    return quality;
  }

  ResponseBehaviour behaviour() {
    return behaviour;
  }

  ChannelUse channelUse() {
    return channelUse;
  }

  @Override
  public String listingId() {
    return resumeId;
  }

  @Override
  public double prettiness() {
    return looks.prettiness();
  }

  @Override
  public Terms terms() {
    return terms;
  }

  @Override
  public Instant publishedAt() {
    return publishedAt;
  }

  /** Starts to look for work. */
  Spell becomeAvailable(Instant at) {
    spell = new Spell(this, at);
    committed = false;
    return spell;
  }

  /** The current stretch of looking for work; null: has work. */
  Spell spell() {
    return spell;
  }

  void commit() {
    committed = true;
  }

  /** Looks for work and has not promised to start anywhere. */
  boolean hireable() {
    return spell != null && !committed;
  }

  void findWork(Instant at) {
    spell.findWork(at);
    spell = null;
  }

  boolean online() {
    return versionFrom != null;
  }

  void publish(Instant at) {
    publishedAt = at;
    versionFrom = at;
  }

  void askFor(Terms revised, Instant at) {
    if (online()) {
      writeVersion(at);
      versionFrom = at;
    }
    terms = revised;
  }

  void withdraw(Instant at) {
    writeVersion(at);
    versionFrom = null;
  }

  /** Writes the version that is online; {@code validTo} null: it stays. */
  void writeVersion(Instant validTo) {
    market
        .log()
        .write(
            Table.RESUMES,
            resumeId,
            id,
            versionFrom,
            validTo,
            Label.of(terms.schedule()),
            terms.salary(),
            terms.salaryBand(),
            Label.of(terms.experience()),
            market.category(),
            market.region(),
            looks.photo(),
            looks.completeness());
  }
}

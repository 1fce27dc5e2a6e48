package io.dealrank.evaluation.simulator;

import java.time.Instant;

/** One vacancy, which may stay online after it was filled. */
final class Vacancy implements Listing {
  private final LocalMarket market;
  private final String id;
  private final Employer employer;
  private final double prettiness;
  private final Instant publishedAt;

  private Terms terms;
  private Instant versionFrom;
  private boolean filled;

  Vacancy(LocalMarket market, int number, Employer employer, Terms terms, Instant publishedAt) {
    this.market = market;
    this.id = market.identifier("v", number);
    this.employer = employer;
    this.prettiness = market.draw().normal();
    this.terms = terms;
    this.publishedAt = publishedAt;
    this.versionFrom = publishedAt;
  }

  Employer employer() {
    return employer;
  }

  @Override
  public String listingId() {
    return id;
  }

  @Override
  public double prettiness() {
    return prettiness;
  }

  @Override
  public Terms terms() {
    return terms;
  }

  @Override
  public Instant publishedAt() {
    return publishedAt;
  }

  /** Filled: nobody answers applications any more. */
  boolean filled() {
    return filled;
  }

  void fill() {
    filled = true;
  }

  void offer(Terms revised, Instant at) {
    writeVersion(at);
    terms = revised;
    versionFrom = at;
  }

  /** Writes the version that is online; {@code validTo} null: it stays. */
  void writeVersion(Instant validTo) {
    market
        .log()
        .write(
            Table.VACANCIES,
            id,
            employer.id(),
            versionFrom,
            validTo,
            Label.of(terms.schedule()),
            terms.salary(),
            terms.salaryBand(),
            Label.of(terms.experience()),
            market.category(),
            market.region());
  }
}

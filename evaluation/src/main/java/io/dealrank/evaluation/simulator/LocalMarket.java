package io.dealrank.evaluation.simulator;

import java.util.List;

/**
 * One region and category: whatever happens in it stays in it.
 *
 * @param id 0-based number of the market, part of every identifier in it
 * @param salaryLevel usual salary of the market, currency units per month: 60,000 exp(0.15 z), z
 *     standard normal
 */
record LocalMarket(
    long id,
    String category,
    String region,
    double salaryLevel,
    Draw draw,
    Agenda agenda,
    MarketLog log) {
  private static final List<String> CATEGORIES =
      List.of(
          "courier",
          "driver",
          "cook",
          "seller",
          "cashier",
          "cleaner",
          "guard",
          "builder",
          "accountant",
          "operator");
  private static final double SALARY = 60_000;
  private static final double SALARY_SIGMA = 0.15;

  static LocalMarket of(Marketplace marketplace, long id) {
    Draw draw = Draw.of(marketplace.seed(), id);
    return new LocalMarket(
        id,
        CATEGORIES.get((int) (id % CATEGORIES.size())),
        "region-" + id / CATEGORIES.size(),
        SALARY * Math.exp(SALARY_SIGMA * draw.normal()),
        draw,
        new Agenda(marketplace.start(), marketplace.end()),
        new MarketLog(marketplace.end()));
  }

  /** An identifier of this market, for example {@code c12-77}. */
  String identifier(String prefix, int number) {
    return prefix + id + "-" + number;
  }
}

package io.dealrank.evaluation.simulator;

/**
 * One employer.
 *
 * @param usual what the employer mostly looks for; its salary is the budget
 * @param behaviour how the employer answers applications
 */
record Employer(
    String id, Terms usual, Taste taste, ChannelUse channelUse, ResponseBehaviour behaviour) {
  private static final double BUDGET_SIGMA = 0.2;

  static Employer of(LocalMarket market, int number) {
    Draw draw = market.draw();
    Experience experience = Experience.of(draw);
    double budget =
        market.salaryLevel() * experience.pay() * Math.exp(BUDGET_SIGMA * draw.normal());
    Terms usual = new Terms(Schedule.of(draw), Terms.rounded(budget), experience);
    return new Employer(
        market.identifier("e", number),
        usual,
        Taste.of(usual, draw),
        ChannelUse.of(draw),
        ResponseBehaviour.of(draw));
  }

  void writeTruth(MarketLog log) {
    log.write(
        Table.TRUTH_EMPLOYERS,
        id,
        taste.schedules().get(Schedule.FULL_DAY),
        taste.schedules().get(Schedule.SHIFT),
        taste.schedules().get(Schedule.FLEXIBLE),
        taste.schedules().get(Schedule.REMOTE),
        taste.experiences().get(Experience.NONE),
        taste.experiences().get(Experience.JUNIOR),
        taste.experiences().get(Experience.MIDDLE),
        taste.experiences().get(Experience.SENIOR),
        taste.overBudget(),
        taste.budget(),
        behaviour.probability(Channel.CHAT),
        behaviour.probability(Channel.MASKED_PHONE),
        behaviour.probability(Channel.IN_APP_CALL));
  }
}

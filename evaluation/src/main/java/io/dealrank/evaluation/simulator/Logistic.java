package io.dealrank.evaluation.simulator;

/** The logistic function. */
final class Logistic {
  private Logistic() {}

  /** 1 / (1 + exp(-logOdds)). */
  static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}

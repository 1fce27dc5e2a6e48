package io.dealrank.evaluation.simulator;

import java.util.List;

/** Levels of experience, with their share among candidates and their pay relative to the market. */
enum Experience {
  NONE(0.20, 0.75),
  JUNIOR(0.30, 0.90),
  MIDDLE(0.35, 1.10),
  SENIOR(0.15, 1.50);

  private final double share;
  private final double pay;

  Experience(double share, double pay) {
    this.share = share;
    this.pay = pay;
  }

  static Experience of(Draw draw) {
    return draw.pick(List.of(values()), experience -> experience.share);
  }

  /** Pay relative to the salary level of the market. */
  double pay() {
    return pay;
  }
}

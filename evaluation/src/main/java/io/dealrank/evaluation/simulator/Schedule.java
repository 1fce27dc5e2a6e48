package io.dealrank.evaluation.simulator;

import java.util.List;

/** Working schedules, with the share of candidates who want each. */
enum Schedule {
  FULL_DAY(0.40),
  SHIFT(0.25),
  FLEXIBLE(0.20),
  REMOTE(0.15);

  private final double share;

  Schedule(double share) {
    this.share = share;
  }

  static Schedule of(Draw draw) {
    return draw.pick(List.of(values()), schedule -> schedule.share);
  }
}

package io.dealrank.evaluation.simulator;

import java.util.EnumMap;
import java.util.Map;

/**
 * What an employer likes, seen only in whom it contacts and hires.
 *
 * @param schedules preference for each schedule: 1.2 z, and 1.2 more for the usual one
 * @param experiences preference for each level: 0.7 z, and 0.8 more for the usual one
 * @param overBudget loss per unit of ln(salary / budget) above 0: 2.5 exp(0.5 z)
 * @param budget currency units per month
 */
record Taste(
    Map<Schedule, Double> schedules,
    Map<Experience, Double> experiences,
    double overBudget,
    int budget) {

  static Taste of(Terms usual, Draw draw) {
    Map<Schedule, Double> schedules = new EnumMap<>(Schedule.class);
    for (Schedule schedule : Schedule.values()) {
      schedules.put(schedule, 1.2 * draw.normal() + (schedule == usual.schedule() ? 1.2 : 0));
    }
    Map<Experience, Double> experiences = new EnumMap<>(Experience.class);
    for (Experience level : Experience.values()) {
      experiences.put(level, 0.7 * draw.normal() + (level == usual.experience() ? 0.8 : 0));
    }
    return new Taste(schedules, experiences, 2.5 * Math.exp(0.5 * draw.normal()), usual.salary());
  }

  /**
   * fit = schedules(schedule) + experiences(experience) - overBudget * max(0, ln(salary / budget)),
   * in log-odds of a hire.
   */
  double fit(Terms terms) {
    return schedules.get(terms.schedule())
        + experiences.get(terms.experience())
        - overBudget * terms.excessOver(budget);
  }
}

package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Interval;

/**
 * One treatment of an online experiment beside what a backtest had promised for it.
 *
 * @param experiment its name
 * @param at when it was read, for example {@code 2026-10-01}
 * @param treatment the arm
 * @param metric measured online, for example {@code deals per searcher}
 * @param promised the uplift promised offline, a fraction; NaN: nothing was promised
 * @param source of the promise, for example {@code backtest of 2026-08-01}
 * @param measured the effect, relative, a fraction; NaN: not defined
 * @param interval of the effect
 * @param valid whether the read-out may be believed (sizes of the arms as planned)
 * @param decision in words
 */
public record LedgerEntry(
    String experiment,
    String at,
    String treatment,
    String metric,
    double promised,
    String source,
    double measured,
    Interval interval,
    boolean valid,
    String decision) {
  /** Whether the promise was kept, in words. */
  public String outcome() {
    if (!valid) {
      return "not valid";
    }
    if (Double.isNaN(interval.low()) || Double.isNaN(promised)) {
      return Double.isNaN(promised) ? "nothing promised" : "not measured";
    }
    return interval.high() < promised
        ? "below the promise"
        : interval.low() > promised ? "above the promise" : "within the interval";
  }
}

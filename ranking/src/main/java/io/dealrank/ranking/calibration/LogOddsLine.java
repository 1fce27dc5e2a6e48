package io.dealrank.ranking.calibration;

/**
 * {@code log-odds = slope * score + intercept}.
 *
 * @param slope log-odds per unit of the score
 * @param intercept log-odds at score 0
 */
record LogOddsLine(double slope, double intercept) {
  /** Log-odds per standard deviation where the score is known to say nothing, but for its order. */
  private static final double SMALL = 1e-6;

  /** The score is the log-odds already. */
  static final LogOddsLine SAME = new LogOddsLine(1, 0);

  /** The base rate for every row, with a slope too small to matter that keeps the order. */
  static LogOddsLine ofRate(CalibrationTally tally) {
    double rate = tally.smoothedRate();
    double slope = SMALL / Math.max(tally.deviation(), 1e-3);
    return new LogOddsLine(slope, Math.log(rate / (1 - rate)) - slope * tally.mean);
  }
}

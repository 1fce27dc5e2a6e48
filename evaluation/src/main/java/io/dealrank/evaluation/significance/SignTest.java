package io.dealrank.evaluation.significance;

import org.apache.commons.math3.special.Beta;

/**
 * The exact sign test: of the queries that differ, are wins as likely as losses? With m = wins +
 * losses and s = the smaller of both:
 *
 * <pre>p = min(1, 2 · sum_{i=0..s} C(m, i) / 2^m)</pre>
 *
 * Ties say nothing and are left out, as by Conover 1999, section 3.4. The test needs no assumption
 * about sizes and ignores them: many small losses outweigh few large wins.
 *
 * @param wins differences above 0
 * @param ties differences equal to 0
 * @param losses differences below 0
 * @param p two-sided, in (0, 1]; NaN when no query differs
 */
public record SignTest(long wins, long ties, long losses, double p) {
  /** Differences up to this size are ties: they stem from rounding. */
  public static final double EQUAL_WITHIN = 1e-12;

  /** The test of counts, none negative. */
  public static SignTest of(long wins, long ties, long losses) {
    if (wins < 0 || ties < 0 || losses < 0) {
      throw new IllegalArgumentException(
          "%d wins, %d ties, %d losses: a count is negative. Count the queries."
              .formatted(wins, ties, losses));
    }
    return new SignTest(wins, ties, losses, p(Math.min(wins, losses), wins + losses));
  }

  /** The test of differences. */
  public static SignTest of(double[] differences) {
    long wins = 0;
    long losses = 0;
    for (double difference : Samples.require(differences)) {
      wins += difference > EQUAL_WITHIN ? 1 : 0;
      losses += difference < -EQUAL_WITHIN ? 1 : 0;
    }
    return of(wins, differences.length - wins - losses, losses);
  }

  /** {@code P(Binomial(m, 1/2) <= s)} as an incomplete beta function, doubled. */
  private static double p(long fewer, long decided) {
    if (decided == 0) {
      return Double.NaN;
    }
    if (2 * fewer >= decided - 1) {
      return 1;
    }
    return Math.min(1, 2 * Beta.regularizedBeta(0.5, (double) (decided - fewer), fewer + 1.0));
  }
}

package io.dealrank.evaluation.interleaving;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.StudentT;
import io.dealrank.evaluation.significance.SignTest;

/**
 * What n interleaved searches say: in a search that ranker wins which has more credit, with as much
 * (or none) it is a tie.
 *
 * <pre>
 * delta    = (wins + ties / 2) / n - 1/2                 in [-1/2, 1/2]; above 0: the new one
 * interval = delta ± t_quantile · s / sqrt(n)            s: deviation of 1, 1/2, 0 over searches
 * p        = exact sign test of wins against losses
 * </pre>
 *
 * (Chapelle et al. 2012). Searches of one searcher are taken as independent; when few searchers
 * make most searches, keep one search of each.
 *
 * @param wins searches the new ranker wins
 * @param ties searches without a winner
 * @param losses searches the old ranker wins
 * @param delta NaN for no search
 * @param interval of delta; NaN for fewer than two searches
 * @param p two-sided; NaN when every search is a tie
 */
public record Preference(
    long wins, long ties, long losses, double delta, ConfidenceInterval interval, double p) {
  /** The preference of counts, none negative, with an interval of the given level in (0, 1). */
  public static Preference of(long wins, long ties, long losses, double level) {
    SignTest sign = SignTest.of(wins, ties, losses);
    double n = (double) wins + ties + losses;
    double mean = (wins + ties / 2.0) / n;
    double squares = (wins + ties / 4.0) / n - mean * mean;
    double deviation = Math.sqrt(Math.max(0, squares) * n / (n - 1));
    double half = StudentT.quantile((1 + level) / 2, n - 1) * deviation / Math.sqrt(n);
    return new Preference(
        wins, ties, losses, mean - 0.5, ConfidenceInterval.around(mean - 0.5, half), sign.p());
  }

  /**
   * The preference of credits, the new ranker being the first or the second.
   *
   * @param newIsA whether credit {@code a} is the new ranker's
   */
  public static Preference of(Iterable<Interleaved.Credit> credits, boolean newIsA, double level) {
    long a = 0;
    long b = 0;
    long ties = 0;
    for (Interleaved.Credit credit : credits) {
      a += credit.a() > credit.b() ? 1 : 0;
      b += credit.b() > credit.a() ? 1 : 0;
      ties += credit.a() == credit.b() ? 1 : 0;
    }
    return newIsA ? of(a, ties, b, level) : of(b, ties, a, level);
  }
}

package io.dealrank.evaluation.interleaving;

import io.dealrank.evaluation.significance.SignTest;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * How often n independent searches show a preference, by the exact {@link SignTest}. Of n searches
 * m are decided, m ~ Binomial(n, win + loss); the test of m with at most s losses has a p-value of
 * at most alpha for s up to s(m). So
 *
 * <pre>P(found) = sum over m of P(m) · P(Binomial(m, loss / (win + loss)) &lt;= s(m)).</pre>
 *
 * The sum leaves out m further than seven deviations and 50 from its mean.
 *
 * @param win probability that the one ranker wins a search
 * @param loss probability that the other wins it; the rest are ties
 */
public record InterleavingPower(double win, double loss) {
  private static final int DEVIATIONS = 7;
  private static final int FEW = 50;

  public InterleavingPower {
    if (!(win >= 0 && loss >= 0 && win + loss <= 1 + 1e-12)) {
      throw new IllegalArgumentException(
          "win %s and loss %s: two probabilities of at most 1 together are needed."
              .formatted(win, loss));
    }
  }

  /** The same for a preference of the other ranker. */
  public InterleavingPower mirrored() {
    return new InterleavingPower(loss, win);
  }

  /** The probability that n searches show that the one ranker is preferred. */
  public double found(int n, double alpha) {
    double decided = Math.min(1, win + loss);
    if (decided == 0) {
      return 0;
    }
    BinomialDistribution decidedSearches = new BinomialDistribution(null, n, decided);
    double spread = DEVIATIONS * Math.sqrt(n * decided * (1 - decided)) + FEW;
    int from = (int) Math.max(1, Math.floor(n * decided - spread));
    int to = (int) Math.min(n, Math.ceil(n * decided + spread));
    int most = mostLosses(from, -1, alpha);
    double sum = 0;
    for (int m = from; m <= to; m++) {
      most = mostLosses(m, most, alpha);
      if (most >= 0) {
        double lost = new BinomialDistribution(null, m, loss / decided).cumulativeProbability(most);
        sum += decidedSearches.probability(m) * lost;
      }
    }
    return sum;
  }

  /**
   * About the fewest searches, to one in a hundred, that show the preference with a probability; -1
   * if {@code most} do not.
   */
  public int searches(double power, double alpha, int most) {
    int high = 8;
    while (found(high, alpha) < power) {
      if (high >= most) {
        return -1;
      }
      high = (int) Math.min(most, 2L * high);
    }
    int low = high / 2;
    while (high - low > Math.max(1, high / 100)) {
      int middle = low + (high - low) / 2;
      if (found(middle, alpha) < power) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The most losses among m that are still significant, known to be at least {@code atLeast}. */
  private static int mostLosses(int m, int atLeast, double alpha) {
    int losses = atLeast;
    if (atLeast < 0) {
      losses = (int) Math.max(-1, m / 2.0 - 6 * Math.sqrt(m));
    }
    while (2 * (losses + 1) < m && SignTest.of(m - losses - 1, 0, losses + 1).p() <= alpha) {
      losses++;
    }
    return losses;
  }
}

package io.dealrank.evaluation.trec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Whether two runs differ over the same queries: Student's t of the differences, two-sided.
 *
 * <pre>t = mean(d) / (sd(d) / sqrt(n)),  n - 1 degrees of freedom</pre>
 */
final class PairedTTest {
  private PairedTTest() {}

  /** The p-value; NaN with fewer than two pairs, 1 when all differences are 0. */
  static double pValue(double[] differences) {
    int n = differences.length;
    if (n < 2) {
      return Double.NaN;
    }
    double mean = Arrays.stream(differences).sum() / n;
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    if (squares == 0) {
      return mean == 0 ? 1 : 0;
    }
    double t = mean / Math.sqrt(squares / (n - 1) / n);
    return 2 * new TDistribution(null, n - 1).cumulativeProbability(-Math.abs(t));
  }

  /**
   * p-values adjusted for their number (Holm 1979): the i-th smallest of m times {@code m - i + 1},
   * never below the one before, at most 1. NaN stays and does not count.
   */
  static double[] holm(double[] pValues) {
    int[] ascending =
        IntStream.range(0, pValues.length)
            .filter(i -> !Double.isNaN(pValues[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] adjusted = pValues.clone();
    double before = 0;
    for (int i = 0; i < ascending.length; i++) {
      before = Math.max(before, Math.min(1, (ascending.length - i) * pValues[ascending[i]]));
      adjusted[ascending[i]] = before;
    }
    return adjusted;
  }
}

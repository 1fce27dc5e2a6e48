package io.dealrank.evaluation.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Predicted against observed, bin by bin.
 *
 * <pre>
 * expected calibration error  =  1/n sum_k n_k |f_k - o_k|
 * maximum calibration error   =  max over k of |f_k - o_k|
 * </pre>
 *
 * with n_k rows, mean probability f_k and label rate o_k in bin k. Both grow with the number of
 * bins, and are above 0 by chance alone: compare only the same bins on the same number of rows, and
 * read the maximum together with the interval of its bin.
 *
 * @param bins those that have rows, by ascending probability
 */
public record ReliabilityCurve(List<ReliabilityBin> bins) {
  public ReliabilityCurve {
    bins = List.copyOf(bins);
  }

  /**
   * Bins of equal width: bin k of K holds {@code k / K <= p < (k + 1) / K}, the last also p = 1.
   */
  public static ReliabilityCurve ofEqualWidth(double[] p, int[] labels, int bins) {
    Predictions.check(p, labels);
    requireBins(bins);
    int[] bin = new int[p.length];
    Arrays.setAll(bin, i -> (int) Math.min(bins - 1, Math.floor(p[i] * bins)));
    return ofBins(p, labels, bin, bins);
  }

  /**
   * Bins of equal count: with rows in ascending order of p, row i of n (from 0) is in bin {@code
   * floor(i K / n)}; rows of equal probability are all in the bin of the first of them, so that the
   * order of the rows does not matter. With many ties there are fewer bins.
   */
  public static ReliabilityCurve ofEqualCount(double[] p, int[] labels, int bins) {
    Predictions.check(p, labels);
    requireBins(bins);
    Integer[] ascending = new Integer[p.length];
    Arrays.setAll(ascending, i -> i);
    Arrays.sort(ascending, Comparator.comparingDouble(i -> p[i] + 0.0));
    int[] bin = new int[p.length];
    int first = 0;
    for (int i = 0; i < p.length; i++) {
      first = p[ascending[i]] == p[ascending[first]] ? first : i;
      bin[ascending[i]] = (int) ((long) first * bins / p.length);
    }
    return ofBins(p, labels, bin, bins);
  }

  private static ReliabilityCurve ofBins(double[] p, int[] labels, int[] bin, int bins) {
    long[] count = new long[bins];
    long[] observed = new long[bins];
    double[] predicted = new double[bins];
    double[] squares = new double[bins];
    double[] ofObserved = new double[bins];
    for (int i = 0; i < p.length; i++) {
      int k = bin[i];
      count[k]++;
      observed[k] += labels[i];
      predicted[k] += p[i];
      squares[k] += p[i] * p[i];
      ofObserved[k] += p[i] * labels[i];
    }
    List<ReliabilityBin> filled = new ArrayList<>();
    for (int k = 0; k < bins; k++) {
      if (count[k] > 0) {
        filled.add(
            new ReliabilityBin(count[k], predicted[k], observed[k], squares[k], ofObserved[k]));
      }
    }
    return new ReliabilityCurve(filled);
  }

  private static void requireBins(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException(bins + " bins: at least 1 is needed. 10 or 15 are usual.");
    }
  }

  /** Rows of all bins. */
  public long count() {
    return bins.stream().mapToLong(ReliabilityBin::count).sum();
  }

  /** The expected calibration error, in [0, 1]; NaN without rows. */
  public double expectedError() {
    return bins.stream().mapToDouble(bin -> bin.count() * Math.abs(bin.gap())).sum() / count();
  }

  /** The maximum calibration error, in [0, 1]; NaN without rows. */
  public double maximumError() {
    return bins.stream().mapToDouble(bin -> Math.abs(bin.gap())).max().orElse(Double.NaN);
  }

  /** The parts of the Brier score for these bins. */
  public BrierParts brierParts() {
    double n = count();
    double rate = bins.stream().mapToLong(ReliabilityBin::observed).sum() / n;
    double reliability = 0;
    double resolution = 0;
    double variance = 0;
    double covariance = 0;
    for (ReliabilityBin bin : bins) {
      reliability += bin.count() * bin.gap() * bin.gap();
      double distance = bin.observedRate() - rate;
      resolution += bin.count() * distance * distance;
      variance += bin.squaredDeviations();
      covariance += 2 * bin.productOfDeviations();
    }
    return new BrierParts(
        reliability / n, resolution / n, rate * (1 - rate), variance / n, covariance / n);
  }
}

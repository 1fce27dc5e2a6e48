package io.dealrank.evaluation.calibration;

/**
 * The score interval of a rate of k in n (Wilson 1927), with r = k / n:
 *
 * <pre>(r + z^2 / 2n  ±  z sqrt(r (1 - r) / n + z^2 / 4n^2)) / (1 + z^2 / n)</pre>
 *
 * <p>Unlike {@code r ± z sqrt(r (1 - r) / n)} it stays in [0, 1] and has a width at k = 0.
 *
 * @param low lower bound; NaN for n = 0
 * @param high upper bound; NaN for n = 0
 */
public record WilsonInterval(double low, double high) {
  /** z of 95%. */
  public static final double Z_95 = 1.959963984540054;

  /** The interval of {@code successes} in {@code trials}. */
  public static WilsonInterval of(long successes, long trials, double z) {
    double n = trials;
    double rate = successes / n;
    double squared = z * z / n;
    double centre = rate + squared / 2;
    double half = z * Math.sqrt((rate * (1 - rate) + squared / 4) / n);
    double low = (centre - half) / (1 + squared);
    double high = (centre + half) / (1 + squared);
    return new WilsonInterval(
        successes == 0 ? 0 * low : Math.max(0, low),
        successes == trials ? 1 + 0 * high : Math.min(1, high));
  }

  /** Whether a value lies inside. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}

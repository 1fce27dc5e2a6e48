package io.dealrank.evaluation.exposure;

/**
 * How a total (exposure, contacts) is spread over the listings, in the numbers of a report.
 *
 * @param listings n, those with 0 included
 * @param withAny listings with more than 0
 * @param shareWithNone share of listings with 0; NaN for no listing
 * @param gini {@link Inequality#gini}; NaN when nothing is shared out, as the shares below
 * @param topPercentShare share of the total that the top 1% of listings hold
 * @param topTenPercentShare share that the top 10% hold
 * @param largest the largest value; NaN for no listing
 */
public record Concentration(
    int listings,
    int withAny,
    double shareWithNone,
    double gini,
    double topPercentShare,
    double topTenPercentShare,
    double largest) {
  /** The concentration of values, one per listing. */
  public static Concentration of(double[] values) {
    int withAny = 0;
    double largest = Double.NaN;
    for (double value : Inequality.require(values)) {
      withAny += value > 0 ? 1 : 0;
      largest = value <= largest ? largest : value;
    }
    return new Concentration(
        values.length,
        withAny,
        Inequality.shareOfZero(values),
        Inequality.gini(values),
        Inequality.topShare(values, 0.01),
        Inequality.topShare(values, 0.1),
        largest);
  }

  /**
   * The share with 0 among the listings that were shown, for example shown and never contacted; NaN
   * when none was shown.
   *
   * @param values one per listing
   * @param shown times shown, one per listing
   */
  public static double shareWithNoneOfShown(double[] values, double[] shown) {
    if (values.length != shown.length) {
      throw new IllegalArgumentException(
          "%d values and %d times shown: one of each per listing is needed."
              .formatted(values.length, shown.length));
    }
    Inequality.require(values);
    Inequality.require(shown);
    int seen = 0;
    int none = 0;
    for (int i = 0; i < values.length; i++) {
      if (shown[i] > 0) {
        seen++;
        none += values[i] == 0 ? 1 : 0;
      }
    }
    return (double) none / seen;
  }
}

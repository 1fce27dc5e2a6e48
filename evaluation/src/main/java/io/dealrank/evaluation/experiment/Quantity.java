package io.dealrank.evaluation.experiment;

/**
 * What is compared: the mean of a column, or a ratio of two means (deals per contact).
 *
 * <p>A unit of randomisation has many contacts, so that contacts are not independent and the ratio
 * is not a mean of anything that is. Its variance is that of the linear part of its Taylor series
 * (delta method; Deng, Knoblich and Lu, "Applying the delta method in metric analytics", KDD 2018):
 * with m, d the means of numerator and denominator and the gradient g = (1/d, -m/d^2),
 *
 * <pre>variance = g' S g,  S the covariance matrix of (numerator, denominator) over units.</pre>
 *
 * <p>The covariance of two quantities is {@code g' S h} with their gradients.
 *
 * @param numerator column of {@link Moments}
 * @param denominator column of {@link Moments}; {@link #NONE} for a mean
 */
public record Quantity(int numerator, int denominator) {
  /** No denominator: the quantity is a mean. */
  public static final int NONE = -1;

  /** The mean of a column. */
  public static Quantity mean(int column) {
    return new Quantity(column, NONE);
  }

  /** The ratio of the means of two columns. */
  public static Quantity ratio(int numerator, int denominator) {
    return new Quantity(numerator, denominator);
  }

  /** Whether it has a denominator. */
  public boolean isRatio() {
    return denominator != NONE;
  }

  /** Its value; NaN where the denominator's mean is zero. */
  public double value(Moments moments) {
    if (!isRatio()) {
      return moments.mean(numerator);
    }
    double below = moments.mean(denominator);
    return below == 0 ? Double.NaN : moments.mean(numerator) / below;
  }

  /** Variance per unit: of the value it is this over n. */
  public double variance(Moments moments) {
    return Math.max(0, covariance(moments, this));
  }

  /** Covariance per unit with another quantity of the same units. */
  public double covariance(Moments moments, Quantity other) {
    double sum = byNumerator(moments) * other.crossing(moments, numerator);
    return isRatio() ? sum + byDenominator(moments) * other.crossing(moments, denominator) : sum;
  }

  /** Covariance of a column with the linear part of this. */
  private double crossing(Moments moments, int column) {
    double sum = byNumerator(moments) * moments.covariance(column, numerator);
    return isRatio() ? sum + byDenominator(moments) * moments.covariance(column, denominator) : sum;
  }

  private double byNumerator(Moments moments) {
    if (!isRatio()) {
      return 1;
    }
    double below = moments.mean(denominator);
    return below == 0 ? Double.NaN : 1 / below;
  }

  private double byDenominator(Moments moments) {
    return -value(moments) * byNumerator(moments);
  }
}

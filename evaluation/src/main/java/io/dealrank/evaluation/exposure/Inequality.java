package io.dealrank.evaluation.exposure;

import java.util.Arrays;

/**
 * How unequally a total is shared out over n listings, with values x_i of at least 0, mean m and
 * {@code y_i = x_i / m}. Every index is 0 for equal values, does not depend on the unit, and is NaN
 * for no listing or a total of 0.
 *
 * <p>Which one: the Gini index for reports; the share of the top for whom it goes to; Theil's T
 * where parts of the market are to add up; the coefficient of variation where few large values are
 * the worry, Theil's L and Atkinson's index where the many small ones are.
 */
public final class Inequality {
  private Inequality() {}

  /**
   * Gini index, in [0, 1 - 1/n]: half the mean absolute difference of two listings, over the mean.
   *
   * <pre>G = 2 sum_i i x_(i) / (n sum x) - (n + 1) / n         x_(1) <= .. <= x_(n)</pre>
   */
  public static double gini(double[] values) {
    double[] sorted = sorted(values);
    int n = sorted.length;
    double weighted = 0;
    for (int i = 0; i < n; i++) {
      weighted += (2.0 * (i + 1) - n - 1) * sorted[i];
    }
    return zeroOrMore(weighted / (n * total(sorted)));
  }

  /** {@code n / (n - 1)} of {@link #gini}: 1 when one has everything; NaN for one listing too. */
  public static double unbiasedGini(double[] values) {
    double n = values.length;
    return n < 2 ? Double.NaN : gini(values) * n / (n - 1);
  }

  /** The share of listings with 0, in [0, 1]; 1 for a total of 0. */
  public static double shareOfZero(double[] values) {
    require(values);
    return (double) Arrays.stream(values).filter(v -> v == 0).count() / values.length;
  }

  /**
   * The share of the total that the largest values hold: the first {@code ceil(fraction · n)} of
   * them, at least one.
   *
   * @param fraction in (0, 1], for example 0.01 or 0.1
   */
  public static double topShare(double[] values, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "The fraction %s is not in (0, 1]. Give 0.1 for the top 10%%.".formatted(fraction));
    }
    double[] sorted = sorted(values);
    int n = sorted.length;
    int top = (int) Math.ceil(fraction * n * (1 - 1e-12)); // 0.07 · 100 is 7, not 8
    double sum = 0;
    for (int i = n - 1; i >= n - top; i--) {
      sum += sorted[i];
    }
    return Math.min(1, sum / total(sorted));
  }

  /**
   * Generalised entropy, at least 0: the larger alpha, the more the large values count.
   *
   * <pre>
   * alpha other than 0, 1:  mean(y^alpha - 1) / (alpha (alpha - 1))
   * alpha = 1 (Theil's T):  mean(y ln y)        at most ln n; 0 ln 0 = 0
   * alpha = 0 (Theil's L):  -mean(ln y)         NaN when a listing has 0
   * alpha = 2:              half the squared coefficient of variation
   * </pre>
   */
  public static double generalisedEntropy(double[] values, double alpha) {
    double mean = mean(values);
    if (Double.isNaN(mean)) {
      return Double.NaN;
    }
    double sum = 0;
    for (double value : values) {
      double y = value / mean;
      if (alpha == 0) {
        sum -= value == 0 ? Double.NaN : Math.log(y);
      } else if (alpha == 1) {
        sum += value == 0 ? 0 : y * Math.log(y);
      } else {
        sum += value == 0 && alpha < 0 ? Double.NaN : Math.pow(y, alpha) - 1;
      }
    }
    double divisor = alpha == 0 || alpha == 1 ? 1 : alpha * (alpha - 1);
    return zeroOrMore(sum / values.length / divisor);
  }

  /** {@link #generalisedEntropy} with alpha 1. */
  public static double theilT(double[] values) {
    return generalisedEntropy(values, 1);
  }

  /** {@link #generalisedEntropy} with alpha 0, also called mean log deviation. */
  public static double theilL(double[] values) {
    return generalisedEntropy(values, 0);
  }

  /** Population standard deviation over the mean, in [0, sqrt(n - 1)]. */
  public static double coefficientOfVariation(double[] values) {
    return Math.sqrt(2 * generalisedEntropy(values, 2));
  }

  /** Entropy of the shares in nats, in [0, ln n]: ln n for equal shares, 0 when one has all. */
  public static double shannonEntropy(double[] values) {
    double total = total(require(values));
    double entropy = 0;
    for (double value : values) {
      double share = value / total;
      entropy -= value == 0 ? 0 : share * Math.log(share);
    }
    return zeroOrMore(total == 0 ? Double.NaN : entropy);
  }

  /**
   * Atkinson's index, in [0, 1]: the share of the total that could be given up for an equal split
   * of the rest, with aversion epsilon above 0.
   *
   * <pre>
   * 1 - mean(y^(1 - epsilon))^(1 / (1 - epsilon))          epsilon other than 1
   * 1 - exp(mean(ln y))                                    epsilon = 1
   * </pre>
   *
   * 1 when a listing has 0 and epsilon is at least 1.
   */
  public static double atkinson(double[] values, double epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException(
          "The aversion epsilon is %s: it must be above 0, for example 0.5 or 1."
              .formatted(epsilon));
    }
    double mean = mean(values);
    if (Double.isNaN(mean)) {
      return Double.NaN;
    }
    double sum = 0;
    for (double value : values) {
      double y = value / mean;
      sum += epsilon == 1 ? Math.log(y) : Math.pow(y, 1 - epsilon);
    }
    double average = sum / values.length;
    double equal = epsilon == 1 ? Math.exp(average) : Math.pow(average, 1 / (1 - epsilon));
    return zeroOrMore(1 - equal);
  }

  /** The values, refused when one is negative, NaN or infinite. */
  static double[] require(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Listing %d has the value %s: a share of a total must be a finite number of at least 0. Count contacts or sum position weights."
                .formatted(i, values[i]));
      }
    }
    return values;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = require(values).clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double total(double[] values) {
    return Arrays.stream(values).sum();
  }

  /** The mean; NaN when it is 0 or there is no value. */
  private static double mean(double[] values) {
    double total = total(require(values));
    return total == 0 ? Double.NaN : total / values.length;
  }

  /** Removes a negative rounding. */
  private static double zeroOrMore(double index) {
    return index <= 0 ? 0 : index;
  }
}

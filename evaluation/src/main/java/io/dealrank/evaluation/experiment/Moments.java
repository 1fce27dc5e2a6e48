package io.dealrank.evaluation.experiment;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Number of units, means and centred sums of products of a few columns of one arm: all that the
 * comparisons of means and ratios need, and small enough that one pass over a table gives it for
 * every arm and segment.
 *
 * <p>Sums are centred, never raw: {@code sum x^2 - n mean^2} loses all digits where the mean is
 * large against the spread. Two parts are put together as Chan, Golub and LeVeque do ("Updating
 * formulae and a pairwise algorithm for computing sample variances", 1979).
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long n;
  private final double[] means;
  private final double[][] products;

  private Moments(long n, double[] means, double[][] products) {
    this.n = n;
    this.means = means;
    this.products = products;
  }

  /** The moments of columns of equal length, one value per unit. */
  public static Moments of(double[]... columns) {
    int n = columns.length == 0 ? 0 : columns[0].length;
    double[] means = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].length != n) {
        throw new IllegalArgumentException(
            "columns of "
                + n
                + " and "
                + columns[i].length
                + " rows: one value per unit is needed");
      }
      means[i] = mean(columns[i]);
    }
    double[][] products = new double[columns.length][columns.length];
    for (int i = 0; i < columns.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int row = 0; row < n; row++) {
          sum += (columns[i][row] - means[i]) * (columns[j][row] - means[j]);
        }
        products[i][j] = sum;
        products[j][i] = sum;
      }
    }
    return new Moments(n, means, products);
  }

  /**
   * The moments of aggregates.
   *
   * @param n number of units
   * @param means one per column
   * @param covariances sample covariances, divisor n - 1, symmetric; not read for n below 2
   */
  public static Moments ofCovariances(long n, double[] means, double[][] covariances) {
    double[][] products = new double[means.length][means.length];
    for (int i = 0; i < means.length && n > 1; i++) {
      for (int j = 0; j < means.length; j++) {
        products[i][j] = covariances[i][j] * (n - 1);
      }
    }
    return new Moments(n, means.clone(), products);
  }

  /** The moments of one column of which only the sum and the sum of squares are known. */
  public static Moments ofSums(long n, double sum, double sumOfSquares) {
    return new Moments(
        n, new double[] {sum / n}, new double[][] {{sumOfSquares - sum * (sum / n)}});
  }

  /** The moments of the units of both. */
  public Moments plus(Moments other) {
    if (means.length != other.means.length) {
      throw new IllegalArgumentException(
          means.length + " and " + other.means.length + " columns cannot be put together");
    }
    if (n == 0 || other.n == 0) {
      return n == 0 ? other : this;
    }
    double total = (double) n + other.n;
    double share = other.n / total;
    double[] mean = new double[means.length];
    double[][] product = new double[means.length][means.length];
    for (int i = 0; i < means.length; i++) {
      double gap = other.means[i] - means[i];
      mean[i] = means[i] + gap * share;
      for (int j = 0; j < means.length; j++) {
        product[i][j] =
            products[i][j] + other.products[i][j] + gap * (other.means[j] - means[j]) * n * share;
      }
    }
    return new Moments(n + other.n, mean, product);
  }

  /** Number of units. */
  public long n() {
    return n;
  }

  /** Number of columns. */
  public int columns() {
    return means.length;
  }

  /** Mean of a column; NaN without units. */
  public double mean(int column) {
    return n == 0 ? Double.NaN : means[column];
  }

  /** Variance of a column, divisor n - 1; NaN below two units. */
  public double variance(int column) {
    return Math.max(0, covariance(column, column));
  }

  /** Covariance of two columns, divisor n - 1; NaN below two units. */
  public double covariance(int column, int other) {
    return n < 2 ? Double.NaN : products[column][other] / (n - 1);
  }

  /** Mean with the second pass that takes back what rounding did to the first. */
  private static double mean(double[] values) {
    double first = Arrays.stream(values).sum() / values.length;
    double rest = 0;
    for (double value : values) {
      rest += value - first;
    }
    return first + rest / values.length;
  }
}

package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.calibration.WilsonInterval;
import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.Normal;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Intervals of a rate of k in n that misses with probability alpha (Brown, Cai and DasGupta 2001).
 */
public enum OneProportion {
  /** r ± z sqrt(r (1 - r) / n): the textbook one, poor for small n or rates near 0 and 1. */
  NORMAL {
    @Override
    ConfidenceInterval of(double k, double n, double alpha) {
      double rate = k / n;
      double half = z(alpha) * Math.sqrt(rate * (1 - rate) / n);
      return new ConfidenceInterval(Math.max(0, rate - half), Math.min(1, rate + half));
    }
  },
  /** The score interval (Wilson 1927). */
  WILSON {
    @Override
    ConfidenceInterval of(double k, double n, double alpha) {
      WilsonInterval interval = WilsonInterval.of(Math.round(k), Math.round(n), z(alpha));
      return new ConfidenceInterval(interval.low(), interval.high());
    }
  },
  /** The normal one after z^2 / 2 successes and failures are added (Agresti and Coull 1998). */
  AGRESTI_COULL {
    @Override
    ConfidenceInterval of(double k, double n, double alpha) {
      double squared = z(alpha) * z(alpha);
      return NORMAL.of(k + squared / 2, n + squared, alpha);
    }
  },
  /** Exact: never misses more often than alpha (Clopper and Pearson 1934). */
  CLOPPER_PEARSON {
    @Override
    ConfidenceInterval of(double k, double n, double alpha) {
      return new ConfidenceInterval(
          k == 0 ? 0 : beta(k, n - k + 1, alpha / 2),
          k == n ? 1 : beta(k + 1, n - k, 1 - alpha / 2));
    }
  },
  /** Quantiles of the posterior under Jeffreys' prior Beta(1/2, 1/2). */
  JEFFREYS {
    @Override
    ConfidenceInterval of(double k, double n, double alpha) {
      return new ConfidenceInterval(
          beta(k + 0.5, n - k + 0.5, alpha / 2), beta(k + 0.5, n - k + 0.5, 1 - alpha / 2));
    }
  };

  abstract ConfidenceInterval of(double k, double n, double alpha);

  /** The interval of {@code successes} in {@code n}; undefined for n = 0. */
  public ConfidenceInterval interval(long successes, long n, double alpha) {
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(
          successes + " successes of " + n + " units: a share lies between none and all");
    }
    return n == 0 ? ConfidenceInterval.UNDEFINED : of(successes, n, alpha);
  }

  private static double z(double alpha) {
    return Normal.upperQuantile(alpha / 2);
  }

  private static double beta(double a, double b, double probability) {
    return new BetaDistribution(a, b, 1e-15).inverseCumulativeProbability(probability);
  }
}

package io.dealrank.evaluation.significance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * p-values corrected for how many were looked at: a comparison is accepted if its corrected p is at
 * most alpha. The first six bound the probability of any false alarm, the last two the expected
 * share of false alarms among the accepted. Comparisons without a p-value (NaN) stay without and do
 * not count.
 *
 * <p>With p_(1) &lt;= ... &lt;= p_(m) the sorted values:
 */
public enum MultipleComparisons {
  /** No correction. */
  @JsonProperty("none")
  NONE {
    @Override
    double[] sorted(double[] p) {
      return p.clone();
    }
  },
  /** m p. */
  @JsonProperty("bonferroni")
  BONFERRONI {
    @Override
    double[] sorted(double[] p) {
      return Arrays.stream(p).map(value -> p.length * value).toArray();
    }
  },
  /** 1 - (1 - p)^m; for independent comparisons (Sidak, JASA 62, 1967). */
  @JsonProperty("sidak")
  SIDAK {
    @Override
    double[] sorted(double[] p) {
      return Arrays.stream(p).map(value -> sidak(value, p.length)).toArray();
    }
  },
  /** Largest of (m - j + 1) p_(j) over j &lt;= i (Holm, Scand. J. Statist. 6, 1979). */
  @JsonProperty("holm")
  HOLM {
    @Override
    double[] sorted(double[] p) {
      double[] result = new double[p.length];
      for (int i = 0; i < p.length; i++) {
        result[i] = (p.length - i) * p[i];
      }
      return rising(result);
    }
  },
  /** Holm's steps with Sidak's power. */
  @JsonProperty("holm_sidak")
  HOLM_SIDAK {
    @Override
    double[] sorted(double[] p) {
      double[] result = new double[p.length];
      for (int i = 0; i < p.length; i++) {
        result[i] = sidak(p[i], p.length - i);
      }
      return rising(result);
    }
  },
  /** Smallest of (m - j + 1) p_(j) over j &gt;= i (Hochberg, Biometrika 75, 1988). */
  @JsonProperty("hochberg")
  HOCHBERG {
    @Override
    double[] sorted(double[] p) {
      double[] result = new double[p.length];
      for (int i = 0; i < p.length; i++) {
        result[i] = (p.length - i) * p[i];
      }
      return smallestToCome(result);
    }
  },
  /** The closed test of Simes' inequality (Hommel, Biometrika 75, 1988; Wright, 1992). */
  @JsonProperty("hommel")
  HOMMEL {
    @Override
    double[] sorted(double[] p) {
      return hommel(p);
    }
  },
  /** Smallest of m p_(j) / j over j &gt;= i (Benjamini and Hochberg, JRSS B 57, 1995). */
  @JsonProperty("benjamini_hochberg")
  BENJAMINI_HOCHBERG {
    @Override
    double[] sorted(double[] p) {
      return falseDiscovery(p, 1);
    }
  },
  /** The same times 1 + 1/2 + ... + 1/m: under any dependence (Benjamini and Yekutieli, 2001). */
  @JsonProperty("benjamini_yekutieli")
  BENJAMINI_YEKUTIELI {
    @Override
    double[] sorted(double[] p) {
      return falseDiscovery(p, IntStream.rangeClosed(1, p.length).mapToDouble(i -> 1.0 / i).sum());
    }
  };

  /** The corrected values of sorted ones; they need not be cut at 1. */
  abstract double[] sorted(double[] p);

  /**
   * The corrected p-values, in the order given, at most 1.
   *
   * @throws IllegalArgumentException if a p-value lies outside of [0, 1]
   */
  public double[] adjusted(double[] p) {
    for (int i = 0; i < p.length; i++) {
      if (p[i] < 0 || p[i] > 1) {
        throw new IllegalArgumentException(
            "The p-value %d is %s: it must lie in [0, 1], or be NaN for a test that is not defined."
                .formatted(i, p[i]));
      }
    }
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] sorted = sorted(Arrays.stream(order).mapToDouble(i -> p[i]).toArray());
    double[] result = new double[p.length];
    Arrays.fill(result, Double.NaN);
    for (int i = 0; i < order.length; i++) {
      result[order[i]] = Math.min(1, sorted[i]);
    }
    return result;
  }

  private static double sidak(double p, int comparisons) {
    return -Math.expm1(comparisons * Math.log1p(-p));
  }

  private static double[] falseDiscovery(double[] p, double factor) {
    double[] result = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      result[i] = p[i] * (factor * p.length / (i + 1));
    }
    return smallestToCome(result);
  }

  private static double[] hommel(double[] p) {
    int m = p.length;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < m; i++) {
      smallest = Math.min(smallest, m * p[i] / (i + 1));
    }
    double[] result = new double[m];
    Arrays.fill(result, smallest);
    for (int size = m - 1; size >= 2; size--) {
      double tail = Double.POSITIVE_INFINITY;
      for (int i = 2; i <= size; i++) {
        tail = Math.min(tail, size * p[m - size + i - 1] / i);
      }
      double last = Math.min(size * p[m - size], tail);
      for (int i = 0; i < m; i++) {
        double value = i <= m - size ? Math.min(size * p[i], tail) : last;
        result[i] = Math.max(result[i], value);
      }
    }
    for (int i = 0; i < m; i++) {
      result[i] = Math.max(result[i], p[i]);
    }
    return result;
  }

  private static double[] rising(double[] values) {
    for (int i = 1; i < values.length; i++) {
      values[i] = Math.max(values[i], values[i - 1]);
    }
    return values;
  }

  private static double[] smallestToCome(double[] values) {
    for (int i = values.length - 2; i >= 0; i--) {
      values[i] = Math.min(values[i], values[i + 1]);
    }
    return values;
  }
}

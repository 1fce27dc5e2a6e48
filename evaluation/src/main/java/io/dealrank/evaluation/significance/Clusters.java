package io.dealrank.evaluation.significance;

import java.util.HashMap;
import java.util.Map;

/**
 * Which queries belong together, for example those of one searcher: they resemble each other, so
 * that resampling or counting them as independent makes an interval too narrow.
 *
 * @param of the cluster of every query, 0 to {@code count - 1}
 * @param count number of clusters
 */
public record Clusters(int[] of, int count) {
  /** Clusters by name, numbered in the order of appearance; a null is a cluster of its own. */
  public static Clusters of(String[] names) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] of = new int[names.length];
    int count = 0;
    for (int i = 0; i < names.length; i++) {
      Integer known = names[i] == null ? null : numbers.get(names[i]);
      if (known == null) {
        known = count++;
        if (names[i] != null) {
          numbers.put(names[i], known);
        }
      }
      of[i] = known;
    }
    return new Clusters(of, count);
  }

  /** Every one of n queries by itself. */
  public static Clusters single(int n) {
    int[] of = new int[n];
    for (int i = 0; i < n; i++) {
      of[i] = i;
    }
    return new Clusters(of, n);
  }

  /** The sum of the values of every cluster. */
  double[] sums(double[] values) {
    requireLength(values.length);
    double[] sums = new double[count];
    for (int i = 0; i < values.length; i++) {
      sums[of[i]] += values[i];
    }
    return sums;
  }

  /** The queries of every cluster. */
  int[] sizes() {
    int[] sizes = new int[count];
    for (int cluster : of) {
      sizes[cluster]++;
    }
    return sizes;
  }

  private void requireLength(int values) {
    if (values != of.length) {
      throw new IllegalArgumentException(
          "%d values and clusters of %d queries: one cluster per value is needed. Pass rows of one table."
              .formatted(values, of.length));
    }
  }
}

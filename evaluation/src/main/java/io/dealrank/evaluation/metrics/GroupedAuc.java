package io.dealrank.evaluation.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@link ListAuc} per query, averaged: unlike the AUC of all rows together it does not reward
 * knowing which queries succeed. Queries with one class only have no AUC and are counted apart.
 *
 * @param mean over the queries used; NaN when there is none
 * @param weightedByRows the same with the number of rows of each query as weight (GAUC)
 * @param used queries with both classes
 * @param oneClass queries with one class only
 */
public record GroupedAuc(double mean, double weightedByRows, int used, int oneClass) {
  /**
   * The averages over the queries of rows.
   *
   * @param queries one name per row
   * @param grades one grade per row; above 0 is relevant
   * @param scores one score per row, none NaN
   */
  public static GroupedAuc of(String[] queries, int[] grades, double[] scores) {
    Map<String, IntStream.Builder> rows = new LinkedHashMap<>();
    for (int i = 0; i < queries.length; i++) {
      rows.computeIfAbsent(queries[i], query -> IntStream.builder()).add(i);
    }
    double sum = 0;
    double weighted = 0;
    long weight = 0;
    int used = 0;
    for (IntStream.Builder builder : rows.values()) {
      int[] at = builder.build().toArray();
      double auc =
          ListAuc.of(
              Arrays.stream(at).map(i -> grades[i]).toArray(),
              Arrays.stream(at).mapToDouble(i -> scores[i]).toArray());
      if (!Double.isNaN(auc)) {
        used++;
        sum += auc;
        weighted += at.length * auc;
        weight += at.length;
      }
    }
    return new GroupedAuc(sum / used, weighted / weight, used, rows.size() - used);
  }
}

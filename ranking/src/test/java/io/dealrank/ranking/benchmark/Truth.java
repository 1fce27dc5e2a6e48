package io.dealrank.ranking.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scored impressions held against the truth of the simulator. */
record Truth(List<Truth.Shown> shown) {
  /**
   * One impression.
   *
   * @param score log-odds
   * @param contact P(contact | examined)
   * @param deal P(contact and hire | examined)
   * @param hired whether it came to a hire in the period
   */
  record Shown(
      String query,
      String listing,
      double score,
      double examination,
      double contact,
      double deal,
      boolean hired) {
    double probability() {
      return 1 / (1 + Math.exp(-score));
    }
  }

  static Truth of(Dataset<Row> scored, String scoreColumn) {
    List<Shown> shown = new ArrayList<>();
    for (Row row :
        scored
            .select(
                "query_id",
                "listing_id",
                scoreColumn,
                "examination",
                "contact_probability",
                "deal_probability",
                "hired_at")
            .collectAsList()) {
      shown.add(
          new Shown(
              row.getString(0),
              row.getString(1),
              row.getDouble(2),
              row.getDouble(3),
              row.getDouble(4),
              row.getDouble(5),
              !row.isNullAt(6)));
    }
    shown.sort(Comparator.comparing(Shown::query).thenComparing(Shown::listing));
    return new Truth(shown);
  }

  /** Mean over queries of sum of gain * discount in the order of the scores. */
  double dcg(ToDoubleFunction<Shown> gain, DoubleUnaryOperator discount) {
    return lists().values().stream()
        .mapToDouble(list -> dcg(list, Shown::score, gain, discount))
        .average()
        .orElse(Double.NaN);
  }

  /** Mean of DCG over that of the best order, over the queries with any gain. */
  double ndcg(ToDoubleFunction<Shown> gain, DoubleUnaryOperator discount) {
    return lists().values().stream()
        .mapToDouble(
            list -> dcg(list, Shown::score, gain, discount) / dcg(list, gain, gain, discount))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private Map<String, List<Shown>> lists() {
    Map<String, List<Shown>> lists = new TreeMap<>();
    shown.forEach(one -> lists.computeIfAbsent(one.query(), q -> new ArrayList<>()).add(one));
    return lists;
  }

  private static double dcg(
      List<Shown> list,
      ToDoubleFunction<Shown> order,
      ToDoubleFunction<Shown> gain,
      DoubleUnaryOperator discount) {
    List<Shown> sorted = new ArrayList<>(list);
    sorted.sort(Comparator.comparingDouble(order).reversed());
    double total = 0;
    for (int k = 1; k <= sorted.size(); k++) {
      total += gain.applyAsDouble(sorted.get(k - 1)) * discount.applyAsDouble(k);
    }
    return total;
  }

  /** Mean of -q ln p - (1 - q) ln(1 - p) with q the truth and p what was predicted. */
  double logLoss(ToDoubleFunction<Shown> truth) {
    double total = 0;
    for (Shown one : shown) {
      double q = truth.applyAsDouble(one);
      double p = Math.max(1e-12, Math.min(1 - 1e-12, one.probability()));
      total -= q * Math.log(p) + (1 - q) * Math.log(1 - p);
    }
    return total / shown.size();
  }

  /** Mean predicted over mean true. */
  double ratio(ToDoubleFunction<Shown> truth) {
    return shown.stream().mapToDouble(Shown::probability).sum()
        / shown.stream().mapToDouble(truth).sum();
  }

  /** Mean over 20 bins of equal count by prediction of |mean predicted - mean true|. */
  double calibrationError(ToDoubleFunction<Shown> truth) {
    Shown[] sorted = shown.toArray(Shown[]::new);
    Arrays.sort(sorted, Comparator.comparingDouble(Shown::score));
    double error = 0;
    for (int b = 0; b < 20; b++) {
      double difference = 0;
      int to = (int) ((b + 1L) * sorted.length / 20);
      for (int i = (int) ((long) b * sorted.length / 20); i < to; i++) {
        difference += sorted[i].probability() - truth.applyAsDouble(sorted[i]);
      }
      error += Math.abs(difference);
    }
    return error / sorted.length;
  }
}

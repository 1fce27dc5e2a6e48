package io.dealrank.ranking.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Judged rows with a score, brought to the driver, and what is measured on them.
 *
 * @param groups the list of each row
 */
record ScoredRows(String[] groups, double[] labels, double[] scores) {

  static ScoredRows of(Dataset<Row> scored, String group, String label, String score) {
    List<Row> rows =
        scored
            .select(
                functions.col(group).cast("string"),
                functions.col(label).cast("double"),
                functions.col(score).cast("double"))
            .collectAsList();
    return new ScoredRows(
        rows.stream().map(r -> r.getString(0)).toArray(String[]::new),
        rows.stream().mapToDouble(r -> r.getDouble(1)).toArray(),
        rows.stream().mapToDouble(r -> r.getDouble(2)).toArray());
  }

  /** P(score of a positive above that of a negative), ties 1/2; NaN if a class is missing. */
  double auc() {
    return auc(labels, scores);
  }

  static double auc(double[] labels, double[] scores) {
    Integer[] order = order(scores);
    double rankSum = 0;
    long positives = 0;
    for (int i = 0; i < order.length; ) {
      int end = i;
      while (end < order.length && scores[order[end]] == scores[order[i]]) {
        end++;
      }
      for (int j = i; j < end; j++) {
        if (labels[order[j]] > 0.5) {
          positives++;
          rankSum += (i + 1 + end) / 2.0;
        }
      }
      i = end;
    }
    long negatives = order.length - positives;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  /** Mean AUC of the lists that have both classes. */
  double groupAuc() {
    return lists().values().stream()
        .mapToDouble(list -> auc(pick(labels, list), pick(scores, list)))
        .filter(a -> !Double.isNaN(a))
        .average()
        .orElse(Double.NaN);
  }

  /** Mean NDCG@k, gain = label, of the lists with a positive; ties keep the input's order. */
  double ndcg(int k) {
    return ndcg(k, false);
  }

  /** The same with gain {@code 2^label - 1}. */
  double exponentialNdcg(int k) {
    return ndcg(k, true);
  }

  private double ndcg(int k, boolean exponential) {
    return Arrays.stream(ndcgs(k, exponential)).average().orElse(Double.NaN);
  }

  /** NDCG@k of each list with a positive, in the order of the lists' names. */
  double[] ndcgs(int k, boolean exponential) {
    return lists().values().stream()
        .mapToDouble(list -> ndcg(list, k, exponential))
        .filter(v -> !Double.isNaN(v))
        .toArray();
  }

  private double ndcg(List<Integer> list, int k, boolean exponential) {
    double[] gains = pick(labels, list);
    if (exponential) {
      gains = Arrays.stream(gains).map(g -> Math.pow(2, g) - 1).toArray();
    }
    double[] of = pick(scores, list);
    Integer[] order = order(of);
    double dcg = 0;
    for (int r = 0; r < Math.min(k, order.length); r++) {
      dcg += gains[order[order.length - 1 - r]] * discount(r);
    }
    double[] sorted = gains.clone();
    Arrays.sort(sorted);
    double ideal = 0;
    for (int r = 0; r < Math.min(k, sorted.length); r++) {
      ideal += sorted[sorted.length - 1 - r] * discount(r);
    }
    return ideal == 0 ? Double.NaN : dcg / ideal;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 2.0);
  }

  /** Mean of -log P(label), P = sigmoid(score). */
  double logLoss() {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double s = labels[i] > 0.5 ? -scores[i] : scores[i];
      sum += s > 0 ? s + Math.log1p(Math.exp(-s)) : Math.log1p(Math.exp(s));
    }
    return sum / labels.length;
  }

  /** Expected calibration error of sigmoid(score) in bins of equal width. */
  double calibrationError(int bins) {
    double[] predicted = new double[bins];
    double[] observed = new double[bins];
    for (int i = 0; i < labels.length; i++) {
      double p = 1 / (1 + Math.exp(-scores[i]));
      int bin = Math.min(bins - 1, (int) (p * bins));
      predicted[bin] += p;
      observed[bin] += labels[i];
    }
    double error = 0;
    for (int b = 0; b < bins; b++) {
      error += Math.abs(predicted[b] - observed[b]);
    }
    return error / labels.length;
  }

  private Map<String, List<Integer>> lists() {
    Map<String, List<Integer>> lists = new TreeMap<>();
    for (int i = 0; i < groups.length; i++) {
      lists.computeIfAbsent(groups[i], g -> new ArrayList<>()).add(i);
    }
    return lists;
  }

  private static double[] pick(double[] values, List<Integer> rows) {
    return rows.stream().mapToDouble(i -> values[i]).toArray();
  }

  /** Ascending by score. */
  private static Integer[] order(double[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    return order;
  }
}

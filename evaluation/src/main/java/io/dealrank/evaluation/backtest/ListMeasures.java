package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.metrics.RandomOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of one list after another, equal to {@link BacktestMetric#value} and {@link
 * BacktestMetric#ofRandomOrder} to the last bit, in less time: listings without a positive label add
 * nothing to any metric, so only the ranks of the positives are looked at; the ideal order is found
 * once for all orders and cut-offs; what depends on the numbers of listings and positives alone is
 * kept.
 *
 * <p>Why to the last bit: terms of listings without a gain are 0.0, and adding 0.0 to a sum that is
 * not negative changes no bit; the other terms are added in the same order. Mid-ranks are halves of
 * whole numbers, whose sums are exact in any order.
 */
final class ListMeasures {
  /** Above this many different lists their expectations are forgotten and found anew. */
  private static final int MOST_KEPT = 4096;

  private final BacktestMetric[] metrics;
  private final Conventions conventions;
  private final Map<Long, double[]> expectations = new HashMap<>();

  /** Of the list that is measured. */
  private int listings;

  private int positives;
  private double[] ideals;
  private double[] random;

  /** Of the order that is measured: its positives from the top. */
  private int[] ranks = new int[64];

  private double[] gains = new double[64];

  /** By number of ranks: the sum of their discounts, from the top. */
  private double[] discounts = {0};

  ListMeasures(List<BacktestMetric> metrics, Conventions conventions) {
    this.metrics = metrics.toArray(BacktestMetric[]::new);
    this.conventions = conventions;
  }

  /** Takes a list with at least one positive; its orders are measured next. */
  void start(int[] labels) {
    listings = labels.length;
    positives = BacktestMetric.positives(labels);
    find(labels);
    double[] ideal = Arrays.copyOf(gains, positives);
    double sum = 0;
    boolean descending = true;
    for (int i = 0; i < positives; i++) {
      sum += gains[i];
      descending &= i == 0 || gains[i] <= gains[i - 1];
    }
    if (!descending) {
      Arrays.sort(ideal);
      for (int i = 0, j = positives - 1; i < j; i++, j--) {
        double swapped = ideal[i];
        ideal[i] = ideal[j];
        ideal[j] = swapped;
      }
    }
    double[] expected = expectation();
    ideals = new double[metrics.length];
    random = expected.clone();
    for (int m = 0; m < metrics.length; m++) {
      if (metrics[m].family() == BacktestMetric.Family.NDCG) {
        int k = metrics[m].cutoff();
        for (int i = 0; i < Math.min(k, positives); i++) {
          ideals[m] += ideal[i] * conventions.discount().at(i + 1);
        }
        random[m] = sum / listings * discounts(Math.min(k, listings)) / ideals[m];
      }
    }
  }

  /** The expectations over a uniformly random order of the list, by metric; NaN: not defined. */
  double[] ofRandomOrder() {
    return random;
  }

  /**
   * The values of one order of the list, by metric; NaN: not defined.
   *
   * @param ranked its labels in the order shown
   * @param scores what they were ordered by, never rising
   */
  double[] of(int[] ranked, double[] scores) {
    find(ranked);
    double[] values = new double[metrics.length];
    for (int m = 0; m < metrics.length; m++) {
      int k = metrics[m].cutoff();
      values[m] =
          switch (metrics[m].family()) {
            case NDCG -> dcg(k) / ideals[m];
            case RECIPROCAL_RANK -> 1.0 / ranks[0];
            case AVERAGE_PRECISION -> averagePrecision();
            case AUC -> auc(scores);
            case PRECISION -> (double) among(k) / k;
          };
    }
    return values;
  }

  private void find(int[] labels) {
    if (ranks.length < positives) {
      ranks = new int[positives];
      gains = new double[positives];
    }
    int found = 0;
    for (int i = 0; found < positives; i++) {
      if (labels[i] > 0) {
        ranks[found] = i + 1;
        gains[found++] = conventions.gain().of(labels[i]);
      }
    }
  }

  private double dcg(int k) {
    double sum = 0;
    for (int i = 0; i < positives && ranks[i] <= k; i++) {
      sum += gains[i] * conventions.discount().at(ranks[i]);
    }
    return sum;
  }

  private double averagePrecision() {
    double sum = 0;
    for (int i = 0; i < positives; i++) {
      sum += (double) (i + 1) / ranks[i];
    }
    return sum / positives;
  }

  private int among(int k) {
    int found = 0;
    while (found < positives && ranks[found] <= k) {
      found++;
    }
    return found;
  }

  private double auc(double[] scores) {
    long twice = 0;
    for (int i = 0, to = 0, from = 0; i < positives; i++) {
      int at = ranks[i] - 1;
      if (at >= to) {
        from = at;
        while (from > to && scores[from - 1] == scores[at]) {
          from--;
        }
        to = at + 1;
        while (to < listings && scores[to] == scores[at]) {
          to++;
        }
      }
      twice += 2L * listings - from - to + 1;
    }
    long relevant = positives;
    long others = listings - relevant;
    return others == 0
        ? Double.NaN
        : (twice / 2.0 - relevant * (relevant + 1) / 2.0) / ((double) relevant * others);
  }

  private double discounts(int count) {
    if (discounts.length <= count) {
      int known = discounts.length;
      discounts = Arrays.copyOf(discounts, count + 1);
      for (int i = known; i <= count; i++) {
        discounts[i] = discounts[i - 1] + conventions.discount().at(i);
      }
    }
    return discounts[count];
  }

  private double[] expectation() {
    long key = (long) listings << Integer.SIZE | positives;
    double[] known = expectations.get(key);
    if (known == null) {
      if (expectations.size() == MOST_KEPT) {
        expectations.clear();
      }
      known = new double[metrics.length];
      for (int m = 0; m < metrics.length; m++) {
        known[m] =
            switch (metrics[m].family()) {
              case NDCG -> Double.NaN;
              case RECIPROCAL_RANK -> RandomOrder.reciprocalRank(listings, positives);
              case AVERAGE_PRECISION -> RandomOrder.averagePrecision(listings, positives);
              case AUC -> RandomOrder.auc(listings, positives);
              case PRECISION ->
                  RandomOrder.precision(metrics[m].cutoff(), listings, positives);
            };
      }
      expectations.put(key, known);
    }
    return known;
  }
}

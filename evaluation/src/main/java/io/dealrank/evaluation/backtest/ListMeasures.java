package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.metrics.RandomOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of one list after another, equal to {@link BacktestMetric#value} and {@link
 * BacktestMetric#ofRandomOrder} to the last bit, in less time: a listing without a positive label
 * adds nothing to any metric, so only the ranks of the positives are found, by counting what stands
 * above them; the ideal order is found once for all orders and cut-offs; what depends on the
 * numbers of listings and positives alone is kept.
 *
 * <p>Why to the last bit: terms of listings without a gain are 0.0, and adding 0.0 to a sum that is
 * not negative changes no bit; the other terms are added in the same order. Mid-ranks are halves of
 * whole numbers, whose sums are exact in any order.
 */
final class ListMeasures {
  /** Above this many different lists their expectations are forgotten and found anew. */
  private static final int MOST_KEPT = 4096;

  /** Up to this many positives their ranks are counted; sorting is faster for more. */
  private static final int FEW_POSITIVES = 12;

  private static final int FEW = 64;

  private final BacktestMetric[] metrics;
  private final Conventions conventions;
  private final Map<Long, double[]> expectations = new HashMap<>();

  /** Of the list that is measured. */
  private int[] labels;

  private int listings;
  private int positives;
  private double[] ideals;
  private double[] random;

  /** Of the list: where its positives are in the production order. */
  private int[] places = new int[FEW];

  /** Of the order that is measured, from the top: ranks and gains of its positives. */
  private int[] ranks = new int[FEW];

  private double[] gains = new double[FEW];

  /** How many listings stand above those that tie with a positive, and how many with them. */
  private int[] above = new int[FEW];

  private int[] through = new int[FEW];

  /** By number of ranks: the sum of their discounts, from the top. */
  private double[] discounts = {0};

  ListMeasures(List<BacktestMetric> metrics, Conventions conventions) {
    this.metrics = metrics.toArray(BacktestMetric[]::new);
    this.conventions = conventions;
  }

  /**
   * Takes a list with at least one positive; its orders are measured next.
   *
   * @param ofList in production order
   */
  void start(int[] ofList) {
    labels = ofList;
    listings = labels.length;
    positives = BacktestMetric.positives(labels);
    if (places.length < positives) {
      places = new int[positives];
      ranks = new int[positives];
      gains = new double[positives];
      above = new int[positives];
      through = new int[positives];
    }
    for (int i = 0, found = 0; found < positives; i++) {
      if (labels[i] > 0) {
        places[found] = i;
        gains[found++] = conventions.gain().of(labels[i]);
      }
    }
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
   * The values of the order by scores, by metric; NaN: not defined. Equal scores stay in production
   * order.
   *
   * @param scores in production order, none NaN
   */
  double[] of(double[] scores) {
    if (RankedScores.inOrder(scores)) {
      takeRanks(places, scores, labels);
    } else if (positives > FEW_POSITIVES) {
      RankedScores ranked = RankedScores.descending(scores);
      int[] arranged = ranked.arrange(labels);
      int[] at = new int[positives];
      for (int i = 0, found = 0; found < positives; i++) {
        if (arranged[i] > 0) {
          at[found++] = i;
        }
      }
      takeRanks(at, ranked.scores(), arranged);
    } else {
      countRanks(scores);
    }
    double[] values = new double[metrics.length];
    for (int m = 0; m < metrics.length; m++) {
      int k = metrics[m].cutoff();
      values[m] =
          switch (metrics[m].family()) {
            case NDCG -> dcg(k) / ideals[m];
            case RECIPROCAL_RANK -> 1.0 / ranks[0];
            case AVERAGE_PRECISION -> averagePrecision();
            case AUC -> auc();
            case PRECISION -> (double) among(k) / k;
          };
    }
    return values;
  }

  /** Of scores that never rise. */
  private void takeRanks(int[] at, double[] scores, int[] arranged) {
    for (int i = 0, from = 0, to = 0; i < positives; i++) {
      if (at[i] >= to) {
        from = at[i];
        while (from > to && scores[from - 1] == scores[at[i]]) {
          from--;
        }
        to = at[i] + 1;
        while (to < listings && scores[to] == scores[at[i]]) {
          to++;
        }
      }
      put(i, at[i] + 1, conventions.gain().of(arranged[at[i]]), from, to);
    }
  }

  /** Counts for each positive what stands above it; each takes its place among those before. */
  private void countRanks(double[] scores) {
    for (int i = 0; i < positives; i++) {
      double score = scores[places[i]];
      int higher = 0;
      int equal = 0;
      for (int j = 0; j < places[i]; j++) {
        higher += scores[j] > score ? 1 : 0;
        equal += scores[j] == score ? 1 : 0;
      }
      int rank = equal + 1;
      for (int j = places[i]; j < listings; j++) {
        higher += scores[j] > score ? 1 : 0;
        equal += scores[j] == score ? 1 : 0;
      }
      rank += higher;
      int at = i;
      while (at > 0 && ranks[at - 1] > rank) {
        put(at, ranks[at - 1], gains[at - 1], above[at - 1], through[at - 1]);
        at--;
      }
      put(at, rank, conventions.gain().of(labels[places[i]]), higher, higher + equal);
    }
  }

  private void put(int at, int rank, double gain, int higher, int withEqual) {
    ranks[at] = rank;
    gains[at] = gain;
    above[at] = higher;
    through[at] = withEqual;
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

  private double auc() {
    long twice = 0;
    for (int i = 0; i < positives; i++) {
      twice += 2L * listings - above[i] - through[i] + 1;
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
              case PRECISION -> RandomOrder.precision(metrics[m].cutoff(), listings, positives);
            };
      }
      expectations.put(key, known);
    }
    return known;
  }
}

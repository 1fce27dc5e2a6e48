package io.dealrank.evaluation.offpolicy;

import io.dealrank.evaluation.metrics.Discount;
import java.util.Arrays;

/**
 * A log of ranked lists, on which another order of the same lists is judged as if every listing had
 * been looked at: an outcome at position p was seen with probability e(p), so that it stands for 1
 * / e(p) of them (Joachims, Swaminathan and Schnabel 2017). With label y, position p as shown and
 * rank t in the order that is judged,
 *
 * <pre>
 * naive            V = sum( y · discount(t) ) / lists
 * corrected        V = sum( y / e(p) · discount(t) ) / lists
 * self-normalised  V = sum( y / e(p) · discount(t) ) / sum( y / e(p) )
 * </pre>
 *
 * The naive value favours the production order: what stood low there was seldom seen, hence seldom
 * has an outcome. The corrected value is unbiased for the DCG of true relevance if an outcome needs
 * examination and relevance only and e is right; clipping e biases it towards the naive one. The
 * self-normalised one is the mean discount of a relevant listing, in (0, 1], and varies less when
 * the number of outcomes does. Listings that were never shown stay unknown.
 *
 * @param lists number of lists, those without an outcome included
 * @param list the list of every row, 0 to lists - 1
 * @param positions of every row as shown, 1-based
 * @param labels of every row, at least 0; a negative or NaN one is refused
 */
public record PositionCorrectedLog(int lists, int[] list, int[] positions, double[] labels) {
  public PositionCorrectedLog {
    if (list.length != positions.length || list.length != labels.length) {
      throw new IllegalArgumentException(
          "Lists of %d rows, %d positions, %d labels: one of each per row is needed."
              .formatted(list.length, positions.length, labels.length));
    }
    for (int i = 0; i < list.length; i++) {
      if (list[i] < 0 || list[i] >= lists) {
        throw new IllegalArgumentException(
            "Row %d belongs to list %d, but lists are numbered 0 to %d."
                .formatted(i, list[i], lists - 1));
      }
      if (!(labels[i] >= 0 && labels[i] < Double.POSITIVE_INFINITY) || positions[i] < 1) {
        throw new IllegalArgumentException(
            "Row %d has the label %s at position %d: a label is at least 0, a position at least 1."
                .formatted(i, labels[i], positions[i]));
      }
    }
  }

  /** The rank of every row within its list in the production order. */
  public int[] productionRanks() {
    return ranks(new double[list.length]);
  }

  /** The rank of every row within its list: scores descending, equal ones in production order. */
  public int[] ranks(double[] scores) {
    if (scores.length != list.length) {
      throw new IllegalArgumentException(
          "%d scores for %d rows: one per row is needed.".formatted(scores.length, list.length));
    }
    Integer[] order = new Integer[list.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> {
          int byList = Integer.compare(list[a], list[b]);
          int byScore = byList != 0 ? byList : Double.compare(scores[b] + 0.0, scores[a] + 0.0);
          return byScore != 0 ? byScore : Integer.compare(positions[a], positions[b]);
        });
    int[] ranks = new int[list.length];
    for (int i = 0, rank = 0; i < order.length; i++) {
      rank = i > 0 && list[order[i]] == list[order[i - 1]] ? rank + 1 : 1;
      ranks[order[i]] = rank;
    }
    return ranks;
  }

  /** The value of an order with outcomes as they are; contributions per list. */
  public OffPolicyEstimate naive(int[] ranks, Discount discount) {
    return OffPolicyEstimate.ofMean(
        sums(ranks, discount, new PositionPropensity(new double[] {1})));
  }

  /** The corrected value of an order; contributions per list; NaN for no list. */
  public OffPolicyEstimate corrected(int[] ranks, Discount discount, PositionPropensity curve) {
    return OffPolicyEstimate.ofMean(sums(ranks, discount, curve));
  }

  /** The self-normalised value of an order; NaN when no row has an outcome. */
  public OffPolicyEstimate selfNormalised(
      int[] ranks, Discount discount, PositionPropensity curve) {
    return OffPolicyEstimate.ofRatio(sums(ranks, discount, curve), sums(curve));
  }

  /** {@code y / e(p)} of the rows with an outcome: what {@link Verdict#ofOutcomes} judges. */
  public ImportanceWeights outcomeWeights(PositionPropensity curve) {
    double[] weights = new double[labels.length];
    int outcomes = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] > 0) {
        weights[outcomes++] = labels[i] / curve.at(positions[i]);
      }
    }
    return new ImportanceWeights(Arrays.copyOf(weights, outcomes));
  }

  private double[] sums(int[] ranks, Discount discount, PositionPropensity curve) {
    if (ranks.length != list.length) {
      throw new IllegalArgumentException(
          "%d ranks for %d rows: one per row is needed.".formatted(ranks.length, list.length));
    }
    double[] sums = new double[lists];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] > 0) {
        sums[list[i]] += labels[i] / curve.at(positions[i]) * discount.at(ranks[i]);
      }
    }
    return sums;
  }

  private double[] sums(PositionPropensity curve) {
    double[] sums = new double[lists];
    for (int i = 0; i < labels.length; i++) {
      sums[list[i]] += labels[i] > 0 ? labels[i] / curve.at(positions[i]) : 0;
    }
    return sums;
  }
}

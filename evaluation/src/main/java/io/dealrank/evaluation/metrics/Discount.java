package io.dealrank.evaluation.metrics;

/** The weight of a rank in DCG: positive and never growing with the rank. */
public enum Discount {
  /** {@code 1 / log2(rank + 1)} (Järvelin and Kekäläinen 2002, as in trec_eval): 1 at rank 1. */
  LOG2 {
    @Override
    double weight(int rank) {
      return LN_2 / Math.log1p(rank);
    }
  },
  /** {@code 1 / ln(rank + 1)}: proportional to {@link #LOG2}, therefore the same NDCG. */
  LN {
    @Override
    double weight(int rank) {
      return 1 / Math.log1p(rank);
    }
  },
  /**
   * 1 at rank 1, {@code 1 / ln(rank + 1)} below: the natural logarithm with the first rank fixed at
   * 1. Rank 1 weighs 1.10 times as much as rank 2 here, 1.58 times in {@link #LOG2}.
   */
  ARTICLE {
    @Override
    double weight(int rank) {
      return rank == 1 ? 1 : 1 / Math.log1p(rank);
    }
  };

  private static final double LN_2 = Math.log(2);

  abstract double weight(int rank);

  /**
   * The weight of a rank.
   *
   * @param rank 1-based
   * @throws IllegalArgumentException if the rank is below 1
   */
  public double at(int rank) {
    if (rank < 1) {
      throw new IllegalArgumentException("rank " + rank + " is below 1: ranks are 1-based");
    }
    return rank < FirstRanks.LENGTH ? FirstRanks.WEIGHTS[ordinal()][rank] : weight(rank);
  }

  /** The weights of the first ranks, since a logarithm costs more than the rest of DCG. */
  private static final class FirstRanks {
    static final int LENGTH = 1024;
    static final double[][] WEIGHTS = weights();

    private static double[][] weights() {
      double[][] weights = new double[values().length][LENGTH];
      for (Discount discount : values()) {
        for (int rank = 1; rank < LENGTH; rank++) {
          weights[discount.ordinal()][rank] = discount.weight(rank);
        }
      }
      return weights;
    }
  }
}

package io.dealrank.evaluation.offpolicy;

/**
 * Inverse propensity scoring (Horvitz and Thompson 1952):
 *
 * <pre>V = mean(w r)</pre>
 *
 * Unbiased when the logged probabilities are right; its variance grows with the largest weights,
 * and shifting all rewards by c does not shift V by c unless mean(w) = 1. With {@link
 * ImportanceWeights#clipped} weights it is biased towards 0, with less variance. With the logging
 * policy as target it is the mean reward. NaN for no row.
 */
public final class InversePropensity {
  private InversePropensity() {}

  /** The estimate from one reward per row. */
  public static OffPolicyEstimate of(ImportanceWeights weights, double[] rewards) {
    Rewards.require("reward", rewards, weights);
    double[] weighted = new double[rewards.length];
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] = weights.values()[i] * rewards[i];
    }
    return OffPolicyEstimate.ofMean(weighted);
  }
}

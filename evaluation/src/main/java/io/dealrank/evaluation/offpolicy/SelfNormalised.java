package io.dealrank.evaluation.offpolicy;

/**
 * Self-normalised inverse propensity scoring (Swaminathan and Joachims 2015):
 *
 * <pre>V = sum(w r) / sum(w)</pre>
 *
 * Always within the range of the rewards, and shifting all rewards by c shifts V by c. Its bias
 * falls as 1/n; its variance is usually far below that of {@link InversePropensity}. It hides wrong
 * probabilities: look at {@link ImportanceWeights#mean}. NaN when all weights are 0.
 */
public final class SelfNormalised {
  private SelfNormalised() {}

  /** The estimate from one reward per row. */
  public static OffPolicyEstimate of(ImportanceWeights weights, double[] rewards) {
    double[] weighted = InversePropensity.of(weights, rewards).contributions();
    return OffPolicyEstimate.ofRatio(weighted, weights.values());
  }
}

package io.dealrank.evaluation.offpolicy;

/**
 * The direct method and its correction by the log (Dudik, Langford and Li 2011): with a reward
 * model q, {@code q_i} its prediction for the logged action and {@code b_i = sum over actions of
 * target probability · q} its prediction for the target policy,
 *
 * <pre>
 * direct method          V = mean(b)
 * doubly robust          V = mean(b + w (r - q))
 * self-normalised        V = mean(b) + sum(w (r - q)) / sum(w)
 * clipped                w replaced by min(w, limit)
 * switch                 w replaced by w where w <= limit, else 0        (Wang et al. 2017)
 * optimistic shrinkage   w replaced by lambda w / (w^2 + lambda)         (Su et al. 2020)
 * </pre>
 *
 * Doubly robust is unbiased when the probabilities or the model are right, and varies less than
 * {@link InversePropensity} as far as the model predicts. The three below it trade bias for
 * variance where weights are large. A model fitted on the same rows makes the correction too small:
 * fit it on other rows. NaN for no row.
 */
public final class DoublyRobust {
  private DoublyRobust() {}

  /** The model alone: no weight, no reward, and no protection from a wrong model. */
  public static OffPolicyEstimate directMethod(double[] policyPrediction) {
    ImportanceWeights none = new ImportanceWeights(new double[policyPrediction.length]);
    return OffPolicyEstimate.ofMean(
        Rewards.require("policy prediction", policyPrediction, none).clone());
  }

  /**
   * The doubly robust estimate; pass clipped, switched or shrunk weights for its variants.
   *
   * @param rewards r
   * @param prediction q of the logged action
   * @param policyPrediction b
   */
  public static OffPolicyEstimate of(
      ImportanceWeights weights, double[] rewards, double[] prediction, double[] policyPrediction) {
    Rewards.require("policy prediction", policyPrediction, weights);
    return directMethod(policyPrediction)
        .plus(InversePropensity.of(weights, residuals(weights, rewards, prediction)));
  }

  /** The self-normalised estimate; NaN when all weights are 0. */
  public static OffPolicyEstimate selfNormalised(
      ImportanceWeights weights, double[] rewards, double[] prediction, double[] policyPrediction) {
    Rewards.require("policy prediction", policyPrediction, weights);
    return directMethod(policyPrediction)
        .plus(SelfNormalised.of(weights, residuals(weights, rewards, prediction)));
  }

  private static double[] residuals(
      ImportanceWeights weights, double[] rewards, double[] prediction) {
    Rewards.require("reward", rewards, weights);
    Rewards.require("prediction", prediction, weights);
    double[] residuals = new double[rewards.length];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = rewards[i] - prediction[i];
    }
    return residuals;
  }
}

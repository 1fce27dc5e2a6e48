package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Smoothing;
import java.io.Serializable;
import java.util.Map;

/**
 * A beta prior of a rate: rate = (successes + mean * strength) / (trials + strength); without
 * trials the mean. As a beta distribution, alpha = mean * strength and beta = (1 - mean) *
 * strength.
 *
 * <p>Fitted by moments: with mu = Σk / Σn over the entities with trials, the intra-class
 * correlation rho of a beta-binomial is estimated from the spread of the entities' rates around mu,
 * weighted by their trials, and clipped to [1e-6, 1 - 1e-6]; strength = 1 / rho - 1.
 *
 * <p>Source: J. C. Kleinman, Proportions with Extraneous Variance, 1973, with weights n.
 *
 * @param mean expected rate, 0 to 1
 * @param strength weight in trials, greater than 0
 */
public record BetaPrior(double mean, double strength) implements Serializable {
  /** Stands for all buckets together; no bucket's name. */
  public static final String TOTAL = "\0";

  /**
   * Fits the prior to entities with n trials and k successes each.
   *
   * <p>Where the spread cannot be estimated (fewer than two entities, one trial each, or no
   * variation at all in the pooled rate), the prior has the strength of one trial.
   *
   * @param entities number of entities with trials
   * @param n sum of trials, greater than 0
   * @param k sum of successes
   * @param n2 sum of squared trials
   * @param k2n sum of k² / n
   */
  static BetaPrior fit(long entities, double n, double k, double n2, double k2n) {
    double mu = k / n;
    double chance = mu * (1 - mu);
    double room = n - n2 / n - (entities - 1);
    if (entities < 2 || chance <= 0 || !(room > 1e-9 * n)) {
      return new BetaPrior(mu, 1);
    }
    double spread = Math.max(0, k2n - n * mu * mu);
    double rho = (spread - chance * (entities - 1)) / (chance * room);
    rho = Math.min(1 - 1e-6, Math.max(1e-6, rho));
    return new BetaPrior(mu, 1 / rho - 1);
  }

  static BetaPrior fixed(Smoothing smoothing) {
    return new BetaPrior(smoothing.prior(), smoothing.strength());
  }

  /** The prior of a bucket; of one that no entity has had, the prior over all buckets. */
  static BetaPrior of(Map<String, BetaPrior> priors, String bucket) {
    if (priors == null) {
      return null;
    }
    BetaPrior own = priors.get(bucket);
    return own != null ? own : priors.get(TOTAL);
  }

  /** The smoothed rate. */
  double rate(double successes, double trials) {
    return trials == 0 ? mean : (successes + mean * strength) / (trials + strength);
  }
}

package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;

/**
 * The prior of a rate: rate = (successes + strength * prior) / (trials + strength).
 *
 * <p>Written {@code {prior: 0.45, strength: 4}} where it is fixed, or {@code empirical-bayes}: a
 * beta distribution fitted to the rates of all entities, per window and bucket, as of the last
 * midnight before t.
 */
public record Smoothing(
    @Key(
            meaning = "expected rate of an entity without trials",
            unit = "share",
            range = "0 to 1",
            example = "prior: 0.45, strength: 4")
        Double prior,
    @Key(
            meaning = "weight of the prior",
            unit = "trials",
            range = "greater than 0",
            example = "prior: 0.14, strength: 10")
        Double strength)
    implements Serializable {
  private static final String FITTED = "empirical-bayes";

  /** Checks the ranges; both are null for a fitted prior. */
  public Smoothing {
    if ((prior == null) != (strength == null)) {
      throw new IllegalArgumentException(
          "smoothing needs prior and strength, for example {prior: 0.4, strength: 5}, or is "
              + FITTED);
    }
    if (prior != null && !(prior >= 0 && prior <= 1)) {
      throw new IllegalArgumentException("prior " + prior + " is not between 0 and 1");
    }
    if (strength != null && (!(strength > 0) || Double.isInfinite(strength))) {
      throw new IllegalArgumentException("strength " + strength + " is not greater than 0");
    }
  }

  /** Reads {@code empirical-bayes}. */
  @JsonCreator
  public static Smoothing parse(String text) {
    if (!FITTED.equals(text)) {
      throw new IllegalArgumentException(
          "smoothing '"
              + text
              + "' is unknown: write "
              + FITTED
              + ", or {prior: 0.4, strength: 5}");
    }
    return new Smoothing(null, null);
  }

  /** Whether the prior is fitted to the entities as of the day. */
  public boolean empiricalBayes() {
    return prior == null;
  }
}

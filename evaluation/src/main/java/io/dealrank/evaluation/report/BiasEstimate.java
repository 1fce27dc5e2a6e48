package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.offpolicy.OffPolicyEstimate;
import io.dealrank.evaluation.offpolicy.Verdict;
import io.dealrank.evaluation.significance.Clusters;
import io.dealrank.evaluation.significance.RelativeUplift;

/**
 * The value of both orders under one way to correct for position bias.
 *
 * @param estimator the way
 * @param production value of the production order, in the unit of the reward
 * @param model value of the model's order
 * @param uplift interval of {@code model / production - 1}
 * @param effectiveSampleSize of the weights; NaN without weights
 * @param largestShare of the total weight in one row, 0 to 1; NaN without weights
 * @param usable whether the verdict allows to use it
 * @param verdict in words
 */
public record BiasEstimate(
    Estimator estimator,
    double production,
    double model,
    Interval uplift,
    double effectiveSampleSize,
    double largestShare,
    boolean usable,
    String verdict) {
  /** The ways, from the plainest to the one to be preferred where it may be used. */
  public enum Estimator {
    NAIVE("Naive", "an outcome counts the same wherever it was shown"),
    INVERSE_PROPENSITY("Inverse propensity", "outcomes weigh 1 / examination"),
    SELF_NORMALISED("Self-normalised", "the same, divided by the sum of the weights"),
    DOUBLY_ROBUST("Doubly robust", "the largest weights replaced by a model of the outcome");

    private final String title;
    private final String meaning;

    Estimator(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    /** The name in the report. */
    public String title() {
      return title;
    }

    /** What it does, in one line. */
    public String meaning() {
      return meaning;
    }
  }

  /** Without a correction: no weights, always usable, and biased towards production. */
  public static BiasEstimate naive(double production, double model, Interval uplift) {
    return new BiasEstimate(
        Estimator.NAIVE,
        production,
        model,
        uplift,
        Double.NaN,
        Double.NaN,
        true,
        "No correction: favours production, whose top places were looked at most.");
  }

  /**
   * A correction; the interval of the uplift is that of {@link RelativeUplift}.
   *
   * @param production and {@code model}: estimates over the same rows
   * @param clusters which rows belong together
   * @param level of the interval
   */
  public static BiasEstimate of(
      Estimator estimator,
      OffPolicyEstimate production,
      OffPolicyEstimate model,
      Clusters clusters,
      double level,
      Verdict verdict) {
    boolean defined = !Double.isNaN(production.value()) && !Double.isNaN(model.value());
    ConfidenceInterval interval =
        defined
            ? RelativeUplift.of(production.contributions(), model.contributions(), clusters, level)
                .interval()
            : ConfidenceInterval.UNDEFINED;
    return new BiasEstimate(
        estimator,
        production.value(),
        model.value(),
        new Interval(interval.low(), interval.high()),
        verdict.effectiveSampleSize(),
        verdict.largestShare(),
        defined && verdict.informative(),
        verdict.text());
  }

  /** {@code model / production - 1}: 0.05 is 5% better. NaN when production is 0. */
  public double relativeUplift() {
    return production == 0 ? Double.NaN : model / production - 1;
  }
}

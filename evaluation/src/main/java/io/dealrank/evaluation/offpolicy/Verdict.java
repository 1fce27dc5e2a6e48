package io.dealrank.evaluation.offpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether an off-policy estimate may be used. It may not when one of these holds; each gives its
 * reason in words:
 *
 * <ol>
 *   <li>no row, or the target policy never does what was logged (all weights 0);
 *   <li>the effective sample size {@code (sum w)^2 / sum w^2} is below {@value #EFFECTIVE_ROWS}:
 *       the weights carry no more than that many equal rows do, and the interval itself, computed
 *       from the same rows, cannot be trusted (Owen 2013, section 9.3: a small value is proof of a
 *       bad estimate, a large one no proof of a good one);
 *   <li>the effective number of outcomes {@code (sum w |r|)^2 / sum (w r)^2} (Owen 2013, section
 *       9.3, the effective sample size for this very mean) is below {@value #EFFECTIVE_OUTCOMES}:
 *       the relative standard error is about 1 / sqrt of it, hence above 30%;
 *   <li>one row holds more than {@value #LARGEST_SHARE} of the total weight (the largest share is
 *       the diagnostic of Chatterjee and Diaconis, "The sample size required in importance
 *       sampling", Annals of Applied Probability 28, 2018);
 *   <li>the mean weight is more than {@value #STANDARD_ERRORS} of its standard errors away from 1,
 *       its expectation: the logged probabilities are wrong (Bottou et al., "Counterfactual
 *       reasoning and learning systems", JMLR 14, 2013).
 * </ol>
 *
 * The quantities are those of the sources; the thresholds are conventions of this project. Judge
 * the weights as they are, before clipping: clipping makes the numbers look better and the estimate
 * biased.
 *
 * @param reasons why the estimate may not be used, as sentences; empty when it may
 * @param rows n
 * @param effectiveSampleSize NaN when all weights are 0
 * @param effectiveOutcomes NaN when no weighted reward differs from 0
 * @param largestWeight NaN for no row
 * @param largestShare of the total weight
 * @param meanWeight NaN for no row
 */
public record Verdict(
    List<String> reasons,
    long rows,
    double effectiveSampleSize,
    double effectiveOutcomes,
    double largestWeight,
    double largestShare,
    double meanWeight) {
  /** Fewest effective rows. */
  public static final int EFFECTIVE_ROWS = 100;

  /** Fewest effective outcomes. */
  public static final int EFFECTIVE_OUTCOMES = 10;

  /** The most of the total weight that one row may hold. */
  public static final double LARGEST_SHARE = 0.1;

  /** How many standard errors the mean weight may be away from 1. */
  public static final double STANDARD_ERRORS = 4;

  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /** The verdict on weights of a policy against another, with the rewards they weigh. */
  public static Verdict of(ImportanceWeights weights, double[] rewards) {
    return judged(
        WeightSums.of(weights), WeightSums.of(outcomes(weights, rewards)), offByErrors(weights));
  }

  /**
   * The verdict on weighted outcomes of a ranked log, {@link PositionCorrectedLog#outcomeWeights}:
   * every row is an outcome, and the mean weight has no expectation to compare with.
   */
  public static Verdict ofOutcomes(ImportanceWeights outcomeWeights) {
    return ofOutcomes(WeightSums.of(outcomeWeights));
  }

  /** As {@link #ofOutcomes(ImportanceWeights)} where only the sums are at hand. */
  public static Verdict ofOutcomes(WeightSums outcomeWeights) {
    return judged(outcomeWeights, outcomeWeights, Double.NaN);
  }

  /** Whether the estimate may be used. */
  public boolean informative() {
    return reasons.isEmpty();
  }

  /** The verdict in words. */
  public String text() {
    return informative()
        ? text(
            "The estimate may be used: effective sample size %.0f of %d rows, %.0f effective outcomes.",
            effectiveSampleSize, rows, effectiveOutcomes)
        : "The estimate carries no information. " + String.join(" ", reasons);
  }

  private static ImportanceWeights outcomes(ImportanceWeights weights, double[] rewards) {
    double[] sizes = InversePropensity.of(weights, rewards).contributions();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    return new ImportanceWeights(sizes);
  }

  /**
   * The verdict.
   *
   * @param offByErrors of the mean weight from 1; NaN when it has no expectation
   */
  private static Verdict judged(WeightSums weights, WeightSums outcomes, double offByErrors) {
    List<String> reasons = new ArrayList<>();
    boolean ofPolicy = !Double.isNaN(offByErrors);
    double effective = weights.effectiveSampleSize();
    double effectiveOutcomes = outcomes.effectiveSampleSize();
    double share = weights.largestShare();
    if (weights.rows() == 0) {
      reasons.add("There is no row.");
    } else if (Double.isNaN(effective)) {
      reasons.add("The target policy never does what was logged: all weights are 0.");
    } else {
      if (ofPolicy && effective < EFFECTIVE_ROWS) {
        reasons.add(
            text(
                "The effective sample size is %.1f of %d rows, below %d: the target policy differs too much from the one that was logged.",
                effective, weights.rows(), EFFECTIVE_ROWS));
      }
      if (!(effectiveOutcomes >= EFFECTIVE_OUTCOMES)) {
        reasons.add(
            Double.isNaN(effectiveOutcomes)
                ? "No row that the target policy repeats has an outcome."
                : text(
                    "The outcomes count as %.1f equal ones, below %d: the relative standard error is above 30%%.",
                    effectiveOutcomes, EFFECTIVE_OUTCOMES));
      }
      if (share > LARGEST_SHARE) {
        reasons.add(
            text(
                "One row holds %.0f%% of the total weight, more than %.0f%%.",
                100 * share, 100 * LARGEST_SHARE));
      }
      if (ofPolicy && offByErrors > STANDARD_ERRORS) {
        reasons.add(
            text(
                "The mean weight is %.3f, %.1f standard errors away from 1: check the logged probabilities.",
                weights.mean(), offByErrors));
      }
    }
    return new Verdict(
        reasons,
        weights.rows(),
        effective,
        effectiveOutcomes,
        weights.largest(),
        share,
        weights.mean());
  }

  /** |mean - 1| in standard errors; infinite without variance, 0 for fewer than two rows. */
  private static double offByErrors(ImportanceWeights weights) {
    double error = OffPolicyEstimate.ofMean(weights.values()).standardError();
    double off = Math.abs(weights.mean() - 1);
    return off <= 1e-9 || Double.isNaN(error) ? 0 : off / error;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

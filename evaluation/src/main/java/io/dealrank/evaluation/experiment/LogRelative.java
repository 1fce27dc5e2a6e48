package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.ConfidenceInterval;

/**
 * Two means or ratios compared, the relative interval taken on the logarithm of their quotient:
 *
 * <pre>exp(ln(b / a) ± q sqrt(va / (a^2 na) + vb / (b^2 nb))) - 1</pre>
 *
 * (tea-tasting's convention). It cannot fall below -100%, is not symmetric, and the p-value is that
 * of the absolute difference: {@link Effect#relative} is the other convention.
 *
 * <p>With a covariate the coefficient comes from both arms together, and each arm is adjusted
 * towards the covariate's mean over both, so that adjusted values keep the scale of the outcome.
 *
 * @param control value, adjusted where a covariate was given
 * @param treatment value, adjusted where a covariate was given
 * @param effect absolute difference
 * @param absolute interval of the difference
 * @param relativeEffect b / a - 1
 * @param relative interval of it
 * @param p of no difference
 */
public record LogRelative(
    double control,
    double treatment,
    Effect effect,
    ConfidenceInterval absolute,
    double relativeEffect,
    ConfidenceInterval relative,
    double p) {

  /**
   * How to compare.
   *
   * @param equalVariances pool the variances of both arms (Student) in place of Welch
   * @param normal take normal quantiles in place of t
   * @param alternative which effects speak against none
   * @param alpha probability that an interval misses
   */
  public record Convention(
      boolean equalVariances, boolean normal, Alternative alternative, double alpha) {}

  /** Without a covariate. */
  public static LogRelative of(
      Moments control, Moments treatment, Quantity outcome, Convention convention) {
    return of(ArmValue.of(control, outcome), ArmValue.of(treatment, outcome), convention);
  }

  /** With a covariate. */
  public static LogRelative of(
      Moments control,
      Moments treatment,
      Quantity outcome,
      Quantity covariate,
      Convention convention) {
    Moments both = control.plus(treatment);
    double theta = coefficient(both, outcome, covariate);
    double shift = theta * covariate.value(both);
    return of(
        shifted(Cuped.adjusted(control, outcome, covariate, theta), shift),
        shifted(Cuped.adjusted(treatment, outcome, covariate, theta), shift),
        convention);
  }

  /** Of values that are known. */
  public static LogRelative of(ArmValue control, ArmValue treatment, Convention convention) {
    Alternative alternative = convention.alternative();
    Effect effect = difference(control, treatment, convention);
    Effect log = difference(control.ofLogarithm(), treatment.ofLogarithm(), convention);
    double ratio = treatment.value() / control.value();
    double factor =
        Math.exp(
            alternative.quantile(convention.alpha(), log.degreesOfFreedom()) * log.standardError());
    double low = alternative == Alternative.LESS ? Double.NEGATIVE_INFINITY : ratio / factor - 1;
    double high =
        alternative == Alternative.GREATER ? Double.POSITIVE_INFINITY : ratio * factor - 1;
    return new LogRelative(
        control.value(),
        treatment.value(),
        effect,
        effect.interval(convention.alpha(), alternative),
        ratio - 1,
        Double.isNaN(ratio / factor)
            ? ConfidenceInterval.UNDEFINED
            : new ConfidenceInterval(low, high),
        effect.p(alternative));
  }

  /** Covariance over variance; 0 where the covariate does not vary. */
  static double coefficient(Moments moments, Quantity outcome, Quantity covariate) {
    double variance = covariate.variance(moments);
    return variance == 0 ? 0 : outcome.covariance(moments, covariate) / variance;
  }

  private static ArmValue shifted(ArmValue arm, double shift) {
    return new ArmValue(arm.n(), arm.value() + shift, arm.variance());
  }

  private static Effect difference(ArmValue control, ArmValue treatment, Convention convention) {
    double error;
    double degrees;
    double na = control.n();
    double nb = treatment.n();
    if (convention.equalVariances()) {
      degrees = na + nb - 2;
      double pooled = ((na - 1) * control.variance() + (nb - 1) * treatment.variance()) / degrees;
      error = Math.sqrt(pooled / na + pooled / nb);
    } else {
      degrees = Effect.welch(control, treatment);
      error = Math.sqrt(control.squaredError() + treatment.squaredError());
    }
    return new Effect(
        treatment.value() - control.value(),
        error,
        convention.normal() ? Double.POSITIVE_INFINITY : degrees);
  }
}

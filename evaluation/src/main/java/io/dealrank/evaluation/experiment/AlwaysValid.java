package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.ConfidenceInterval;

/**
 * Intervals and p-values that stay valid however often, and whenever, one looks: the asymptotic
 * confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central
 * limit theory and asymptotic confidence sequences" (arXiv 2103.06476). With n units in both arms
 * and variance s^2 = n se^2 the half width is (eq. 9)
 *
 * <pre>s sqrt(2 (n rho^2 + 1) / (n rho)^2  ln(sqrt(n rho^2 + 1) / alpha)),</pre>
 *
 * and the p-value is the inverse of the mixture's evidence (eq. 155), at most 1:
 *
 * <pre>p = sqrt(n rho^2 + 1) exp(-rho^2 n (effect / se)^2 / (2 (n rho^2 + 1))).</pre>
 *
 * rho makes the interval narrowest at n = {@code tuning} (eq. 161): rho^2 = (ln(1 - 2 ln alpha) - 2
 * ln alpha) / tuning.
 *
 * @param alpha probability of ever missing
 * @param tuning number of units at which the interval is to be narrowest; default 5000
 */
public record AlwaysValid(double alpha, double tuning) {
  /** Units at which the interval is narrowest, unless told otherwise. */
  public static final double DEFAULT_TUNING = 5000;

  public AlwaysValid {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha " + alpha + " is not in (0, 1), for example 0.05");
    }
    if (!(tuning > 0)) {
      throw new IllegalArgumentException(
          "tuning " + tuning + " is not a positive number of units, for example 5000");
    }
  }

  /** The factor of the standard error, in place of a quantile. */
  public double quantile(double n) {
    double squared = n * rhoSquared() + 1;
    return Math.sqrt(2 * squared / (squared - 1) * (0.5 * Math.log(squared) - Math.log(alpha)));
  }

  /** The two-sided interval of an effect over n units of both arms. */
  public ConfidenceInterval interval(Effect effect, double n) {
    return Alternative.TWO_SIDED.interval(effect.estimate(), quantile(n) * effect.standardError());
  }

  /** The two-sided p-value of no effect. */
  public double p(Effect effect, double n) {
    double squared = n * rhoSquared() + 1;
    double statistic = effect.statistic();
    double log = 0.5 * Math.log(squared) - (squared - 1) * statistic * statistic / (2 * squared);
    return Math.min(1, Math.exp(log));
  }

  private double rhoSquared() {
    double twice = -2 * Math.log(alpha);
    return (twice + Math.log(twice + 1)) / tuning;
  }
}

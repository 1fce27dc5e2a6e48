package io.dealrank.evaluation.experiment;

/**
 * The effect after what was known before the experiment is taken out: outcome minus theta times the
 * same quantity of a period before (Deng, Xu, Kohavi and Walker, "Improving the sensitivity of
 * online controlled experiments by utilizing pre-experiment data", WSDM 2013). The pre-period
 * cannot be touched by the treatment, so that the estimate keeps its mean and loses the variance
 * that the pre-period explains.
 *
 * <p>The covariate is not centred, and the relative effect is over the size of the unadjusted
 * control. Two conventions, both GrowthBook's (packages/stats): with a, b the unadjusted values of
 * control and treatment, g the adjusted difference,
 *
 * <ul>
 *   <li>mean: theta = covariance over variance of both arms together; the relative variance takes
 *       the derivative by the control's outcome as -b / a;
 *   <li>ratio: theta = sum over arms of the covariance, over the sum of the variances; the
 *       derivative is -(a + g) / a.
 * </ul>
 *
 * @param theta factor of the covariate; 0 where it does not vary
 * @param absolute adjusted difference
 * @param relative adjusted difference over the size of the unadjusted control
 * @param varianceReduced share of the variance of the absolute difference that is gone; negative
 *     where the covariate does harm
 */
public record Cuped(double theta, Effect absolute, Effect relative, double varianceReduced) {
  /**
   * The adjusted effect.
   *
   * @param outcome of the experiment
   * @param covariate of the period before
   */
  public static Cuped of(Moments control, Moments treatment, Quantity outcome, Quantity covariate) {
    double theta = theta(control, treatment, outcome, covariate);
    ArmValue adjustedControl = adjusted(control, outcome, covariate, theta);
    ArmValue adjustedTreatment = adjusted(treatment, outcome, covariate, theta);
    Effect absolute = Effect.absolute(adjustedControl, adjustedTreatment);
    double a = outcome.value(control);
    double gap = absolute.estimate();
    double slope = outcome.isRatio() ? -(a + gap) / a : -outcome.value(treatment) / a;
    double controlVariance =
        outcome.variance(control) * slope * slope
            + 2 * theta * slope * outcome.covariance(control, covariate)
            + theta * theta * covariate.variance(control);
    Effect relative =
        new Effect(
            a == 0 ? Double.NaN : gap / Math.abs(a),
            Math.sqrt(adjustedTreatment.squaredError() + Math.max(0, controlVariance) / control.n())
                / Math.abs(a),
            absolute.degreesOfFreedom());
    double before =
        outcome.variance(control) / control.n() + outcome.variance(treatment) / treatment.n();
    double after = adjustedControl.squaredError() + adjustedTreatment.squaredError();
    return new Cuped(theta, absolute, relative, 1 - after / before);
  }

  private static double theta(
      Moments control, Moments treatment, Quantity outcome, Quantity covariate) {
    double covariance;
    double variance;
    if (outcome.isRatio()) {
      covariance =
          outcome.covariance(control, covariate) + outcome.covariance(treatment, covariate);
      variance = covariate.variance(control) + covariate.variance(treatment);
    } else {
      Moments both = control.plus(treatment);
      covariance = outcome.covariance(both, covariate);
      variance = covariate.variance(both);
    }
    return variance == 0 ? 0 : covariance / variance;
  }

  /** Outcome minus theta times the covariate, in one arm. */
  static ArmValue adjusted(Moments moments, Quantity outcome, Quantity covariate, double theta) {
    double variance =
        outcome.variance(moments)
            + theta * theta * covariate.variance(moments)
            - 2 * theta * outcome.covariance(moments, covariate);
    return new ArmValue(
        moments.n(),
        outcome.value(moments) - theta * covariate.value(moments),
        Math.max(0, variance));
  }
}

package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.ConfidenceInterval;

/**
 * The difference between two arms and how well it is known.
 *
 * @param estimate treatment minus control, or that over the size of the control
 * @param standardError of the estimate
 * @param degreesOfFreedom of its t distribution
 */
public record Effect(double estimate, double standardError, double degreesOfFreedom) {
  /**
   * The absolute effect b - a without the assumption of equal variances (Welch, "The generalization
   * of Student's problem when several different population variances are involved", Biometrika 34,
   * 1947):
   *
   * <pre>se^2 = va/na + vb/nb,
   * df = se^4 / ((va/na)^2 / (na - 1) + (vb/nb)^2 / (nb - 1)).</pre>
   */
  public static Effect absolute(ArmValue control, ArmValue treatment) {
    return new Effect(
        treatment.value() - control.value(),
        Math.sqrt(control.squaredError() + treatment.squaredError()),
        welch(control, treatment));
  }

  /**
   * The relative effect (b - a) / |a|, by the delta method
   *
   * <pre>se^2 = vb / (a^2 nb) + va b^2 / (a^4 na)</pre>
   *
   * with the degrees of freedom of the absolute one. Symmetric: {@link LogRelative} is the other
   * convention.
   */
  public static Effect relative(ArmValue control, ArmValue treatment) {
    double a = control.value();
    double ratio = treatment.value() / a;
    return new Effect(
        a == 0 ? Double.NaN : (treatment.value() - a) / Math.abs(a),
        Math.sqrt(treatment.squaredError() + ratio * ratio * control.squaredError()) / Math.abs(a),
        welch(control, treatment));
  }

  /** Degrees of freedom after Welch and Satterthwaite. */
  static double welch(ArmValue control, ArmValue treatment) {
    double a = control.squaredError();
    double b = treatment.squaredError();
    double share = a / (a + b);
    double rest = b / (a + b);
    return 1 / (share * share / (control.n() - 1) + rest * rest / (treatment.n() - 1));
  }

  /** Estimate over standard error; NaN where nothing varies. */
  public double statistic() {
    return against(0);
  }

  /** (estimate - hypothesis) / standard error; NaN where nothing varies. */
  public double against(double hypothesis) {
    return standardError > 0 ? (estimate - hypothesis) / standardError : Double.NaN;
  }

  /** The p-value of no effect. */
  public double p(Alternative alternative) {
    return p(alternative, 0);
  }

  /** The p-value of an effect of the given size, for example of a non-inferiority margin. */
  public double p(Alternative alternative, double hypothesis) {
    return alternative.p(against(hypothesis), degreesOfFreedom);
  }

  /** The interval that misses with probability {@code alpha}, for one look at a fixed time. */
  public ConfidenceInterval interval(double alpha, Alternative alternative) {
    return alternative.interval(
        estimate, alternative.quantile(alpha, degreesOfFreedom) * standardError);
  }
}

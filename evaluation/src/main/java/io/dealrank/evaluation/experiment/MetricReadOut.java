package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.Normal;
import io.dealrank.evaluation.experiment.ExperimentPlan.Metric;

/**
 * One metric of one treatment against the control in one segment. Effects are relative to the
 * control ({@link Effect#relative}); where the metric has a covariate, decisions come from the
 * adjusted effect ({@link Cuped}), which was chosen before the experiment, and else from the plain
 * one.
 *
 * @param metric as planned
 * @param dimension segment column, {@link UnitTable#ALL} for all units
 * @param segment its value
 * @param treatment the arm
 * @param control value of the control
 * @param treated value of the treatment
 * @param plain relative effect without adjustment
 * @param logRelative the other convention for its interval
 * @param cuped adjusted effect; null without covariate
 * @param look what this look asks for; null unless the looks are group sequential
 * @param plan what was planned
 */
public record MetricReadOut(
    Metric metric,
    String dimension,
    String segment,
    String treatment,
    ArmValue control,
    ArmValue treated,
    Effect plain,
    ConfidenceInterval logRelative,
    Cuped cuped,
    LookBound look,
    ExperimentPlan plan) {

  /** The comparison of two arms. */
  static MetricReadOut of(
      ExperimentPlan plan,
      Metric metric,
      String dimension,
      String segment,
      String treatment,
      Moments control,
      Moments treated,
      LookBound look) {
    Quantity outcome = quantity(plan, metric.numerator(), metric.denominator());
    ArmValue a = value(metric, control, outcome);
    ArmValue b = value(metric, treated, outcome);
    Cuped cuped =
        metric.covariate() == null
            ? null
            : Cuped.of(
                control,
                treated,
                outcome,
                quantity(plan, metric.covariate(), metric.denominatorCovariate()));
    LogRelative.Convention convention =
        new LogRelative.Convention(false, false, Alternative.TWO_SIDED, plan.alpha());
    return new MetricReadOut(
        metric,
        dimension,
        segment,
        treatment,
        a,
        b,
        Effect.relative(a, b),
        LogRelative.of(a, b, convention).relative(),
        cuped,
        look,
        plan);
  }

  /** The effect that decides. */
  public Effect effect() {
    return cuped == null ? plain : cuped.relative();
  }

  /** Units of both arms. */
  public double units() {
    return control.n() + treated.n();
  }

  /** The interval for one look at the planned end. */
  public ConfidenceInterval fixedHorizon(Effect effect) {
    return effect.interval(plan.alpha(), Alternative.TWO_SIDED);
  }

  /** The interval that holds at any look. */
  public ConfidenceInterval alwaysValid(Effect effect) {
    return sequence().interval(effect, units());
  }

  /** The interval that decides, by the looks that were planned. */
  public ConfidenceInterval interval() {
    return switch (plan.looks()) {
      case FIXED -> fixedHorizon(effect());
      case ANY_TIME -> alwaysValid(effect());
      case GROUP_SEQUENTIAL -> look.interval(effect());
    };
  }

  /** The p-value of no effect, by the looks that were planned. */
  public double p() {
    return switch (plan.looks()) {
      case FIXED -> effect().p(Alternative.TWO_SIDED);
      case ANY_TIME -> sequence().p(effect(), units());
      case GROUP_SEQUENTIAL -> look.p(effect());
    };
  }

  /**
   * The p-value of a loss of the margin or more, for one look; NaN without a margin. A loss below
   * the margin is shown where it is at most half of alpha, which is where {@link #fixedHorizon}
   * stays above it.
   */
  public double pOfLoss() {
    if (!metric.isGuardrail()) {
      return Double.NaN;
    }
    return metric.sign() > 0
        ? effect().p(Alternative.GREATER, -metric.margin())
        : effect().p(Alternative.LESS, metric.margin());
  }

  /**
   * The relative effect that as many units show with the planned power: {@code (quantile +
   * z(power)) se}, the quantile by the looks that were planned.
   */
  public double smallestEffect() {
    double degrees = effect().degreesOfFreedom();
    double quantile =
        switch (plan.looks()) {
          case FIXED -> Alternative.TWO_SIDED.quantile(plan.alpha(), degrees);
          case ANY_TIME -> sequence().quantile(units());
          case GROUP_SEQUENTIAL -> look.quantile(degrees);
        };
    return (quantile + Normal.upperQuantile(1 - plan.power())) * effect().standardError();
  }

  /**
   * Weeks still needed to show the planned effect (of a guardrail: that a loss of its margin is not
   * there), if units keep coming as they did: errors fall with the square root of the weeks. NaN
   * where neither is planned or the weeks so far are unknown.
   */
  public double weeksNeeded() {
    Double aim = metric.isGuardrail() ? metric.margin() : metric.effect();
    if (aim == null || plan.weeks() == null) {
      return Double.NaN;
    }
    double factor = smallestEffect() / aim;
    return Math.max(0, plan.weeks() * factor * factor - plan.weeks());
  }

  /**
   * The decision of this metric alone.
   *
   * @param corrected p-value after correction for all comparisons
   */
  public Decision decision(double corrected) {
    ConfidenceInterval interval = interval();
    double worst = metric.sign() > 0 ? interval.low() : -interval.high();
    double best = metric.sign() > 0 ? interval.high() : -interval.low();
    if (Double.isNaN(worst)) {
      return Decision.NOT_ENOUGH_DATA;
    }
    if (metric.isGuardrail()) {
      return worst > -metric.margin()
          ? Decision.SHIP
          : best < 0 ? Decision.DO_NOT_SHIP : Decision.NOT_ENOUGH_DATA;
    }
    boolean shown = corrected <= plan.alpha();
    if (shown && worst > 0) {
      return Decision.SHIP;
    }
    boolean ruledOut = metric.effect() != null && best < metric.effect();
    return shown && best < 0 || ruledOut ? Decision.DO_NOT_SHIP : Decision.NOT_ENOUGH_DATA;
  }

  private AlwaysValid sequence() {
    return new AlwaysValid(plan.alpha(), plan.tuningUnits());
  }

  private static ArmValue value(Metric metric, Moments moments, Quantity outcome) {
    return metric.kind() == ExperimentPlan.Kind.PROPORTION
        ? ArmValue.proportion(moments.n(), outcome.value(moments) * moments.n())
        : ArmValue.of(moments, outcome);
  }

  private static Quantity quantity(ExperimentPlan plan, String numerator, String denominator) {
    int above = plan.columns().indexOf(numerator);
    return denominator == null
        ? Quantity.mean(above)
        : Quantity.ratio(above, plan.columns().indexOf(denominator));
  }
}

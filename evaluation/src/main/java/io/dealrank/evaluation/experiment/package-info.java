/**
 * What an experiment (A/B test) says: static pure functions on counts, arrays and {@link
 * io.dealrank.evaluation.experiment.Moments}.
 *
 * <p>A unit is what was randomised, an employer as a rule; an arm is the units of one variant; the
 * control is the arm that kept the production order. Effects are treatment minus control. A value
 * that is not defined (an empty arm, nothing that varies) is NaN, never 0.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.experiment.SampleRatio} comes before everything
 * else; {@link io.dealrank.evaluation.experiment.Quantity} (mean or ratio), {@link
 * io.dealrank.evaluation.experiment.ArmValue} and {@link io.dealrank.evaluation.experiment.Effect}
 * are the comparison; {@link io.dealrank.evaluation.experiment.Cuped} takes out what was known
 * before; {@link io.dealrank.evaluation.experiment.AlwaysValid} and {@link
 * io.dealrank.evaluation.experiment.GroupSequential} allow to look before the end; {@link
 * io.dealrank.evaluation.experiment.PowerAnalysis} and {@link
 * io.dealrank.evaluation.experiment.RelativePower} say how long to run; {@link
 * io.dealrank.evaluation.significance.MultipleComparisons} pays for every metric and segment looked
 * at. {@link io.dealrank.evaluation.experiment.LogRelative} is the second convention for relative
 * effects; {@link io.dealrank.evaluation.experiment.OneProportion}, {@link
 * io.dealrank.evaluation.experiment.TwoProportions}, {@link
 * io.dealrank.evaluation.experiment.MannWhitney} and {@link
 * io.dealrank.evaluation.experiment.RatioBootstrap} check it from other sides.
 *
 * <p>A whole table: {@link io.dealrank.evaluation.experiment.ExperimentPlan} says what was meant,
 * {@link io.dealrank.evaluation.experiment.UnitTable} aggregates the table in one pass to {@link
 * io.dealrank.evaluation.experiment.ExperimentSums}, and {@link
 * io.dealrank.evaluation.experiment.ReadOut} reads them: sizes, metrics, {@link
 * io.dealrank.evaluation.experiment.Decision}.
 *
 * <p>Sources stand at each class; the whole: Kohavi, Tang and Xu, "Trustworthy online controlled
 * experiments", Cambridge 2020.
 */
package io.dealrank.evaluation.experiment;

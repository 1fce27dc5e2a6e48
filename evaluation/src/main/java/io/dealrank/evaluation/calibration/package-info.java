/**
 * Whether predicted probabilities mean what they say: of the listings given 0.2, do 20 in 100 have
 * the outcome? Static pure functions on arrays; {@link
 * io.dealrank.evaluation.calibration.ReliabilityTable} is the same for a table.
 *
 * <p>Throughout, {@code p} holds one probability per row, in [0, 1], and {@code labels} its
 * outcome, 1 or 0. A value that is not defined (no rows, one class only) is NaN, never 0.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.calibration.LogLoss} and {@link
 * io.dealrank.evaluation.calibration.BrierScore} (one number for all that can be wrong), {@link
 * io.dealrank.evaluation.calibration.ReliabilityCurve} with its {@link
 * io.dealrank.evaluation.calibration.ReliabilityBin}s (where it is wrong: expected and largest
 * calibration error), {@link io.dealrank.evaluation.calibration.BrierParts} (how much of the Brier
 * score calibration is to blame for), {@link io.dealrank.evaluation.calibration.CalibrationLine}
 * (in which way it is wrong), {@link io.dealrank.evaluation.calibration.SegmentSums} (for whom it
 * is wrong).
 *
 * <p>Sources: Murphy, "A new vector partition of the probability score", Journal of Applied
 * Meteorology 12, 1973; Stephenson, Coelho and Jolliffe, "Two extra components in the Brier score
 * decomposition", Weather and Forecasting 23, 2008; Naeini, Cooper and Hauskrecht, "Obtaining well
 * calibrated probabilities using Bayesian binning", AAAI 2015 (expected and maximum calibration
 * error); Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22,
 * 1927; Cox, "Two further applications of a model for binary regression", Biometrika 45, 1958 (the
 * calibration line); He et al., "Practical lessons from predicting clicks on ads at Facebook",
 * ADKDD 2014 (normalised entropy).
 */
package io.dealrank.evaluation.calibration;

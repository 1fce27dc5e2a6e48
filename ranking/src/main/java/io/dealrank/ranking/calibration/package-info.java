/**
 * From a score to a probability: of the listings given 0.2, 20 in 100 should have the outcome.
 *
 * <pre>
 * training rows ─┬─ earlier ──▶ ranker ──▶ margin of the later rows
 *                └─ later, held out ────────────┴──▶ Calibrator ──▶ CalibrationModel
 * </pre>
 *
 * <p>Reading order: {@link io.dealrank.ranking.calibration.Calibrator} fits on held-out rows,
 * {@link io.dealrank.ranking.calibration.CalibrationModel} is what it fits, {@link
 * io.dealrank.ranking.calibration.CalibratedRanker} holds rows out of the training rows of any
 * ranker and puts the two together. The two methods are {@code PlattScaling} and {@code
 * IsotonicSteps} with {@code PoolAdjacentViolators}.
 *
 * <p>Sources: Platt, "Probabilistic outputs for support vector machines", 1999; Lin, Lin and Weng,
 * "A note on Platt's probabilistic outputs for support vector machines", Machine Learning 68, 2007;
 * Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability
 * estimates", KDD 2002 (isotonic); Ayer et al., "An empirical distribution function for sampling
 * with incomplete information", Annals of Mathematical Statistics 26, 1955 (pool adjacent
 * violators); Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised
 * learning", ICML 2005 (which of them when).
 */
package io.dealrank.ranking.calibration;

/**
 * How often the positions of a list are looked at, estimated from the log: P(contact | x, k) = e_k
 * p(x).
 *
 * <pre>
 * impressions ──ExaminationEstimator──▶ ExaminationCurve (e_k, standard errors)
 *      PairCounts ──▶ PairedComparison ──▶ Smoothing          (shuffled, harvested)
 *      GroupCells ──▶ LikelihoodSums ──▶ PositionLikelihood ──▶ Smoothing          (em)
 * </pre>
 *
 * Prefer lists in random order; without them state what makes impressions alike. The judge corrects
 * outcomes with the curve ({@link io.dealrank.evaluation.backtest.PositionCorrection}), training
 * allows for it.
 */
package io.dealrank.evaluation.position;

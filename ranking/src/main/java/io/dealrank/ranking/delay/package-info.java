/**
 * Training on outcomes that are not there yet. A deal takes days; at the training instant the
 * impressions younger than the window show only the deals that were fast.
 *
 * <pre>
 * impressions with outcomes ──DelayEstimator──▶ DelayDistribution F (JSON)
 * impressions ──DelayedLabels──▶ + label so far, observed share F(age) ──PartialObservation──▶ model
 * </pre>
 *
 * Everything is computed as of the training instant: outcomes at or after it change nothing.
 */
package io.dealrank.ranking.delay;

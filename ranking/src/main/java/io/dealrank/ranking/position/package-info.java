/**
 * Training on lists whose lower positions are seen less often: a contact needs examination,
 * P(contact | x, k) = e_k p(x), and a ranker fitted as if it did not learns the production order's
 * taste.
 *
 * <pre>
 * impressions ──ExaminationEstimator──▶ ExaminationCurve (e_k, standard errors, JSON)
 * training rows ──curve.of(position)──▶ + observed share ──PartialObservation.fit(ranker)──▶ model
 * </pre>
 *
 * Off unless asked for ({@code ranker.position} of a vertical file). Prefer shuffled lists to
 * estimate the curve; without them state the groups. Position is no feature of such a model: its
 * score says how good a listing is, wherever it is shown.
 */
package io.dealrank.ranking.position;

/**
 * Training on lists whose lower positions are seen less often: a contact needs examination,
 * P(contact | x, k) = e_k p(x), and a ranker fitted as if it did not learns the production order's
 * taste.
 *
 * <pre>
 * impressions ──evaluation.position──▶ examination curve (e_k, standard errors)
 * training rows ──curve.of(position)──▶ + observed share ──PartialObservation.fit(ranker)──▶ model
 *                                                 └──PropensityWeights──▶ weights for losses over lists
 * </pre>
 *
 * Off unless asked for ({@code ranker.position} of a vertical file). Position is no feature of such
 * a model: its score says how good a listing is, wherever it is shown.
 */
package io.dealrank.ranking.position;

/**
 * What another policy would have earned, estimated from the log of this one: static pure functions
 * on arrays.
 *
 * <p>A log has one row per action: {@code rewards} (what came of it), the probability with which
 * the logging policy took it and the one with which the target policy would have taken it. Their
 * ratio is the importance weight. Two cases matter here: an action is an item in a slot, or the log
 * is of ranked lists and the probability is that of the position being looked at.
 *
 * <pre>
 * ImportanceWeights ──▶ InversePropensity, SelfNormalised      rewards only
 *        │         └──▶ DoublyRobust                           rewards and a reward model
 *        │         └──▶ SlateLog                               lists of several slots
 *        └────────────▶ Verdict                                may the estimate be used?
 * PositionPropensity ───▶ PositionCorrectedLog ──▶ Verdict       another order of the same lists
 * </pre>
 *
 * <p>Every estimator gives an {@link io.dealrank.evaluation.offpolicy.OffPolicyEstimate}: a value
 * with one contribution per row (or list), from which standard errors, intervals by searcher and
 * paired differences of two policies follow. Read the {@link
 * io.dealrank.evaluation.offpolicy.Verdict} before the value: with few effective rows the value is
 * one row's accident, and so is its interval.
 *
 * <p>Assumptions of all: the logged probabilities are right; whatever the target does, the logging
 * policy did with a probability above 0; an action's reward does not depend on other rows. NaN
 * means not defined (no row, weights all 0).
 *
 * <p>Sources: Horvitz and Thompson, JASA 47, 1952; Swaminathan and Joachims, "The self-normalized
 * estimator for counterfactual learning", NeurIPS 2015; Dudik, Langford and Li, "Doubly robust
 * policy evaluation and learning", ICML 2011; Wang, Agarwal and Dudik, "Optimal and adaptive
 * off-policy evaluation in contextual bandits", ICML 2017 (switch); Su, Dimakopoulou, Krishnamurthy
 * and Dudik, "Doubly robust off-policy evaluation with shrinkage", ICML 2020; Swaminathan et al.,
 * "Off-policy evaluation for slate recommendation", NeurIPS 2017; McInerney et al., "Counterfactual
 * evaluation of slate recommendations with sequential reward interactions", KDD 2020 (cascade);
 * Joachims, Swaminathan and Schnabel, "Unbiased learning-to-rank with biased feedback", WSDM 2017
 * (positions); Owen, "Monte Carlo theory, methods and examples", 2013, chapter 9 (effective sample
 * size); Saito, Aihara, Matsutani and Narita, "Open Bandit Dataset and Pipeline", NeurIPS 2021.
 */
package io.dealrank.evaluation.offpolicy;

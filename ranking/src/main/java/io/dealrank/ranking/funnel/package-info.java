/**
 * The way to a deal in stages: {@code P(deal) = P(contact) P(response | contact) P(deal |
 * response)}. Each stage learns from its own, far larger, mass of outcomes: a contact is a hundred
 * times as frequent as a deal, and what makes people contact is not what makes them hire.
 *
 * <p>Reading order: {@link io.dealrank.ranking.funnel.FunnelRanker}, {@link
 * io.dealrank.ranking.funnel.FunnelRankingModel}, {@link io.dealrank.ranking.funnel.FunnelSummary}
 * (what each stage was fitted on).
 *
 * <p>Source: Ma et al., "Entire space multi-task model: an effective approach for estimating
 * post-click conversion rate", SIGIR 2018, for the chain of probabilities and the bias of a stage
 * that learns only from rows that reached it: it is asked at scoring about rows that never would.
 */
package io.dealrank.ranking.funnel;

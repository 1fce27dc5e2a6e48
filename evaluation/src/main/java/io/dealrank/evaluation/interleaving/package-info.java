/**
 * Two orders in one list: the searcher sees a mixture, and the clicks (or contacts) tell which
 * order they came for. Because every searcher compares both, interleaving finds a preference with
 * far fewer searches than an A/B test of the same orders, but gives no size of the effect in deals.
 *
 * <p>Listings are ints, a list is {@code int[]} in the order of a ranker, each listing once.
 * Reading order: {@link io.dealrank.evaluation.interleaving.Interleaved}, {@link
 * io.dealrank.evaluation.interleaving.TeamDraft} (the default), {@link
 * io.dealrank.evaluation.interleaving.Balanced}, {@link
 * io.dealrank.evaluation.interleaving.Preference} (the read-out), {@link
 * io.dealrank.evaluation.interleaving.InterleavingTable} (of a whole table, also by searcher:
 * {@link io.dealrank.evaluation.interleaving.ClusteredPreference}), {@link
 * io.dealrank.evaluation.interleaving.InterleavingSimulation} and {@link
 * io.dealrank.evaluation.interleaving.InterleavingPower} (how many searches are needed).
 *
 * <p>Sources: Joachims, "Evaluating retrieval performance using clickthrough data", 2002
 * (balanced); Radlinski, Kurup and Joachims, "How does clickthrough data reflect retrieval
 * quality?", CIKM 2008 (team draft); Chapelle, Joachims, Radlinski and Yue, "Large-scale validation
 * and analysis of interleaved search evaluation", TOIS 30(1), 2012 (delta).
 */
package io.dealrank.evaluation.interleaving;

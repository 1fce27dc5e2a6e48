/**
 * Chooses a ranker's parameters by trying them: settings are drawn from declared ranges, each is
 * fitted on the impressions before an instant and scored by mean NDCG@k on the lists after it.
 *
 * <pre>
 * RankerSpec + SearchSpace ──RankerSearch.run──▶ SearchResult: every Trial, the best RankerSpec
 * </pre>
 *
 * <h2>Reading order</h2>
 *
 * <ol>
 *   <li>{@link io.dealrank.ranking.selection.SearchSpace} is what may vary, by {@link
 *       io.dealrank.ranking.selection.SearchRange}; {@link
 *       io.dealrank.ranking.selection.DrawSequence} says which points of it are tried.
 *   <li>{@link io.dealrank.ranking.selection.RankerSearch} tries them; {@code MeanNdcg} scores.
 *   <li>{@link io.dealrank.ranking.selection.SearchResult} is kept with the model.
 * </ol>
 *
 * <h2>Sources</h2>
 *
 * <ul>
 *   <li>J. Bergstra, Y. Bengio, Random Search for Hyper-Parameter Optimization, JMLR 13, 2012.
 *   <li>I. Sobol, On the Distribution of Points in a Cube and the Approximate Evaluation of
 *       Integrals, 1967; S. Joe, F. Kuo, Constructing Sobol Sequences with Better Two-Dimensional
 *       Projections, SIAM Journal on Scientific Computing 30, 2008 (directions).
 *   <li>R. Cranley, T. Patterson, Randomization of Number Theoretic Methods for Multiple
 *       Integration, SIAM Journal on Numerical Analysis 13, 1976 (the random shift).
 *   <li>F. McSherry, M. Najork, Computing Information Retrieval Performance Measures Efficiently in
 *       the Presence of Tied Scores, ECIR 2008 (NDCG of ties).
 * </ul>
 */
package io.dealrank.ranking.selection;

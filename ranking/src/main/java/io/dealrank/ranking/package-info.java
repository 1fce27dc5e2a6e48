/**
 * Rankers learn from judged impressions how to order the listings of a query; models score them.
 *
 * <pre>
 * training rows ──Ranker.fit──▶ RankingModel ──ModelStore.save──▶ models/&lt;version&gt;
 *                                    │
 *            listings of a query ──transform──▶ the same rows + model_score (higher is better)
 * </pre>
 *
 * <h2>Reading order</h2>
 *
 * <ol>
 *   <li>{@link io.dealrank.ranking.Ranker} fits, {@link io.dealrank.ranking.RankingModel} scores,
 *       {@link io.dealrank.ranking.RankingParams} is what both can be told.
 *   <li>Two baselines: {@link io.dealrank.ranking.ProductionOrderRanker} (the order as shown) and
 *       {@link io.dealrank.ranking.PopularityRanker} (a smoothed rate).
 *   <li>{@link io.dealrank.ranking.ClassifierRanker} learns the probability of the label: {@link
 *       io.dealrank.ranking.LogisticRegressionRanker} and {@link
 *       io.dealrank.ranking.GradientBoostedTreesRanker}. Both read their features through {@link
 *       io.dealrank.ranking.FeatureAssembler}, whose entries are {@link
 *       io.dealrank.ranking.FeatureTerm}s.
 *   <li>{@link io.dealrank.ranking.PartialObservation}: fitting where only a part of the positives
 *       is seen, because of the position (package {@code position}) or because deals take time
 *       (package {@code delay}).
 *   <li>{@link io.dealrank.ranking.RankerSpec} and {@link io.dealrank.ranking.Rankers}: rankers by
 *       name, from configuration.
 *   <li>{@link io.dealrank.ranking.ModelProvenance} and {@link io.dealrank.ranking.ModelStore}:
 *       where a model comes from and where it is kept.
 * </ol>
 *
 * <h2>A new ranker</h2>
 *
 * <ol>
 *   <li>Extend {@link io.dealrank.ranking.Ranker} and {@link io.dealrank.ranking.RankingModel}, or
 *       their classifier forms if there is a probability of a label to learn. Each parameter is a
 *       public method that returns its {@code Param}, with range and default.
 *   <li>Give both a public constructor from a uid, where Spark's default reader loads them, and a
 *       public static {@code read()}; a model made of parts is saved by {@code PartsWriter}.
 *   <li>Name it in {@link io.dealrank.ranking.Rankers}.
 *   <li>Add it to the axioms in {@code RankerAxiomsTest}: they must hold for every ranker.
 * </ol>
 *
 * <h2>Sources</h2>
 *
 * <ul>
 *   <li>J. Friedman, Greedy Function Approximation: A Gradient Boosting Machine, Annals of
 *       Statistics 29(5), 2001.
 *   <li>J. Friedman, Stochastic Gradient Boosting, Computational Statistics and Data Analysis 38,
 *       2002 (subsampling).
 *   <li>T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical Learning, 4.4 (logistic
 *       regression) and 3.4 (penalties).
 * </ul>
 */
package io.dealrank.ranking;

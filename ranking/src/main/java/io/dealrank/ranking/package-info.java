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
 *   <li>{@link io.dealrank.ranking.FeatureRanker} learns from the vector of a {@link
 *       io.dealrank.ranking.FeatureAssembler}, whose entries are {@link
 *       io.dealrank.ranking.FeatureTerm}s. {@link io.dealrank.ranking.ClassifierRanker} is one that
 *       learns the probability of the label with spark.ml: {@link
 *       io.dealrank.ranking.LogisticRegressionRanker} and {@link
 *       io.dealrank.ranking.GradientBoostedTreesRanker}.
 *   <li>{@link io.dealrank.ranking.XgboostRanker} learns that probability or the order itself with
 *       XGBoost; {@link io.dealrank.ranking.LeafFeatures} hands its leaves to other models.
 *       io.dealrank.ranking.FeatureTerm}s.
 *   <li>{@link io.dealrank.ranking.PartialObservation}: fitting where only a part of the positives
 *       is seen, because of the position (package {@code position}) or because deals take time
 *       (package {@code delay}).
 *   <li>{@link io.dealrank.ranking.RankerSpec} and {@link io.dealrank.ranking.Rankers}: rankers by
 *       name, from configuration.
 *   <li>Rankers made of rankers: {@link io.dealrank.ranking.calibration} (the score becomes a
 *       probability) and {@link io.dealrank.ranking.funnel} (a product of stages).
 *   <li>{@link io.dealrank.ranking.selection}: which parameters order later lists best.
 *   <li>{@link io.dealrank.ranking.ModelProvenance} and {@link io.dealrank.ranking.ModelStore}:
 *       where a model comes from and where it is kept.
 * </ol>
 *
 * <h2>A new ranker</h2>
 *
 * <ol>
 *   <li>Extend {@link io.dealrank.ranking.Ranker} and {@link io.dealrank.ranking.RankingModel}, or
 *       their feature forms if there is a vector to learn from. Each parameter is a public method
 *       that returns its {@code Param}, with range and default.
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
 *   <li>T. Chen, C. Guestrin, XGBoost: A Scalable Tree Boosting System, KDD 2016.
 *   <li>C. Burges, From RankNet to LambdaRank to LambdaMART: An Overview, MSR-TR-2010-82.
 *   <li>S. Lundberg et al., From Local Explanations to Global Understanding with Explainable AI for
 *       Trees, Nature Machine Intelligence 2, 2020 (contributions).
 *   <li>X. He et al., Practical Lessons from Predicting Clicks on Ads at Facebook, ADKDD 2014
 *       (leaves as features).
 *   <li>T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical Learning, 4.4 (logistic
 *       regression) and 3.4 (penalties).
 * </ul>
 */
package io.dealrank.ranking;

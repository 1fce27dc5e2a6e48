/**
 * Mixed-effect models: one score as the sum of a fixed effect and of random effects, each with
 * coefficients per entity. The formulas are in docs/ranking.md.
 *
 * <pre>
 * table ──TrainingRows──▶ rows with hash and target partition ──PlacedRows──▶ HomeBlock, AwayBlock
 *                                                                                │      ▲
 *                             CoordinateDescent: update of one coordinate        │ Exchange: scores
 *                             (PointwiseUpdate, ListwiseUpdate)  ◀───────────────┴──────┘
 *                                                │
 *                                  FixedEffect (all partitions), RandomEffect (inside one)
 *                                                │
 *                                          GlmixModel ──GlmixWriter──▶ CoefficientTable in Parquet
 * </pre>
 *
 * <p>Where one partition holds all rows, OneTaskDescent does all between the two ends in one task:
 * a OneBlock holds the rows, a BlockDescent runs the passes.
 *
 * <p>Reading order: {@link io.dealrank.ranking.glmix.Coordinate} and {@link
 * io.dealrank.ranking.glmix.GlmixClassifier} (what is minimised), LocalProblem and LocalMinimum
 * (how one entity is solved), PlacedRows and Exchange (where rows are and what moves),
 * CoordinateDescent, {@link io.dealrank.ranking.glmix.GlmixModel}, {@link
 * io.dealrank.ranking.glmix.CoefficientTable}.
 *
 * <p>Words: a coordinate is one part of the sum; home is where a row's label and scores stay; an
 * entity is hot if it has more rows than it learns from; active rows are those it learns from.
 *
 * <p>Sources: Zhang et al., GLMix: Generalized Linear Mixed Models For Large-Scale Response
 * Prediction, KDD 2016. Ramanath et al., Lambda Learner: Fast Incremental Learning on Data Streams,
 * KDD 2021 (the prior from an older model). Cao et al., Learning to Rank: From Pairwise Approach to
 * Listwise Approach, ICML 2007 (softmax over a list).
 */
package io.dealrank.ranking.glmix;

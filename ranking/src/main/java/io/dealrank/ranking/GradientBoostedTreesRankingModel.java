package io.dealrank.ranking;

import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.MLReader;

/**
 * Scores by log-odds: {@code score = 2 F(x)}, F the sum of the shrunk trees, since {@code p = 1 /
 * (1 + exp(-2 F))}. The weight of a feature is its importance: the gain of its splits weighted by
 * the rows that pass them, per tree and then over the trees, scaled to sum to 1.
 */
public final class GradientBoostedTreesRankingModel extends ClassifierRankingModel {
  private final GBTClassificationModel trees;

  GradientBoostedTreesRankingModel(
      String uid, FeatureAssembler assembler, GBTClassificationModel trees) {
    super(uid, assembler);
    this.trees = trees;
    trees.setProbabilityCol("");
    trees.setPredictionCol("");
  }

  @Override
  protected GBTClassificationModel classifier() {
    return trees;
  }

  @Override
  protected double logOddsPerRaw() {
    return 2;
  }

  @Override
  protected Vector termWeights() {
    return trees.featureImportances();
  }

  @Override
  protected ClassifierRankingModel sameFit() {
    return new GradientBoostedTreesRankingModel(uid(), assembler(), trees);
  }

  public static MLReader<GradientBoostedTreesRankingModel> read() {
    return new PartsReader<>(
        GradientBoostedTreesRankingModel.class,
        (uid, parts) ->
            new GradientBoostedTreesRankingModel(
                uid,
                (FeatureAssembler) parts.named("assembler"),
                (GBTClassificationModel) parts.named("classifier")));
  }
}

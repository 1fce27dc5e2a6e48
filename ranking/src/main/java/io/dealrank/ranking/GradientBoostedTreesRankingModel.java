package io.dealrank.ranking;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores by log-odds: {@code score = 2 F(x)}, F the sum of the shrunk trees, since {@code p = 1 /
 * (1 + exp(-2 F))}. The weight of a feature is its importance: the gain of its splits weighted by
 * the rows that pass them, per tree and then over the trees, scaled to sum to 1. The terms of a
 * score are those of {@link TreePaths}.
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
  protected Dataset<Row> termValues(Dataset<Row> rows, String column) {
    double[] weights = Arrays.stream(trees.treeWeights()).map(w -> w * logOddsPerRaw()).toArray();
    List<Node> roots = Arrays.stream(trees.trees()).map(tree -> tree.rootNode()).toList();
    return TreePaths.add(rows, assembler().entries(), roots, weights, column);
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

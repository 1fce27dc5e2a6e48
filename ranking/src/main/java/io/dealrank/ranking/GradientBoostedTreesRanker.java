package io.dealrank.ranking;

import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gradient-boosted regression trees on the logistic loss (Friedman 2001, "Greedy Function
 * Approximation", Algorithm 1 with squared-error trees, as spark.ml implements it): {@code F_m =
 * F_(m-1) + stepSize h_m}, h_m fitted to the gradient of {@code 2 log(1 + exp(-2 y F))}, y = 1 or
 * -1. Unknown values are filled and flagged by the {@link FeatureAssembler}.
 *
 * <p>Own parameters: {@code maxIter} (trees, default 50, &gt;= 1), {@code maxDepth} (default 4, in
 * [1, 30]), {@code stepSize} (default 0.1, in (0, 1]), {@code subsamplingRate} (share of the rows
 * each tree sees, default 0.8, in (0, 1]), {@code minInstancesPerNode} (rows in a leaf at least,
 * default 20, &gt;= 1).
 */
public final class GradientBoostedTreesRanker extends ClassifierRanker {
  private final IntParam maxIter;
  private final IntParam maxDepth;
  private final DoubleParam stepSize;
  private final DoubleParam subsamplingRate;
  private final IntParam minInstancesPerNode;

  public GradientBoostedTreesRanker() {
    this(Identifiable$.MODULE$.randomUID("gradientBoostedTreesRanker"));
  }

  /** Called by Spark's reader. */
  public GradientBoostedTreesRanker(String uid) {
    super(uid);
    maxIter =
        new IntParam(this, "maxIter", "number of trees, >= 1", ParamValidators.<Object>gtEq(1));
    maxDepth =
        new IntParam(
            this,
            "maxDepth",
            "depth of a tree, in [1, 30]",
            ParamValidators.<Object>inRange(1, 30));
    stepSize =
        new DoubleParam(
            this,
            "stepSize",
            "shrinkage of each tree, in (0, 1]",
            ParamValidators.<Object>inRange(0, 1, false, true));
    subsamplingRate =
        new DoubleParam(
            this,
            "subsamplingRate",
            "share of the rows each tree sees, in (0, 1]",
            ParamValidators.<Object>inRange(0, 1, false, true));
    minInstancesPerNode =
        new IntParam(
            this,
            "minInstancesPerNode",
            "rows in a leaf at least, >= 1",
            ParamValidators.<Object>gtEq(1));
    setDefault(maxIter, 50);
    setDefault(maxDepth, 4);
    setDefault(stepSize, 0.1);
    setDefault(subsamplingRate, 0.8);
    setDefault(minInstancesPerNode, 20);
  }

  @Override
  protected ClassifierRankingModel learn(Dataset<Row> rows, FeatureAssembler assembler) {
    GBTClassifier trees =
        new GBTClassifier()
            .setMaxIter((int) getOrDefault(maxIter))
            .setMaxDepth((int) getOrDefault(maxDepth))
            .setStepSize((double) getOrDefault(stepSize))
            .setSubsamplingRate((double) getOrDefault(subsamplingRate))
            .setMinInstancesPerNode((int) getOrDefault(minInstancesPerNode))
            .setSeed((long) getOrDefault(seed()))
            .setLabelCol(LABEL)
            .setWeightCol(WEIGHT);
    trees.setFeaturesCol(FeatureRankingModel.FEATURES);
    trees.setRawPredictionCol(ClassifierRankingModel.RAW);
    return new GradientBoostedTreesRankingModel(
        Identifiable$.MODULE$.randomUID("gradientBoostedTreesRankingModel"),
        assembler,
        trees.fit(rows.select(LABEL, WEIGHT, FeatureRankingModel.FEATURES)));
  }

  public IntParam maxIter() {
    return maxIter;
  }

  public IntParam maxDepth() {
    return maxDepth;
  }

  public DoubleParam stepSize() {
    return stepSize;
  }

  public DoubleParam subsamplingRate() {
    return subsamplingRate;
  }

  public IntParam minInstancesPerNode() {
    return minInstancesPerNode;
  }

  public GradientBoostedTreesRanker setMaxIter(int value) {
    set(maxIter, value);
    return this;
  }

  public GradientBoostedTreesRanker setMaxDepth(int value) {
    set(maxDepth, value);
    return this;
  }

  public GradientBoostedTreesRanker setStepSize(double value) {
    set(stepSize, value);
    return this;
  }

  public GradientBoostedTreesRanker setSubsamplingRate(double value) {
    set(subsamplingRate, value);
    return this;
  }

  public GradientBoostedTreesRanker setMinInstancesPerNode(int value) {
    set(minInstancesPerNode, value);
    return this;
  }

  public static MLReader<GradientBoostedTreesRanker> read() {
    return new DefaultParamsReadable<GradientBoostedTreesRanker>() {}.read();
  }
}

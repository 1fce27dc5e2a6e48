package io.dealrank.ranking;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameter objects of an {@link XgboostRanker}, and the names they have in XGBoost. */
final class XgboostParamSet {
  private final Params owner;
  final Param<String> objective;
  final IntParam rounds;
  final IntParam maxDepth;
  final DoubleParam learningRate;
  final DoubleParam minChildWeight;
  final DoubleParam subsample;
  final DoubleParam colsample;
  final DoubleParam l2;
  final IntParam maxBins;
  final IntParam trainingPartitions;
  final IntParam threads;
  final Param<String> offsetColumn;

  /** Creates the parameters of {@code owner}, whose uid is already set, and their defaults. */
  XgboostParamSet(Params owner) {
    this.owner = owner;
    objective =
        new Param<>(
            owner,
            "objective",
            "what is learned: binary:logistic or rank:ndcg",
            ParamValidators.inArray(new String[] {XgboostRanker.LOGISTIC, XgboostRanker.NDCG}));
    rounds =
        new IntParam(owner, "rounds", "number of trees, >= 1", ParamValidators.<Object>gtEq(1));
    maxDepth =
        new IntParam(
            owner,
            "maxDepth",
            "depth of a tree, in [1, 16]",
            ParamValidators.<Object>inRange(1, 16));
    learningRate =
        new DoubleParam(
            owner,
            "learningRate",
            "shrinkage of each tree, in (0, 1]",
            ParamValidators.<Object>inRange(0, 1, false, true));
    minChildWeight =
        new DoubleParam(
            owner,
            "minChildWeight",
            "sum of second derivatives in a leaf at least, >= 0",
            ParamValidators.<Object>gtEq(0));
    subsample =
        new DoubleParam(
            owner,
            "subsample",
            "share of the rows each tree sees, in (0, 1]",
            ParamValidators.<Object>inRange(0, 1, false, true));
    colsample =
        new DoubleParam(
            owner,
            "colsample",
            "share of the features each tree sees, in (0, 1]",
            ParamValidators.<Object>inRange(0, 1, false, true));
    l2 =
        new DoubleParam(
            owner,
            "l2",
            "penalty on the squares of leaf values, >= 0",
            ParamValidators.<Object>gtEq(0));
    maxBins =
        new IntParam(
            owner,
            "maxBins",
            "bins a feature is cut into at most, in [2, 65536]",
            ParamValidators.<Object>inRange(2, 65_536));
    trainingPartitions =
        new IntParam(
            owner,
            "trainingPartitions",
            "number of workers that train together and must run at once, >= 1; another number is another model",
            ParamValidators.<Object>gtEq(1));
    threads =
        new IntParam(
            owner,
            "threads",
            "threads of a worker, >= 1; on a cluster no more than spark.task.cpus",
            ParamValidators.<Object>gtEq(1));
    offsetColumn =
        new Param<>(
            owner,
            "offsetColumn",
            "name of a DOUBLE column that is added in training; unset: none");
    owner.setDefault(objective, XgboostRanker.LOGISTIC);
    owner.setDefault(rounds, 100);
    owner.setDefault(maxDepth, 6);
    owner.setDefault(learningRate, 0.1);
    owner.setDefault(minChildWeight, 5.0);
    owner.setDefault(subsample, 1.0);
    owner.setDefault(colsample, 1.0);
    owner.setDefault(l2, 1.0);
    owner.setDefault(maxBins, 256);
    owner.setDefault(trainingPartitions, 1);
    owner.setDefault(threads, 1);
  }

  /** The values by XGBoost's names: how trees are grown on histograms. */
  Map<String, Object> nativeParameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", owner.getOrDefault(objective));
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", owner.getOrDefault(maxDepth));
    parameters.put("eta", owner.getOrDefault(learningRate));
    parameters.put("min_child_weight", owner.getOrDefault(minChildWeight));
    parameters.put("subsample", owner.getOrDefault(subsample));
    parameters.put("colsample_bytree", owner.getOrDefault(colsample));
    parameters.put("lambda", owner.getOrDefault(l2));
    parameters.put("max_bin", owner.getOrDefault(maxBins));
    parameters.put("nthread", owner.getOrDefault(threads));
    return parameters;
  }
}

package io.dealrank.ranking;

import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLReader;

/**
 * Scores by log-odds: {@code score = b + sum_j c_j x_j}, the x_j being the entries of the {@link
 * FeatureAssembler}. The weight of a feature is {@code c_j * deviation(x_j)}: the change of the
 * log-odds per standard deviation of the term in the training rows.
 */
public final class LogisticRegressionRankingModel extends ClassifierRankingModel {
  private final LogisticRegressionModel regression;

  LogisticRegressionRankingModel(
      String uid, FeatureAssembler assembler, LogisticRegressionModel regression) {
    super(uid, assembler);
    this.regression = regression;
    regression.setProbabilityCol("");
    regression.setPredictionCol("");
  }

  @Override
  protected LogisticRegressionModel classifier() {
    return regression;
  }

  @Override
  protected double logOddsPerRaw() {
    return 1;
  }

  @Override
  protected Vector termWeights() {
    double[] weights = regression.coefficients().toArray().clone();
    for (int j = 0; j < weights.length; j++) {
      weights[j] *= assembler().entries().get(j).deviation();
    }
    return Vectors.dense(weights);
  }

  @Override
  protected ClassifierRankingModel sameFit() {
    return new LogisticRegressionRankingModel(uid(), assembler(), regression);
  }

  public static MLReader<LogisticRegressionRankingModel> read() {
    return new PartsReader<>(
        LogisticRegressionRankingModel.class,
        (uid, parts) ->
            new LogisticRegressionRankingModel(
                uid,
                (FeatureAssembler) parts.named("assembler"),
                (LogisticRegressionModel) parts.named("classifier")));
  }
}

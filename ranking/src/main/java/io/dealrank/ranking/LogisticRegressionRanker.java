package io.dealrank.ranking;

import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Logistic regression on standardised features:
 *
 * <pre>
 * min over (b, w)   sum_i a_i log(1 + exp(-y_i (b + w . z_i))) / sum_i a_i
 *                   + regParam ((1 - elasticNet) / 2 |w|^2 + elasticNet |w|_1)
 * </pre>
 *
 * with weight a, y = 1 or -1 and z the entries of the {@link FeatureAssembler} over their standard
 * deviation; b is not penalised.
 *
 * <p>Own parameters: {@code regParam} (default 0.001, &gt;= 0), {@code elasticNet} (default 0: L2,
 * in [0, 1]), {@code maxIter} (default 100, &gt;= 1), {@code tolerance} (default 1e-6, &gt; 0:
 * relative change at which the solver stops).
 */
public final class LogisticRegressionRanker extends ClassifierRanker {
  private final DoubleParam regParam;
  private final DoubleParam elasticNet;
  private final IntParam maxIter;
  private final DoubleParam tolerance;

  public LogisticRegressionRanker() {
    this(Identifiable$.MODULE$.randomUID("logisticRegressionRanker"));
  }

  /** Called by Spark's reader. */
  public LogisticRegressionRanker(String uid) {
    super(uid);
    regParam =
        new DoubleParam(
            this, "regParam", "strength of the penalty, >= 0", ParamValidators.<Object>gtEq(0));
    elasticNet =
        new DoubleParam(
            this,
            "elasticNet",
            "share of L1 in the penalty, in [0, 1]",
            ParamValidators.<Object>inRange(0, 1));
    maxIter =
        new IntParam(this, "maxIter", "iterations at most, >= 1", ParamValidators.<Object>gtEq(1));
    tolerance =
        new DoubleParam(
            this,
            "tolerance",
            "relative change that ends the iterations, > 0",
            ParamValidators.<Object>gt(0));
    setDefault(regParam, 1e-3);
    setDefault(elasticNet, 0.0);
    setDefault(maxIter, 100);
    setDefault(tolerance, 1e-6);
  }

  @Override
  protected ClassifierRankingModel learn(Dataset<Row> rows, FeatureAssembler assembler) {
    LogisticRegression regression =
        new LogisticRegression()
            .setFamily("binomial")
            .setStandardization(true)
            .setRegParam((double) getOrDefault(regParam))
            .setElasticNetParam((double) getOrDefault(elasticNet))
            .setMaxIter((int) getOrDefault(maxIter))
            .setTol((double) getOrDefault(tolerance))
            .setLabelCol(LABEL)
            .setWeightCol(WEIGHT)
            .setFeaturesCol(FeatureRankingModel.FEATURES)
            .setRawPredictionCol(ClassifierRankingModel.RAW);
    return new LogisticRegressionRankingModel(
        Identifiable$.MODULE$.randomUID("logisticRegressionRankingModel"),
        assembler,
        regression.fit(rows.select(LABEL, WEIGHT, FeatureRankingModel.FEATURES)));
  }

  public DoubleParam regParam() {
    return regParam;
  }

  public DoubleParam elasticNet() {
    return elasticNet;
  }

  public IntParam maxIter() {
    return maxIter;
  }

  public DoubleParam tolerance() {
    return tolerance;
  }

  public LogisticRegressionRanker setRegParam(double value) {
    set(regParam, value);
    return this;
  }

  public LogisticRegressionRanker setElasticNet(double value) {
    set(elasticNet, value);
    return this;
  }

  public static MLReader<LogisticRegressionRanker> read() {
    return new DefaultParamsReadable<LogisticRegressionRanker>() {}.read();
  }
}

package io.dealrank.ranking;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.zip_with;

import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores by log-odds: {@code score = b + sum_j c_j x_j}, the x_j being the entries of the {@link
 * FeatureAssembler}. The weight of a feature is {@code c_j * deviation(x_j)}: the change of the
 * log-odds per standard deviation of the term in the training rows. The terms of a score are {@code
 * c_j x_j} and b.
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
  protected Dataset<Row> termValues(Dataset<Row> rows, String column) {
    Column x = vector_to_array(col(FEATURES), "float64");
    Column products =
        zip_with(lit(regression.coefficients().toArray()), x, (c, value) -> c.multiply(value));
    return assembler()
        .transform(rows)
        .withColumn(column, concat(products, array(lit(regression.intercept()))))
        .drop(FEATURES);
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

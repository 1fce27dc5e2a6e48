package io.dealrank.ranking.position;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Inverse propensity weights: min(1 / e, maxWeight) for a positive, 1 for the rest (T. Joachims, A.
 * Swaminathan, T. Schnabel, Unbiased Learning-to-Rank with Biased Feedback, WSDM 2017).
 *
 * <p>For a pointwise logistic loss this learns the odds p / (1 - e p), not p / (1 - p): close for
 * rare positives only. {@link io.dealrank.ranking.PartialObservation} has the right limit and a
 * larger effective sample; prefer it for rankers of a probability. The weights are for losses that
 * sum over positives alone, pairwise and listwise, and for comparison.
 *
 * @param labelColumn 1 positive, 0 or null not
 * @param shareColumn DOUBLE column of e, in (0, 1]
 * @param maxWeight bound of the weights, at least 1: smaller is less variance and more bias
 */
public record PropensityWeights(String labelColumn, String shareColumn, double maxWeight) {
  /**
   * @throws IllegalArgumentException if maxWeight is below 1
   */
  public PropensityWeights {
    if (!(maxWeight >= 1)) {
      throw new IllegalArgumentException(
          "maxWeight must be at least 1, was " + maxWeight + ": change the value.");
    }
  }

  /** The rows with one more DOUBLE column; null where e is null or 0. */
  public Dataset<Row> add(Dataset<Row> rows, String weightColumn) {
    Column weight =
        when(positive(), least(inverse(), lit(maxWeight))).otherwise(when(share().gt(0), 1.0));
    return rows.withColumn(weightColumn, weight);
  }

  /** What the weights do, in one pass. */
  public WeightSummary summary(Dataset<Row> rows) {
    Column weight = least(inverse(), lit(maxWeight));
    Row sums =
        rows.filter(positive())
            .agg(
                count(lit(1)).as("positives"),
                max(weight).as("largest"),
                coalesce(sum(when(inverse().gt(maxWeight), 1L)), lit(0L)).as("clipped"),
                sum(weight).as("weights"),
                sum(weight.multiply(weight)).as("squares"))
            .head();
    long positives = sums.getAs("positives");
    long clipped = sums.getAs("clipped");
    if (positives == 0 || sums.isNullAt(sums.fieldIndex("weights"))) {
      return new WeightSummary(positives, Double.NaN, clipped, Double.NaN, Double.NaN, Double.NaN);
    }
    double total = sums.getAs("weights");
    double effective = total * total / sums.<Double>getAs("squares");
    return new WeightSummary(
        positives,
        sums.getAs("largest"),
        clipped,
        (double) clipped / positives,
        effective,
        effective / positives);
  }

  private Column positive() {
    return coalesce(named(labelColumn).equalTo(1), lit(false));
  }

  private Column share() {
    return named(shareColumn);
  }

  private Column inverse() {
    return when(share().gt(0), lit(1.0).divide(share()));
  }

  private static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}

package io.dealrank.ranking.calibration;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import org.apache.spark.ml.feature.Bucketizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A non-decreasing function given by knots: linear between them, constant beyond the first and the
 * last.
 *
 * @param x scores of the knots, strictly ascending
 * @param p probabilities there, ascending
 */
record StepCurve(double[] x, double[] p) {
  private static final String BUCKET = "__bucket";

  /** The value at a finite score. */
  double at(double score) {
    int found = Arrays.binarySearch(x, score + 0.0);
    int bucket = found >= 0 ? found + 1 : -found - 1;
    if (bucket == 0 || bucket == x.length) {
      return p[bucket == 0 ? 0 : x.length - 1];
    }
    double share = (score - x[bucket - 1]) / (x[bucket] - x[bucket - 1]);
    return Math.min(p[bucket - 1] + share * (p[bucket] - p[bucket - 1]), p[bucket]);
  }

  /**
   * Adds the value at a DOUBLE column that is finite on every row: the bucket by spark.ml's binary
   * search, its ends by index in arrays that are part of the plan.
   */
  Dataset<Row> add(Dataset<Row> rows, String score, String output) {
    int n = x.length;
    double[] splits = new double[n + 2];
    double[] start = new double[n + 1];
    double[] width = new double[n + 1];
    double[] left = new double[n + 1];
    double[] right = new double[n + 1];
    for (int bucket = 0; bucket <= n; bucket++) {
      int from = Math.max(bucket - 1, 0);
      boolean beyond = bucket == 0 || bucket == n;
      splits[bucket + 1] = bucket == n ? Double.POSITIVE_INFINITY : x[bucket];
      start[bucket] = x[from];
      width[bucket] = beyond ? Double.POSITIVE_INFINITY : x[bucket] - x[from];
      left[bucket] = p[from];
      right[bucket] = p[beyond ? from : bucket];
    }
    splits[0] = Double.NEGATIVE_INFINITY;
    Column bucket = col(BUCKET).cast("int");
    Column share = col(score).minus(get(lit(start), bucket)).divide(get(lit(width), bucket));
    Column low = get(lit(left), bucket);
    Column high = get(lit(right), bucket);
    return new Bucketizer()
        .setSplits(splits)
        .setInputCol(score)
        .setOutputCol(BUCKET)
        .setHandleInvalid("keep")
        .transform(rows)
        .withColumn(output, least(low.plus(share.multiply(high.minus(low))), high))
        .drop(BUCKET);
  }
}

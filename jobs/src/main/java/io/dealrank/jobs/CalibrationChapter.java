package io.dealrank.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.calibration.ReliabilityTable;
import io.dealrank.evaluation.report.Calibration;
import io.dealrank.evaluation.report.Chapter;
import io.dealrank.evaluation.report.Missing;
import io.dealrank.evaluation.report.Part;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whether the scores of the test lists are probabilities, and mean what they say. */
final class CalibrationChapter {
  private static final int BINS = 50;
  private static final double SMALLEST = 1e-15;

  private CalibrationChapter() {}

  /**
   * The chapter of judged rows.
   *
   * @param ranker its type, for the reader
   */
  static Chapter of(Dataset<Row> judged, String target, String ranker) {
    Column p = col("model_score");
    Column bounded = least(greatest(p, lit(SMALLEST)), lit(1 - SMALLEST));
    Column loss =
        when(col("label").gt(0), log(bounded)).otherwise(log(lit(1.0).minus(bounded))).multiply(-1);
    Row sums =
        judged
            .agg(min(p), max(p), avg(loss), avg(when(col("label").gt(0), 1.0).otherwise(0.0)))
            .head();
    if (sums.isNullAt(0)) {
      return new Missing(Part.CALIBRATION, "no listing was ranked.");
    }
    if (sums.getDouble(0) < 0 || sums.getDouble(1) > 1) {
      return new Missing(
          Part.CALIBRATION,
          "the scores of "
              + ranker
              + " are no probabilities. The ranker calibrated wraps any other and gives them.");
    }
    double rate = sums.getDouble(3);
    double ofRate = -(rate * Math.log(rate) + (1 - rate) * Math.log1p(-rate));
    return new Calibration(
        target,
        ReliabilityTable.curve(
            ReliabilityTable.of(
                    judged, p, when(col("label").gt(0), 1).otherwise(0), lit("all"), BINS)
                .collectAsList()),
        sums.getDouble(2),
        sums.getDouble(2) / ofRate);
  }
}

package io.dealrank.ranking.calibration;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Labelled rows cut in two: to train on, and held out. Rows without a label belong to neither.
 *
 * @param heldOut true for rows held out, false for all others
 * @param how of what the cut was made, for messages
 * @param trainingRows labelled rows of weight above 0 to train on
 * @param trainingPositives of these, with label 1
 * @param heldOutRows labelled rows of weight above 0 held out
 * @param heldOutPositives of these, with label 1
 */
public record HoldoutSplit(
    Column heldOut,
    String how,
    long trainingRows,
    long trainingPositives,
    long heldOutRows,
    long heldOutPositives) {
  private static final long HASHES = 1_000_000;

  /**
   * Holds out the last share of queries: a query's time is that of its first row, in whole minutes
   * so that the exact quantile of all queries fits into memory, and rows from that minute on are
   * held out. Rows without time are trained on. A query shown across the cut is cut as well.
   */
  static HoldoutSplit byTime(
      Dataset<Row> rows, Column label, Column weight, String query, String time, double share) {
    Column minute = floor(unix_seconds(named(time).cast("timestamp")).divide(60.0));
    Row cut =
        rows.filter(label.isNotNull().and(weight.gt(0)))
            .groupBy(named(query))
            .agg(min(minute).as("minute"))
            .agg(percentile(col("minute"), lit(1 - share)).as("cut"))
            .head();
    Column heldOut =
        cut.isNullAt(0) ? lit(false) : coalesce(minute.geq(cut.<Double>getAs("cut")), lit(false));
    return of(rows, label, weight, heldOut, "time ('" + time + "')");
  }

  /** Holds out a share of queries by a hash of the query: the same on every run. */
  static HoldoutSplit byHash(
      Dataset<Row> rows, Column label, Column weight, String query, double share) {
    Column hash = pmod(xxhash64(named(query)), lit(HASHES));
    Column heldOut = hash.lt(lit(Math.round(share * HASHES)));
    return of(rows, label, weight, heldOut, "a hash of '" + query + "'");
  }

  private static HoldoutSplit of(
      Dataset<Row> rows, Column label, Column weight, Column heldOut, String how) {
    Column used = label.isNotNull().and(weight.gt(0));
    Column positive = label.equalTo(1);
    Row counts =
        rows.agg(
                count_if(used.and(heldOut.equalTo(false))).as("training"),
                count_if(used.and(heldOut.equalTo(false)).and(positive)).as("training_positives"),
                count_if(used.and(heldOut)).as("held_out"),
                count_if(used.and(heldOut).and(positive)).as("held_out_positives"))
            .head();
    return new HoldoutSplit(
        heldOut,
        how,
        counts.<Long>getAs("training"),
        counts.<Long>getAs("training_positives"),
        counts.<Long>getAs("held_out"),
        counts.<Long>getAs("held_out_positives"));
  }

  /** Whether a ranker can be trained on the one part. */
  public boolean canTrain() {
    return trainingPositives > 0 && trainingPositives < trainingRows;
  }

  /** Whether a probability can be told from the other part. */
  public boolean canCalibrate() {
    return heldOutPositives > 0 && heldOutPositives < heldOutRows;
  }

  /** Refuses a split with an empty part, or one that no ranker can be trained on. */
  HoldoutSplit checked(String label) {
    if (trainingRows == 0) {
      throw CalibrationErrors.emptyPart("to train on", how, trainingRows, heldOutRows);
    }
    if (heldOutRows == 0) {
      throw CalibrationErrors.emptyPart("held out", how, trainingRows, heldOutRows);
    }
    if (!canTrain()) {
      throw CalibrationErrors.oneClassToTrainOn(label, trainingRows, trainingPositives);
    }
    return this;
  }
}

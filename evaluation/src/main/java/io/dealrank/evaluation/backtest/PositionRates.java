package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The label rate by position shown: {@code positives / impressions}, positions 1 to 20. A steep
 * fall is position bias or a good production order; the log alone cannot tell which.
 */
public final class PositionRates {
  /** The last position of the table. */
  public static final int LAST_POSITION = 20;

  /** One row per position that occurs, in any order. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          position INT COMMENT '1-based, as shown',
          impressions BIGINT COMMENT 'listings shown there',
          positives BIGINT COMMENT 'of them with a label above 0',
          label_sum BIGINT COMMENT 'sum of the labels',
          rate DOUBLE COMMENT 'positives / impressions, 0 to 1'
          """);

  private PositionRates() {}

  /** The rates of {@link JudgedRankings}. */
  public static Dataset<Row> of(Dataset<Row> rankings) {
    return JudgedRankings.require(rankings, List.of())
        .filter(col(JudgedRankings.POSITION).leq(LAST_POSITION))
        .groupBy(col(JudgedRankings.POSITION))
        .agg(
            count(lit(1)).as("impressions"),
            count(when(col(JudgedRankings.LABEL).gt(0), lit(1))).as("positives"),
            sum(col(JudgedRankings.LABEL)).as("label_sum"),
            avg(when(col(JudgedRankings.LABEL).gt(0), lit(1.0)).otherwise(lit(0.0))).as("rate"))
        .to(SCHEMA);
  }

  /**
   * One position.
   *
   * @param position 1-based
   * @param impressions listings shown there
   * @param positives of them with a label above 0
   * @param labelSum sum of the labels
   */
  public record Rate(int position, long impressions, long positives, long labelSum) {
    /** A collected row of {@link PositionRates#of}. */
    public static Rate from(Row row) {
      return new Rate(
          row.<Integer>getAs("position"),
          row.<Long>getAs("impressions"),
          row.<Long>getAs("positives"),
          row.<Long>getAs("label_sum"));
    }

    /** {@code positives / impressions}. */
    public double rate() {
      return (double) positives / impressions;
    }
  }
}

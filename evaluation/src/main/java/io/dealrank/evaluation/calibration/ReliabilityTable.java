package io.dealrank.evaluation.calibration;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The sums behind {@link ReliabilityCurve#ofEqualWidth} of a table, per segment: one small shuffle,
 * one row per segment and bin that has rows. Rows without probability or label are left out.
 */
public final class ReliabilityTable {
  /** One row per segment and bin, in any order. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          segment STRING,
          bin INT COMMENT '0-based, bin / bins <= p < (bin + 1) / bins, the last with p = 1',
          count BIGINT COMMENT 'rows',
          predicted DOUBLE COMMENT 'sum of the probabilities',
          observed BIGINT COMMENT 'rows with label 1',
          predicted_squares DOUBLE COMMENT 'sum of the squared probabilities',
          predicted_of_observed DOUBLE COMMENT 'sum of the probabilities of rows with label 1'
          """);

  private ReliabilityTable() {}

  /**
   * The table of rows.
   *
   * @param p probability, DOUBLE in [0, 1]
   * @param label 1 or 0
   * @param segment name of the segment of a row; a constant for all rows
   * @param bins number of bins, at least 1
   */
  public static Dataset<Row> of(
      Dataset<Row> rows, Column p, Column label, Column segment, int bins) {
    Column bin = least(floor(p.multiply(bins)).cast("int"), lit(bins - 1));
    Dataset<Row> kept =
        rows.filter(p.isNotNull().and(label.isNotNull()))
            .select(
                segment.cast("string").as("segment"),
                bin.as("bin"),
                p.as("p"),
                label.cast("long").as("y"));
    return kept.groupBy(col("segment"), col("bin"))
        .agg(
            count(lit(1)).as("count"),
            sum(col("p")).as("predicted"),
            sum(col("y")).as("observed"),
            sum(col("p").multiply(col("p"))).as("predicted_squares"),
            sum(col("p").multiply(col("y"))).as("predicted_of_observed"))
        .to(SCHEMA);
  }

  /** The curve of collected rows of one segment. */
  public static ReliabilityCurve curve(List<Row> ofOneSegment) {
    return new ReliabilityCurve(
        ofOneSegment.stream()
            .sorted(Comparator.comparingInt(row -> row.<Integer>getAs("bin")))
            .map(
                row ->
                    new ReliabilityBin(
                        row.<Long>getAs("count"),
                        row.<Double>getAs("predicted"),
                        row.<Long>getAs("observed"),
                        row.<Double>getAs("predicted_squares"),
                        row.<Double>getAs("predicted_of_observed")))
            .toList());
  }
}

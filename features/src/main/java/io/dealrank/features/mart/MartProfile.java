package io.dealrank.features.mart;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The profile of a mart: for each day and column how many entities have a value, how the values are
 * distributed, and how far they are from the day before. A map column has a row for the column as a
 * whole and one per bucket, for the {@value #BUCKETS} buckets with the most entities of the day.
 *
 * <p>One pass over the mart: each task counts values in bins ({@link ValueHistogram}), one shuffle
 * by column brings the days of a column together, in order. The same content gives the same rows,
 * however its rows are partitioned and ordered. Counts, shares, min and max are exact. A quantile
 * is a value of the mart less than 0.2% above the exact one, and the exact one where values are
 * whole numbers up to 1024. Mean and deviation are of the values cut to 26 bits, more than seven
 * digits.
 */
public final class MartProfile {
  /** How many buckets of a column have a row of their own. */
  public static final int BUCKETS = 50;

  /** One row per day, column and bucket. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          ds DATE COMMENT 'day of the snapshot, UTC; the partition',
          column STRING COMMENT 'column of the mart',
          bucket STRING COMMENT 'bucket of a map column; null: the column as a whole',
          entities BIGINT COMMENT 'rows of the snapshot',
          null_share DOUBLE COMMENT 'share of entities without a value, 0 to 1: null, an empty map, or no entry for the bucket',
          not_finite_share DOUBLE COMMENT 'share of entities with NaN or an infinity, 0 to 1; null here and below: the column holds no numbers',
          finite_values BIGINT COMMENT 'entities with a finite value, which all that follows is about; null below: there is none',
          mean DOUBLE COMMENT 'of the values, cut to 26 bits',
          stddev DOUBLE COMMENT 'of the population, the values cut to 26 bits',
          min DOUBLE COMMENT 'smallest value',
          q01 DOUBLE COMMENT 'smallest value with 1% of the values at or below it; less than 0.2% above the exact one, as all quantiles',
          q25 DOUBLE COMMENT 'the same for 25%',
          median DOUBLE COMMENT 'the same for 50%',
          q75 DOUBLE COMMENT 'the same for 75%',
          q99 DOUBLE COMMENT 'the same for 99%',
          max DOUBLE COMMENT 'largest value',
          deciles ARRAY<STRUCT<upper: DOUBLE, values: BIGINT>> COMMENT 'quantiles of 10%, 20%, ..., 90%, equal ones once, with the number of values at or below',
          psi DOUBLE COMMENT 'population stability index over the deciles of the day before; null: no values then or now',
          buckets_left_out BIGINT COMMENT 'buckets without a row of their own; null: not a map as a whole'
          """);

  private MartProfile() {}

  /**
   * The profile of all days of a mart.
   *
   * @param mart rows with {@code ds}, and columns of any type
   * @param before stored profiles of days that the mart has no rows of, to compare the day after
   *     each with; may be empty
   * @throws IllegalArgumentException if {@code ds} is missing or no DATE
   */
  public static Dataset<Row> of(Dataset<Row> mart, Dataset<Row> before) {
    requireDay(mart.schema());
    List<ProfiledColumn> columns = new ArrayList<>(ProfiledColumn.of(mart.schema()));
    MapPartitionsFunction<Row, Row> profile = rows -> new ProfileIterator(rows, columns);
    return histograms(mart, columns)
        .unionByName(stored(before))
        .repartition(col("column"))
        .sortWithinPartitions("column", "day", "bucket")
        .mapPartitions(profile, Encoders.row(SCHEMA))
        .to(SCHEMA);
  }

  private static Dataset<Row> histograms(Dataset<Row> mart, List<ProfiledColumn> columns) {
    List<Column> read = new ArrayList<>(List.of(unix_date(col("ds")).as("day")));
    columns.forEach(column -> read.add(column.values()));
    MapPartitionsFunction<Row, Row> count = rows -> new HistogramIterator(rows, columns);
    return mart.select(read.toArray(Column[]::new))
        .mapPartitions(count, Encoders.row(HistogramIterator.SCHEMA));
  }

  /** Histograms with the deciles and the largest value for bins: their deciles are the same. */
  private static Dataset<Row> stored(Dataset<Row> before) {
    Column bins =
        expr(
            """
            filter(
              concat(
                transform(deciles, (d, i) -> named_struct(
                  'upper', d.upper,
                  'values', d.values - if(i = 0, 0, deciles[i - 1].values),
                  'offsets', 0L, 'squares', 0L)),
                array(named_struct(
                  'upper', max,
                  'values', finite_values - element_at(deciles, -1).values,
                  'offsets', 0L, 'squares', 0L))),
              bin -> bin.values > 0)
            """);
    return before
        .filter(col("finite_values").gt(0))
        .select(
            col("column"),
            unix_date(col("ds")).as("day"),
            col("bucket"),
            lit(true).as("stored"),
            struct(col("entities"), col("finite_values").as("present"), col("min"), bins.as("bins"))
                .as("histogram"));
  }

  private static void requireDay(StructType mart) {
    DataType found =
        Arrays.stream(mart.fields())
            .filter(field -> field.name().equals("ds"))
            .map(StructField::dataType)
            .findFirst()
            .orElse(DataTypes.NullType);
    if (!found.equals(DataTypes.DateType)) {
      throw new IllegalArgumentException(
          "A mart's profile is by day: column ds must be DATE, and is "
              + (found.equals(DataTypes.NullType) ? "missing" : found.sql())
              + "; columns found: "
              + String.join(", ", mart.fieldNames())
              + ".");
    }
  }
}

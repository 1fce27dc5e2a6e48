package io.dealrank.features.mart;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import io.dealrank.features.Lake;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Smoothing;
import io.dealrank.features.vertical.Vertical;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A mart is the table of a feature group: one row per entity and day {@code ds}, with the features
 * as of midnight UTC at the start of that day. An entity has rows from the first midnight after its
 * first fact on; a missing row means that nothing was known.
 */
public final class Mart {
  private Mart() {}

  /** Columns of the mart with their meaning. */
  public static StructType schema(FeatureGroup group) {
    StructType schema =
        StructType.fromDDL(
            """
            ds DATE NOT NULL COMMENT 'day of the snapshot, UTC; the partition',
            entity_id STRING NOT NULL COMMENT 'the entity; with ds the key',
            as_of TIMESTAMP NOT NULL COMMENT 'facts before this instant count: midnight UTC at the start of ds'
            """);
    StructType features = PointInTime.features(group);
    for (MartColumn column : group.columns()) {
      schema =
          schema.add(
              column.name(), features.apply(column.name()).dataType(), true, meaning(column));
    }
    return schema;
  }

  /**
   * Snapshots of the days [from, to], in the mart's schema.
   *
   * @param carried where to start, not after {@code from}; null: at the first fact
   * @param priors fitted priors of the days
   */
  public static Dataset<Row> snapshots(
      Vertical vertical,
      Lake lake,
      FeatureGroup group,
      LocalDate from,
      LocalDate to,
      PointInTime.Carried carried,
      Priors priors) {
    return PointInTime.snapshots(vertical, lake, group, from, to, carried, priors)
        .withColumn("ds", to_date(col("as_of")))
        .to(schema(group));
  }

  /**
   * {@link #snapshots} with a column more, {@code state}: on the last day what is known of the
   * entity then, else null.
   */
  public static Dataset<Row> snapshotsAndStates(
      Vertical vertical,
      Lake lake,
      FeatureGroup group,
      LocalDate from,
      LocalDate to,
      PointInTime.Carried carried,
      Priors priors) {
    return PointInTime.snapshotsAndStates(vertical, lake, group, from, to, carried, priors)
        .withColumn("ds", to_date(col("as_of")))
        .to(schema(group).add("state", DataTypes.BinaryType, true));
  }

  /** Snapshots from the first fact on, of a group without fitted priors. */
  public static Dataset<Row> snapshots(
      Vertical vertical, Lake lake, FeatureGroup group, LocalDate from, LocalDate to) {
    return snapshots(vertical, lake, group, from, to, null, Priors.NONE);
  }

  private static String meaning(MartColumn column) {
    Measure measure = column.measure();
    String what =
        switch (measure.kind()) {
          case COUNT -> "number of facts" + decayed(measure);
          case SUM -> "sum of " + measure.sum() + decayed(measure);
          case MEAN -> "mean of " + measure.mean() + "; null: none";
          case MIN -> "least " + measure.min() + "; null: none";
          case MAX -> "greatest " + measure.max() + "; null: none";
          case VARIANCE -> "population variance of " + measure.variance() + "; null: none";
          case FIRST -> ends("first", measure.first(), measure);
          case LAST -> ends("latest", measure.last(), measure);
          case DISTINCT -> "number of different " + measure.distinct();
          case QUANTILE ->
              "quantile "
                  + (measure.q() == null ? 0.5 : measure.q())
                  + " of "
                  + measure.quantile()
                  + "; null: none";
          case RATE ->
              "share of trials older than "
                  + measure.maturity()
                  + " with "
                  + measure.rate()
                  + " within it, 0 to 1"
                  + smoothing(measure);
          case RECENCY -> "days since the latest fact; null: none";
          case TIME_TO -> "mean hours to " + measure.timeTo() + ", censored; null: no outcome yet";
          case STREAK ->
              "latest trials in a row, older than "
                  + measure.maturity()
                  + ", without "
                  + measure.streak()
                  + " within it";
          case TREND ->
              "facts per day in the "
                  + measure.trend()
                  + " before over facts per day in the "
                  + measure.over()
                  + " before; null: none";
          case SHARE -> "share of the facts, 0 to 1";
          case ENTROPY -> "entropy of the shares by " + measure.entropy() + ", bits; null: none";
          case TOP ->
              measure.kept() + " buckets of " + measure.top() + " with the most facts; null: none";
        };
    String where = measure.where() == null ? "" : " where " + measure.where();
    String window = column.window().unbounded() ? "" : " in the " + column.window() + " before";
    String bucket = column.bucket() == null ? "" : ", by " + column.bucket();
    return (what + where + window + bucket).replace("'", "");
  }

  private static String decayed(Measure measure) {
    return measure.halfLife() == null ? "" : ", halved every " + measure.halfLife();
  }

  private static String ends(String which, String expression, Measure measure) {
    return which
        + (measure.k() == null ? " " : " " + measure.k() + " ")
        + expression
        + "; null: none";
  }

  private static String smoothing(Measure measure) {
    Smoothing smoothing = measure.smoothing();
    if (smoothing == null) {
      return "; null: no mature trial";
    }
    return smoothing.empiricalBayes()
        ? ", prior fitted as of the day"
        : ", prior " + smoothing.prior() + " of strength " + smoothing.strength();
  }
}

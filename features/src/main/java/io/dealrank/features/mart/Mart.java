package io.dealrank.features.mart;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import io.dealrank.features.Lake;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Vertical;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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

  /** Snapshots of the days [from, to], in the mart's schema. */
  public static Dataset<Row> snapshots(
      Vertical vertical, Lake lake, FeatureGroup group, LocalDate from, LocalDate to) {
    return PointInTime.snapshots(vertical, lake, group, from, to)
        .withColumn("ds", to_date(col("as_of")))
        .to(schema(group));
  }

  private static String meaning(MartColumn column) {
    Measure measure = column.measure();
    String what =
        switch (measure.kind()) {
          case COUNT -> "number of facts";
          case SUM -> "sum of " + measure.sum();
          case MEAN -> "mean of " + measure.mean() + "; null: none";
          case RATE ->
              "share of trials older than "
                  + measure.maturity()
                  + " with "
                  + measure.rate()
                  + " within it, 0 to 1"
                  + (measure.smoothing() == null
                      ? "; null: no mature trial"
                      : ", prior "
                          + measure.smoothing().prior()
                          + " of strength "
                          + measure.smoothing().strength());
          case RECENCY -> "days since the latest fact; null: none";
        };
    String where = measure.where() == null ? "" : " where " + measure.where();
    String window = column.window().unbounded() ? "" : " in the " + column.window() + " before";
    String bucket = column.bucket() == null ? "" : ", by " + column.bucket();
    return (what + where + window + bucket).replace("'", "");
  }
}

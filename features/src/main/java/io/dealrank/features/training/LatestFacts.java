package io.dealrank.features.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Evidence of what features knew, two columns per group: {@code <group>_asked_at}, the instant as
 * of which its features are, and {@code <group>_latest_fact}, the time of the latest fact in them.
 * A row leaks if a latest fact is not before its instant.
 */
final class LatestFacts {
  private LatestFacts() {}

  /**
   * The rows with both columns of each group.
   *
   * @param rows with the group's answer, which ends with {@code latest_fact}
   */
  static Dataset<Row> attach(Dataset<Row> rows, List<FeatureGroup> groups, Column askedAt) {
    Dataset<Row> attached = rows;
    for (FeatureGroup group : groups) {
      attached =
          attached
              .withColumn(askedAt(group), askedAt)
              .withColumn(latestFact(group), col(group.group() + ".latest_fact"));
    }
    return attached;
  }

  static List<Column> columns(Vertical vertical) {
    List<Column> columns = new ArrayList<>();
    for (FeatureGroup group : vertical.features()) {
      columns.add(col(askedAt(group)));
      columns.add(col(latestFact(group)));
    }
    return columns;
  }

  /** The schema with the columns after its own. */
  static StructType addedTo(StructType schema, Vertical vertical) {
    StructType added = schema;
    for (FeatureGroup group : vertical.features()) {
      String asked = "as of when the features of " + group.group() + " are, UTC";
      String latest =
          "time of the latest fact in the features of " + group.group() + ", UTC; null: none";
      added =
          added
              .add(askedAt(group), DataTypes.TimestampType, true, asked)
              .add(latestFact(group), DataTypes.TimestampType, true, latest);
    }
    return added;
  }

  /** The rows that leak. */
  static Dataset<Row> leaks(Dataset<Row> rows, Vertical vertical) {
    Column leak = lit(false);
    for (FeatureGroup group : vertical.features()) {
      leak = leak.or(col(latestFact(group)).geq(col(askedAt(group))));
    }
    return rows.filter(leak);
  }

  private static String askedAt(FeatureGroup group) {
    return group.group() + "_asked_at";
  }

  private static String latestFact(FeatureGroup group) {
    return group.group() + "_latest_fact";
  }
}

package io.dealrank.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.features.Lake;
import io.dealrank.features.pointintime.FactDigest;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.PointInTime.Carried;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What was known of every entity of a group as of the latest day built, and a digest of the facts
 * it comes from. One state, replaced by one commit.
 */
record GroupState(Workspace workspace, Vertical vertical, FeatureGroup group) {
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          ds DATE NOT NULL COMMENT 'facts known before this midnight UTC are in the state',
          entity_id STRING NOT NULL COMMENT 'the entity; key',
          state BINARY NOT NULL COMMENT 'contributions and sums that windows still reach; internal',
          digest BIGINT NOT NULL COMMENT 'of the facts known before ds'
          """);

  private DeltaFolder table() {
    return workspace.state(group.group());
  }

  /** The day of the state; null: there is none, or no entity is known. */
  LocalDate asOf() {
    List<Row> day = table().exists() ? rows().select("ds").takeAsList(1) : List.of();
    return day.isEmpty() ? null : day.get(0).getLocalDate(0);
  }

  Dataset<Row> rows() {
    return table().read("");
  }

  /** Digests of the facts of every entity: {@code entity_id}, {@code digest_0} ... */
  Dataset<Row> digests(Lake lake, LocalDate... asOf) {
    return FactDigest.of(vertical, lake, group, List.of(asOf));
  }

  /** Priorless state rows of some facts as of a day. */
  Dataset<Row> states(Lake lake, LocalDate asOf, Carried carried) {
    return PointInTime.states(vertical, lake, group, asOf, carried);
  }

  /**
   * Replaces the state.
   *
   * @param carried where to start; null: at the first fact
   * @param digests whose last column is the digest as of the day
   */
  void replace(Lake lake, LocalDate asOf, Carried carried, Dataset<Row> digests) {
    String latest = digests.columns()[digests.columns().length - 1];
    Dataset<Row> digest = digests.select(col("entity_id").as("known"), col(latest).as("digest"));
    Dataset<Row> states =
        states(lake, asOf, carried)
            .join(digest, col("entity_id").equalTo(col("known")), "left")
            .select(
                lit(asOf).as("ds"),
                col("entity_id"),
                col("state"),
                coalesce(col("digest"), lit(0L)).as("digest"));
    table().replace(states, SCHEMA);
  }
}

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
 *
 * @param definition what a state must have been made from to be of use
 */
record GroupState(Workspace workspace, Vertical vertical, FeatureGroup group, String definition) {
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          ds DATE NOT NULL COMMENT 'facts known before this midnight UTC are in the state',
          entity_id STRING NOT NULL COMMENT 'the entity; key',
          state BINARY NOT NULL COMMENT 'contributions and sums that windows still reach; internal',
          digest BIGINT NOT NULL COMMENT 'of the facts known before ds',
          definition STRING NOT NULL COMMENT 'hash of the group and of the form of the state'
          """);

  private DeltaFolder table() {
    return workspace.state(group.group());
  }

  /** The day of the state; null: there is none of this definition, or no entity is known. */
  LocalDate asOf() {
    List<Row> any = table().exists() ? rows().select("ds", "definition").takeAsList(1) : List.of();
    return any.isEmpty() || !any.get(0).getString(1).equals(definition)
        ? null
        : any.get(0).getLocalDate(0);
  }

  Dataset<Row> rows() {
    return table().read("");
  }

  /** Digests of the facts of every entity: {@code entity_id}, {@code digest_0} ... */
  Dataset<Row> digests(Lake lake, LocalDate... asOf) {
    return FactDigest.of(vertical, lake, group, List.of(asOf));
  }

  /** States of the entities of some facts as of a day: {@code entity_id}, {@code state}. */
  Dataset<Row> states(Lake lake, LocalDate asOf, Carried carried) {
    return PointInTime.states(vertical, lake, group, asOf, carried);
  }

  /**
   * Replaces the state.
   *
   * @param states {@code entity_id}, {@code state} as of the day
   * @param digests whose last column is the digest as of the day
   */
  void replace(LocalDate asOf, Dataset<Row> states, Dataset<Row> digests) {
    String latest = digests.columns()[digests.columns().length - 1];
    Dataset<Row> digest = digests.select(col("entity_id").as("known"), col(latest).as("digest"));
    Dataset<Row> rows =
        states
            .join(digest, col("entity_id").equalTo(col("known")), "left")
            .select(
                lit(asOf).as("ds"),
                col("entity_id"),
                col("state"),
                coalesce(col("digest"), lit(0L)).as("digest"),
                lit(definition).as("definition"));
    table().replace(rows, SCHEMA);
  }
}

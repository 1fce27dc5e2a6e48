package io.dealrank.jobs;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.features.Lake;
import io.dealrank.features.mart.Mart;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.PointInTime.Carried;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.FeatureGroup;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The entities of a group whose facts before its state's day are others now than when the state was
 * made: facts that came late, changed or vanished.
 */
final class LateFacts implements AutoCloseable {
  private final GroupState state;
  private final LocalDate asOf;
  private final Dataset<Row> digests;
  private final Dataset<Row> late;
  private final long count;
  private final Lake lake;

  /**
   * Compares the facts of now with the state.
   *
   * @param asOf the day of the state
   * @param later the day of the next state
   */
  LateFacts(GroupState state, Lake lake, LocalDate asOf, LocalDate later) {
    this.state = state;
    this.lake = lake;
    this.asOf = asOf;
    this.digests = state.digests(lake, asOf, later).persist(StorageLevel.MEMORY_AND_DISK());
    Column changed = coalesce(col("digest"), lit(0L)).notEqual(coalesce(col("digest_0"), lit(0L)));
    this.late =
        digests
            .join(
                state.rows().select(col("entity_id").as("was"), col("digest")),
                col("entity_id").equalTo(col("was")),
                "full")
            .filter(changed)
            .select(coalesce(col("entity_id"), col("was")).as("entity_id"))
            .persist(StorageLevel.MEMORY_AND_DISK());
    this.count = late.count();
  }

  /** Number of entities. */
  long count() {
    return count;
  }

  /** Digests of all entities, as of the state's day and of the next state's. */
  Dataset<Row> digests() {
    return digests;
  }

  /** The state to start from: that of the late entities made anew. */
  Carried carried() {
    Dataset<Row> rows = state.rows().select("entity_id", "state");
    if (count == 0) {
      return new Carried(asOf, rows);
    }
    Dataset<Row> fresh = state.states(ofLate(), asOf, null);
    return new Carried(asOf, withoutLate(rows).unionByName(fresh));
  }

  private Lake ofLate() {
    return PointInTime.ofEntities(state.vertical(), lake, state.group(), late);
  }

  private Dataset<Row> withoutLate(Dataset<Row> rows) {
    Dataset<Row> wanted = late.select(col("entity_id").as("late_entity"));
    return rows.join(wanted, col("entity_id").equalTo(col("late_entity")), "left_anti");
  }

  private Dataset<Row> onlyLate(Dataset<Row> rows) {
    Dataset<Row> wanted = late.select(col("entity_id").as("late_entity"));
    return rows.join(wanted, col("entity_id").equalTo(col("late_entity")), "left_semi");
  }

  /**
   * Makes the rows of the late entities anew and rewrites the days in which any of them differs.
   *
   * @param priors fitted priors of the days built; a late fact moves them, and with them the rows
   *     of every entity
   * @return number of days rewritten
   */
  int rewrite(DeltaFolder mart, DayRanges built, Priors priors) {
    FeatureGroup group = state.group();
    Lake facts = group.fitted() ? lake : ofLate();
    Dataset<Row> fresh =
        Mart.snapshots(state.vertical(), facts, group, built.first(), built.last(), null, priors)
            .filter(built.among("ds"))
            .persist(StorageLevel.DISK_ONLY());
    try {
      Dataset<Row> stored = mart.read("").filter(built.among("ds"));
      List<LocalDate> days =
          changed(byDay(fresh), byDay(group.fitted() ? stored : onlyLate(stored)));
      if (!days.isEmpty()) {
        Column among = col("ds").isin(days.toArray());
        Dataset<Row> rows = fresh.filter(among);
        if (!group.fitted()) {
          rows = withoutLate(stored.filter(among)).unionByName(rows);
        }
        mart.replaceDays(rows.repartition(col("ds")), days);
      }
      return days.size();
    } finally {
      var unused = fresh.unpersist();
    }
  }

  private static List<LocalDate> changed(Dataset<Row> now, Dataset<Row> before) {
    return now
        .as("a")
        .join(before.as("b"), col("a.ds").equalTo(col("b.ds")), "full")
        .filter(col("a.rows").eqNullSafe(col("b.rows")).equalTo(false))
        .select(coalesce(col("a.ds"), col("b.ds")))
        .collectAsList()
        .stream()
        .map(row -> row.getLocalDate(0))
        .sorted()
        .toList();
  }

  /** Per day a digest of its rows. */
  private static Dataset<Row> byDay(Dataset<Row> rows) {
    Column[] columns = Arrays.stream(rows.columns()).map(c -> col(c)).toArray(Column[]::new);
    return rows.groupBy("ds").agg(bit_xor(xxhash64(to_json(struct(columns)))).as("rows"));
  }

  @Override
  public void close() {
    var unusedLate = late.unpersist();
    var unusedDigests = digests.unpersist();
  }
}

package io.dealrank.features.pointintime.cases;

import io.dealrank.features.Lake;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.PointInTime.Carried;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The mart of a group of a batch, built stretch by stretch from carried states. */
final class DayByDay {
  private final SparkSession spark;
  private final Vertical vertical;
  private final FeatureGroup group;
  private final Lake lake;
  private final TreeMap<LocalDate, Carried> states = new TreeMap<>();
  private final TreeMap<LocalDate, List<Row>> marts = new TreeMap<>();

  DayByDay(SparkSession spark, Batch batch, String group) {
    this.spark = spark;
    this.vertical = batch.file().vertical();
    this.group = batch.featureGroup(group);
    this.lake = batch.lake(spark, Arrangement.PLAIN);
  }

  /** All facts of the group. */
  Dataset<Row> facts() {
    return lake.facts(group.from());
  }

  /** The days [first, last) in one sweep over all that happened. */
  List<Row> backfill(Dataset<Row> facts, LocalDate first, LocalDate last) {
    return snapshots(facts, first, last, null);
  }

  /** Entity to state as of a day: as it was carried on, or by one sweep over all that happened. */
  Map<String, String> states(Dataset<Row> facts, LocalDate day, boolean carried) {
    Dataset<Row> rows =
        carried
            ? states.get(day).rows()
            : PointInTime.states(vertical, lake.with(group.from(), facts), group, day, null);
    return rows.collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> hex(row.getAs("state"))));
  }

  private static String hex(byte[] state) {
    return HexFormat.of().formatHex(state);
  }

  /**
   * Builds the days [from, to) anew, from the state saved as of {@code from} if there is one, and
   * saves the state as of {@code to}.
   */
  void build(Dataset<Row> facts, LocalDate from, LocalDate to) {
    Carried carried = states.get(from);
    marts.subMap(from, to).clear();
    for (Row row : snapshots(facts, from, to, carried)) {
      LocalDate day = row.<Instant>getAs("as_of").atZone(ZoneOffset.UTC).toLocalDate();
      marts.computeIfAbsent(day, d -> new ArrayList<>()).add(row);
    }
    Dataset<Row> state =
        PointInTime.states(vertical, lake.with(group.from(), facts), group, to, carried);
    states.put(to, new Carried(to, spark.createDataFrame(state.collectAsList(), state.schema())));
  }

  /** Every row of the mart as it stands. */
  List<Row> rows() {
    return marts.values().stream().flatMap(List::stream).sorted(order()).toList();
  }

  private List<Row> snapshots(Dataset<Row> facts, LocalDate from, LocalDate to, Carried carried) {
    Lake own = lake.with(group.from(), facts);
    return PointInTime.snapshots(vertical, own, group, from, to.minusDays(1), carried, Priors.NONE)
        .collectAsList()
        .stream()
        .sorted(order())
        .toList();
  }

  private static Comparator<Row> order() {
    return Comparator.<Row, Instant>comparing(row -> row.getAs("as_of"))
        .thenComparing(row -> row.<String>getAs("entity_id"));
  }
}

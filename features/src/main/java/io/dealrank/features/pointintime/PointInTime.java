package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.col;

import io.dealrank.features.Lake;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Features as of an instant t, from facts with time &lt; t only.
 *
 * <p>One sweep per entity: its facts and the questions about it lie together after one shuffle by
 * entity, sorted by time ({@link SortedStream}); all windows, buckets and measures of all groups
 * slide forward over them in one pass ({@link GroupSweep}). No join on time ranges, no row
 * multiplied: cost grows with facts + questions, not with windows × facts. Of one entity the
 * contributions that a window still reaches are in memory, 8 to 16 bytes each.
 */
public final class PointInTime {
  private PointInTime() {}

  /**
   * The type of a group's features: one column each, DOUBLE but for the measures that give names or
   * several values; a MAP of bucket to that by bucket. Counts and sums of nothing are 0, a smoothed
   * rate of nothing is its prior, everything else of nothing is null.
   */
  public static StructType features(FeatureGroup group) {
    return FeatureSchema.of(group);
  }

  /**
   * What was known of every entity before a midnight, so that a sweep can start there.
   *
   * @param asOf the day at whose start, UTC
   * @param rows {@code entity_id} STRING, {@code state} BINARY, as {@link #states} gives them
   */
  public record Carried(LocalDate asOf, Dataset<Row> rows) {}

  /** What {@link #ask} is to answer with. */
  public record Asked(Map<String, Priors> priors, boolean latestFact) {
    /** No fitted priors, no latest fact. */
    public static final Asked PLAIN = new Asked(Map.of(), false);
  }

  /**
   * One row per entity and day on which it was known: {@code entity_id}, {@code as_of}, then the
   * group's features as of that midnight UTC.
   *
   * @param from first day
   * @param to last day, included
   * @param carried where to start, not after {@code from}; null: at the first fact
   * @param priors fitted priors of the days; {@link Priors#NONE} where no rate needs them
   */
  public static Dataset<Row> snapshots(
      Vertical vertical,
      Lake lake,
      FeatureGroup group,
      LocalDate from,
      LocalDate to,
      Carried carried,
      Priors priors) {
    return snapshots(vertical, lake, group, from, to, carried, priors, false);
  }

  /**
   * {@link #snapshots} with a column more, {@code state} BINARY: on the last day the entity's state
   * as {@link #states} gives it, else null.
   */
  public static Dataset<Row> snapshotsAndStates(
      Vertical vertical,
      Lake lake,
      FeatureGroup group,
      LocalDate from,
      LocalDate to,
      Carried carried,
      Priors priors) {
    return snapshots(vertical, lake, group, from, to, carried, priors, true);
  }

  private static Dataset<Row> snapshots(
      Vertical vertical,
      Lake lake,
      FeatureGroup group,
      LocalDate from,
      LocalDate to,
      Carried carried,
      Priors priors,
      boolean withState) {
    StructType schema =
        new StructType()
            .add("entity_id", DataTypes.StringType, false)
            .add("as_of", DataTypes.TimestampType, false);
    List<Column> named = new ArrayList<>(List.of(col("entity_id"), col("as_of")));
    for (StructField field : FeatureSchema.swept(group).fields()) {
      schema = schema.add(field);
    }
    for (StructField field : FeatureSchema.of(group).fields()) {
      named.add(col(field.name()).cast(field.dataType()).as(field.name()));
    }
    if (withState) {
      schema = schema.add("state", DataTypes.BinaryType, true);
      named.add(col("state"));
    }
    SortedStream stream = facts(vertical, lake, group, to, carried);
    MidnightSweep midnights = MidnightSweep.of(stream, from, to, carried);
    return stream
        .sorted()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> new SnapshotIterator(rows, midnights, priors, withState),
            Encoders.row(schema))
        .select(named.toArray(Column[]::new));
  }

  /** Snapshots from the first fact on, of a group without fitted priors. */
  public static Dataset<Row> snapshots(
      Vertical vertical, Lake lake, FeatureGroup group, LocalDate from, LocalDate to) {
    return snapshots(vertical, lake, group, from, to, null, Priors.NONE);
  }

  /**
   * The state of every known entity as of a midnight: {@code entity_id}, {@code state}.
   *
   * @param carried an earlier state to start from; null: at the first fact
   */
  public static Dataset<Row> states(
      Vertical vertical, Lake lake, FeatureGroup group, LocalDate asOf, Carried carried) {
    SortedStream stream = facts(vertical, lake, group, asOf, carried);
    MidnightSweep midnights = MidnightSweep.of(stream, asOf, asOf, carried);
    return stream
        .sorted()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new StateIterator(rows, midnights),
            Encoders.row(STATE));
  }

  private static final StructType STATE =
      StructType.fromDDL("entity_id STRING NOT NULL, state BINARY NOT NULL");

  /**
   * The priors of a group's smoothed rates as of each midnight of [from, to], in {@link
   * PriorFit#SCHEMA}.
   */
  public static Dataset<Row> priors(
      Vertical vertical,
      Lake lake,
      FeatureGroup group,
      LocalDate from,
      LocalDate to,
      Carried carried) {
    SortedStream stream = facts(vertical, lake, group, to, carried);
    MidnightSweep midnights = MidnightSweep.of(stream, from, to, carried);
    return PriorFit.of(
        stream
            .sorted()
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> new TrialIterator(rows, midnights),
                Encoders.row(PriorFit.MOMENTS)));
  }

  /**
   * The questions' rows with a struct of features per group, named after the group. Every question
   * comes back once; one without an entity or an instant has null features.
   *
   * @param groups groups that share the entity
   * @param questions any rows
   * @param entity column of {@code questions} with the entity asked about
   * @param asOf TIMESTAMP column of {@code questions}
   * @param asked priors by group; with {@code latestFact} each struct ends with {@code latest_fact}
   *     TIMESTAMP, the time of the latest fact that it used
   */
  public static Dataset<Row> ask(
      Vertical vertical,
      Lake lake,
      List<FeatureGroup> groups,
      Dataset<Row> questions,
      String entity,
      String asOf,
      Asked asked) {
    SortedStream stream =
        new SortedStream(vertical, lake, groups, FactTable.Period.ALL)
            .withQuestions(questions, entity, asOf);
    List<GroupPlan> plans = new ArrayList<>();
    List<Priors> priors = new ArrayList<>();
    StructType answer = questions.schema();
    Map<String, Column> named = new LinkedHashMap<>();
    for (FactLayout layout : stream.layouts()) {
      FeatureGroup group = layout.group();
      plans.add(new GroupPlan(layout));
      priors.add(asked.priors().getOrDefault(group.group(), Priors.NONE));
      StructType own = FeatureSchema.swept(group);
      StructType names = FeatureSchema.of(group);
      if (asked.latestFact()) {
        own = own.add("latest_fact", DataTypes.TimestampType, true);
        names = names.add("latest_fact", DataTypes.TimestampType, true);
      }
      answer = answer.add(group.group(), own, true);
      named.put(group.group(), col(group.group()).cast(names));
    }
    StructType columns = stream.schema();
    boolean latest = asked.latestFact();
    return stream
        .sorted()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> new AnswerIterator(rows, columns, plans, priors, latest),
            Encoders.row(answer))
        .withColumns(named);
  }

  /** Answers of groups without fitted priors. */
  public static Dataset<Row> ask(
      Vertical vertical,
      Lake lake,
      List<FeatureGroup> groups,
      Dataset<Row> questions,
      String entity,
      String asOf) {
    return ask(vertical, lake, groups, questions, entity, asOf, Asked.PLAIN);
  }

  /**
   * Checks that every expression of a group can be read on its facts; computes nothing.
   *
   * @throws io.dealrank.features.ConfigurationException naming the group and the column
   */
  public static void requireReadable(Vertical vertical, Lake lake, FeatureGroup group) {
    FactLayout layout = FactLayout.of(vertical, group);
    var unused = FactTable.of(vertical, lake, layout, FactTable.Period.ALL, false);
  }

  /**
   * The lake with the facts of some entities only.
   *
   * @param entities column {@code entity_id}
   */
  public static Lake ofEntities(
      Vertical vertical, Lake lake, FeatureGroup group, Dataset<Row> entities) {
    String key = FactTable.keyRole(vertical, group).keyColumn();
    Dataset<Row> some =
        lake.facts(group.from())
            .join(
                entities.select(col("entity_id").as("wanted_entity")),
                col(key).equalTo(col("wanted_entity")),
                "left_semi");
    return lake.with(group.from(), some);
  }

  private static SortedStream facts(
      Vertical vertical, Lake lake, FeatureGroup group, LocalDate to, Carried carried) {
    Instant start = carried == null ? null : midnight(carried.asOf());
    FactTable.Period period = new FactTable.Period(start, midnight(to));
    return new SortedStream(vertical, lake, List.of(group), period)
        .withStates(carried == null ? null : carried.rows());
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}

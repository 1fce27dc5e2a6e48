package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import io.dealrank.features.Lake;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Features as of an instant t, from facts with time &lt; t only.
 *
 * <p>One sweep per entity: its contributions ({@link FactTable}) and the questions about it lie
 * together after one shuffle by entity, sorted so that the questions follow in ascending time; the
 * windows slide forward over the contributions ({@link Timeline}). No join on time ranges. The
 * contributions of one entity are held in memory.
 */
public final class PointInTime {
  private static final int FACT = 0;
  private static final int QUESTION = 1;

  private PointInTime() {}

  /**
   * The type of a group's features: one DOUBLE per column, MAP of bucket to DOUBLE by bucket.
   * Counts and sums of nothing are 0, a smoothed rate of nothing is its prior, everything else of
   * nothing is null.
   */
  public static StructType features(FeatureGroup group) {
    StructType schema = new StructType();
    for (FeatureGroup.MartColumn column : group.columns()) {
      schema =
          schema.add(
              column.name(),
              column.bucket() == null
                  ? DataTypes.DoubleType
                  : DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType),
              true);
    }
    return schema;
  }

  /**
   * One row per entity and day on which it was known: {@code entity_id}, {@code as_of}, then the
   * group's features as of that midnight UTC.
   *
   * @param from first day
   * @param to last day, included
   */
  public static Dataset<Row> snapshots(
      Vertical vertical, Lake lake, FeatureGroup group, LocalDate from, LocalDate to) {
    StructType schema =
        new StructType()
            .add("entity_id", DataTypes.StringType, false)
            .add("as_of", DataTypes.TimestampType, false);
    for (StructField field : features(group).fields()) {
      schema = schema.add(field);
    }
    long first = from.toEpochDay();
    long last = to.toEpochDay();
    return FactTable.of(vertical, lake, group, 0)
        .repartition(col("entity_id"))
        .sortWithinPartitions("entity_id")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> new SnapshotIterator(rows, group, first, last),
            Encoders.row(schema));
  }

  /**
   * The questions' rows with a struct of features per group, named after the group. Every question
   * comes back once; one without an entity has null features.
   *
   * @param questions any rows
   * @param entity column of {@code questions} with the entity asked about
   * @param asOf TIMESTAMP column of {@code questions}
   * @param groups groups that share the entity
   */
  public static Dataset<Row> ask(
      Vertical vertical,
      Lake lake,
      List<FeatureGroup> groups,
      Dataset<Row> questions,
      String entity,
      String asOf) {
    Column[] all = Arrays.stream(questions.columns()).map(c -> col(c)).toArray(Column[]::new);
    StructType questionType = questions.schema();
    Dataset<Row> stream =
        questions.select(
            col(entity).as("entity_id"),
            lit(QUESTION).as("kind"),
            unix_micros(col(asOf)).as("as_of"),
            lit(null).cast("int").as("group"),
            lit(null).cast(FactTable.SCHEMA.apply("slots").dataType()).as("slots"),
            lit(null).cast("array<string>").as("buckets"),
            struct(all).as("question"));
    for (int number = 0; number < groups.size(); number++) {
      Dataset<Row> facts = FactTable.of(vertical, lake, groups.get(number), number);
      stream =
          stream.unionByName(
              facts.select(
                  col("entity_id"),
                  lit(FACT).as("kind"),
                  lit(Long.MIN_VALUE).as("as_of"),
                  col("group"),
                  col("slots"),
                  col("buckets"),
                  lit(null).cast(questionType).as("question")));
    }
    StructType answer = questionType;
    for (FeatureGroup group : groups) {
      answer = answer.add(group.group(), features(group), true);
    }
    return stream
        .repartition(col("entity_id"))
        .sortWithinPartitions("entity_id", "kind", "as_of")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new AnswerIterator(rows, groups),
            Encoders.row(answer));
  }

  /** The snapshot row of an entity as of midnight of a day. */
  static Row snapshot(String entity, long epochDay, Object[] features) {
    Object[] cells = new Object[features.length + 2];
    cells[0] = entity;
    cells[1] = midnight(epochDay);
    System.arraycopy(features, 0, cells, 2, features.length);
    return RowFactory.create(cells);
  }

  static Instant midnight(long epochDay) {
    return LocalDate.ofEpochDay(epochDay).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}

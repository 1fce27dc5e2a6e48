package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.features.Lake;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Carried states, facts and questions of every entity, brought together by one shuffle and sorted:
 * by entity, then time, a state first and a question before a fact of the same instant, so that it
 * sees only what came strictly before it.
 *
 * <p>Columns: {@code entity_id}, {@code at} (microseconds), {@code kind} ({@link #STATE}, {@link
 * #QUESTION}, or {@link #FACT} plus the number of the group), {@code tie} where equal instants need
 * an order, {@code state}, {@code question}, and {@code fact0}, {@code fact1} ... by group.
 */
final class SortedStream {
  /** The low bits of {@code slot}, which hold the time; the others hold the entity's hash. */
  static final int TIME_BITS = 38;

  static final int STATE = 0;
  static final int QUESTION = 1;
  static final int FACT = 2;

  private final List<FactLayout> layouts;
  private final List<Column> order = new ArrayList<>();
  private Dataset<Row> rows;

  SortedStream(Vertical vertical, Lake lake, List<FeatureGroup> groups, FactTable.Period period) {
    this.layouts = groups.stream().map(g -> FactLayout.of(vertical, g)).toList();
    order.addAll(List.of(col("slot"), col("entity_id"), col("at"), col("kind")));
    boolean ties = layouts.stream().anyMatch(FactLayout::orderedTies);
    if (ties) {
      order.add(col("tie"));
    }
    for (int number = 0; number < layouts.size(); number++) {
      Dataset<Row> facts =
          FactTable.of(vertical, lake, layouts.get(number), period, ties)
              .withColumn("kind", lit(FACT + number))
              .withColumnRenamed("fact", "fact" + number);
      rows = rows == null ? facts : rows.unionByName(facts, true);
    }
  }

  /** Adds questions: any rows, with the entity asked about and the instant. */
  SortedStream withQuestions(Dataset<Row> questions, String entity, String asOf) {
    Column[] all = Arrays.stream(questions.columns()).map(c -> col(c)).toArray(Column[]::new);
    Dataset<Row> asked =
        questions.select(
            col(entity).as("entity_id"),
            unix_micros(col(asOf)).as("at"),
            lit(QUESTION).as("kind"),
            struct(all).as("question"));
    rows = rows.unionByName(asked, true);
    return this;
  }

  /** Adds the states saved as of an instant; null: none. */
  SortedStream withStates(Dataset<Row> states) {
    if (states != null) {
      Dataset<Row> carried =
          states.select(
              col("entity_id"), lit(Long.MIN_VALUE).as("at"), lit(STATE).as("kind"), col("state"));
      rows = rows.unionByName(carried, true);
    }
    return this;
  }

  List<FactLayout> layouts() {
    return layouts;
  }

  StructType schema() {
    return rows.schema().add("slot", DataTypes.LongType);
  }

  /**
   * The sorted rows: one shuffle, one sort.
   *
   * <p>The first sort key, {@code slot}, is 26 bits of a hash of the entity followed by 38 bits of
   * the time, in units of 16 ms since 1970 (enough until 2112): Spark compares 8 bytes of the first
   * key without reading the row, so that nearly every comparison is decided by it. Entities that
   * share a hash lie mixed in the order of time. Questions about no entity are spread by their time
   * instead of all going to one place.
   */
  Dataset<Row> sorted() {
    Column hash = xxhash64(coalesce(col("entity_id"), col("at").cast("string")));
    Column time = greatest(lit(0L), least(shiftright(col("at"), 14), lit((1L << TIME_BITS) - 1)));
    Column slot = shiftleft(shiftright(hash, TIME_BITS), TIME_BITS).bitwiseOR(time);
    return rows.repartition(coalesce(col("entity_id"), col("at").cast("string")))
        .withColumn("slot", slot)
        .sortWithinPartitions(order.toArray(Column[]::new));
  }
}

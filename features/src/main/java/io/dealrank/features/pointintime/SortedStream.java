package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import io.dealrank.features.Lake;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
  static final int STATE = 0;
  static final int QUESTION = 1;
  static final int FACT = 2;

  private final Vertical vertical;
  private final Lake lake;
  private final List<FactLayout> layouts;
  private final List<Column> order = new ArrayList<>();
  private Dataset<Row> rows;

  SortedStream(Vertical vertical, Lake lake, List<FeatureGroup> groups, FactTable.Period period) {
    this.vertical = vertical;
    this.lake = lake;
    boolean dated = vertical.knowledge() == Vertical.Knowledge.INGESTION_TIME;
    this.layouts =
        groups.stream()
            .map(g -> new FactLayout(g, dated && !g.from().equals("impressions")))
            .toList();
    order.addAll(List.of(col("entity_id"), col("at"), col("kind")));
    boolean ties = layouts.stream().anyMatch(FactLayout::orderedTies);
    if (ties) {
      order.add(col("tie"));
    }
    for (int number = 0; number < layouts.size(); number++) {
      Dataset<Row> facts =
          FactTable.of(vertical, lake, layouts.get(number), period)
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
    return rows.schema();
  }

  /**
   * The sorted rows: one shuffle. Questions about no entity are spread by their time instead of all
   * going to one place.
   */
  Dataset<Row> sorted() {
    return rows.repartition(coalesce(col("entity_id"), col("at").cast("string")))
        .sortWithinPartitions(order.toArray(Column[]::new));
  }
}

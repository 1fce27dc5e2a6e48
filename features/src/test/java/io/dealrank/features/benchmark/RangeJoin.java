package io.dealrank.features.benchmark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.dealrank.features.vertical.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The engine's answers by plain Spark SQL: every question joined with every earlier fact of its
 * entity, counted per window, channel and category, then rolled up. Its cost grows with the pairs,
 * that is with the square of an entity's history.
 */
final class RangeJoin {
  private RangeJoin() {}

  /** Same columns as {@link EngineCalls#answers}. */
  static Dataset<Row> answers(EventLog log, Dataset<Row> questions, List<Span> windows) {
    Column[] columns = columns(windows);
    return buckets(cells(log, questions, windows), windows)
        .groupBy("question_id")
        .agg(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
  }

  /** Counts per question, channel and category. */
  private static Dataset<Row> cells(EventLog log, Dataset<Row> questions, List<Span> windows) {
    Dataset<Row> facts =
        log.events()
            .select(
                col("searcher_id"),
                unix_micros(col("at")).as("at"),
                col("attributes.channel").as("channel"),
                col("attributes.category").as("category"));
    Dataset<Row> asked = questions.withColumn("as_of", unix_micros(col("as_of")));
    Column past = col("entity_id").equalTo(col("searcher_id")).and(col("at").lt(col("as_of")));
    if (windows.stream().noneMatch(Span::unbounded)) {
      long longest = windows.stream().mapToLong(Span::micros).max().orElseThrow();
      past = past.and(col("at").geq(col("as_of").minus(longest)));
    }
    List<Column> counts = new ArrayList<>();
    for (Span window : windows) {
      Column inside =
          window.unbounded()
              ? col("at")
              : when(col("at").geq(col("as_of").minus(window.micros())), lit(1));
      counts.add(count(inside).as("count_" + window));
    }
    return asked
        .join(facts, past, "left")
        .groupBy("question_id", "channel", "category")
        .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new));
  }

  /** Counts per question and bucket: the total, each channel and each category. */
  private static Dataset<Row> buckets(Dataset<Row> cells, List<Span> windows) {
    Column[] counts =
        windows.stream().map(w -> sum(col("count_" + w)).as("count_" + w)).toArray(Column[]::new);
    return cells
        .withColumn(
            "of",
            explode(
                array(
                    struct(lit("total").as("by"), lit("").as("bucket")),
                    struct(lit("channel").as("by"), col("channel").as("bucket")),
                    struct(lit("category").as("by"), col("category").as("bucket")))))
        .groupBy(col("question_id"), col("of.by").as("by"), col("of.bucket").as("bucket"))
        .agg(counts[0], Arrays.copyOfRange(counts, 1, counts.length));
  }

  private static Column[] columns(List<Span> windows) {
    List<Column> columns = new ArrayList<>();
    for (Span window : windows) {
      Column count = col("count_" + window).cast("double");
      columns.add(max(when(col("by").equalTo("total"), count)).as("count_" + window));
      for (String by : List.of("channel", "category")) {
        Column entry =
            when(col("by").equalTo(by).and(count.gt(0)), struct(col("bucket"), count.as("count")));
        columns.add(map_from_entries(collect_list(entry)).as("count_" + window + "_by_" + by));
      }
    }
    return columns.toArray(Column[]::new);
  }
}

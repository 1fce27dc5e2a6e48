package io.dealrank.features.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.dealrank.features.vertical.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The engine's answers by window frames of Spark SQL: RANGE BETWEEN the window's length PRECEDING
 * AND 1 microsecond PRECEDING, one conditional count per bucket, the buckets known beforehand.
 * Spark computes a sliding frame anew for every row.
 */
final class WindowFrames {
  private WindowFrames() {}

  /** Same columns as {@link EngineCalls#answers}. */
  static Dataset<Row> answers(EventLog log, List<Span> windows) {
    Dataset<Row> facts =
        Baseline.scan(log)
            .filter(col("kind").equalTo(Baseline.FACT))
            .withColumn("question_id", lit(null).cast("bigint"));
    Dataset<Row> questions =
        log.questions()
            .select(
                col("entity_id").as("entity"),
                unix_micros(col("as_of")).as("time"),
                lit(Baseline.QUESTION).as("kind"),
                lit(null).cast("string").as("channel"),
                lit(null).cast("string").as("category"),
                col("question_id"));
    List<Column> columns = new ArrayList<>();
    columns.add(col("question_id"));
    for (Span window : windows) {
      WindowSpec frame =
          Window.partitionBy("entity")
              .orderBy("time")
              .rangeBetween(
                  window.unbounded() ? Window.unboundedPreceding() : -window.micros(), -1);
      String name = "count_" + window;
      columns.add(count(col("channel")).over(frame).cast("double").as(name));
      columns.add(byBucket(frame, "channel", EventLog.CHANNELS).as(name + "_by_channel"));
      columns.add(byBucket(frame, "category", EventLog.CATEGORIES).as(name + "_by_category"));
    }
    return facts
        .unionByName(questions)
        .select(columns.toArray(Column[]::new))
        .filter(col("question_id").isNotNull());
  }

  private static Column byBucket(WindowSpec frame, String by, int buckets) {
    Column[] entries =
        IntStream.range(0, buckets)
            .mapToObj(i -> by + "-" + i)
            .map(
                bucket ->
                    map(
                        lit(bucket),
                        count(when(col(by).equalTo(bucket), lit(1))).over(frame).cast("double")))
            .toArray(Column[]::new);
    return map_filter(map_concat(entries), (bucket, n) -> n.gt(0));
  }
}

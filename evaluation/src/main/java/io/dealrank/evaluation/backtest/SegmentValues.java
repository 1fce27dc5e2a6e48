package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Bounds the values of every segment: per segment name the values with the most lists stay (ties by
 * value), the rest becomes {@link Comparison#OTHER}, null becomes {@link Comparison#MISSING}.
 * Bounds the size of the comparison whatever the segments are.
 */
final class SegmentValues {
  private static final String KEPT = "kept_segment_values";

  private SegmentValues() {}

  /**
   * The lists with {@code segments} as ARRAY of STRUCT (name, value), at most {@code most} kept.
   */
  static Dataset<Row> bounded(Dataset<Row> lists, int most) {
    Dataset<Row> entries =
        lists.withColumn(JudgedRankings.SEGMENTS, entries(col(JudgedRankings.SEGMENTS)));
    return entries
        .crossJoin(broadcast(kept(entries, most)))
        .withColumn(
            JudgedRankings.SEGMENTS,
            transform(
                col(JudgedRankings.SEGMENTS),
                entry ->
                    struct(
                        entry.getField("name").as("name"),
                        when(array_contains(col(KEPT), entry), entry.getField("value"))
                            .otherwise(lit(Comparison.OTHER))
                            .as("value"))))
        .drop(KEPT);
  }

  private static Column entries(Column segments) {
    return transform(
        map_entries(segments),
        entry ->
            struct(
                entry.getField("key").as("name"),
                coalesce(entry.getField("value"), lit(Comparison.MISSING)).as("value")));
  }

  private static Dataset<Row> kept(Dataset<Row> entries, int most) {
    return entries
        .select(explode(col(JudgedRankings.SEGMENTS)).as("segment"))
        .groupBy(col("segment"))
        .agg(count(lit(1)).as("lists"))
        .withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy(col("segment.name"))
                        .orderBy(col("lists").desc(), col("segment.value"))))
        .filter(col("place").leq(most))
        .agg(collect_list(col("segment")).as(KEPT));
  }
}

package io.dealrank.features.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The least that an answer by one shuffle costs: facts and questions read as narrow rows, brought
 * together by entity and put in order of time, the questions before the facts of the same instant.
 */
final class Baseline {
  /** How the rows of a partition are ordered by entity, time and kind. */
  enum Order {
    /** (entity, time, kind). */
    STRING,
    /** (hash of the entity, entity, time, kind): the first key differs early and is a number. */
    HASH_STRING,
    /** (hash of the entity, time and kind in one number): numbers only; the caller tells twins. */
    HASH_TIME,
    /** (entity as bytes, time, kind). */
    BINARY,
    /** Hash of the entity alone: one number, sorted by radix; no order of time. */
    HASH,
    /** 22 bits of the hash, then milliseconds and kind, in one number, sorted by radix. */
    PACKED,
    /** No order: what the shuffle alone costs. */
    NONE
  }

  static final int QUESTION = 0;
  static final int FACT = 1;

  private Baseline() {}

  /** Facts and questions as rows of (entity, time, kind, channel, category). */
  static Dataset<Row> scan(EventLog log) {
    Dataset<Row> facts =
        log.events()
            .select(
                col("searcher_id").as("entity"),
                unix_micros(col("at")).as("time"),
                lit(FACT).as("kind"),
                col("attributes.channel").as("channel"),
                col("attributes.category").as("category"));
    Dataset<Row> questions =
        log.questions()
            .select(
                col("entity_id").as("entity"),
                unix_micros(col("as_of")).as("time"),
                lit(QUESTION).as("kind"),
                lit(null).cast("string").as("channel"),
                lit(null).cast("string").as("category"));
    return facts.unionByName(questions);
  }

  /** The rows of {@link #scan}, each entity's together, in the given order. */
  static Dataset<Row> sort(EventLog log, Order order) {
    Dataset<Row> rows = scan(log);
    return switch (order) {
      case STRING -> byEntity(rows).sortWithinPartitions("entity", "time", "kind");
      case HASH_STRING ->
          byEntity(rows.withColumn("hash", xxhash64(col("entity"))))
              .sortWithinPartitions("hash", "entity", "time", "kind");
      case HASH_TIME ->
          byEntity(
                  rows.withColumn("hash", xxhash64(col("entity")))
                      .withColumn("time", col("time").multiply(2).plus(col("kind")))
                      .drop("kind"))
              .sortWithinPartitions("hash", "time");
      case BINARY ->
          byEntity(rows.withColumn("entity", col("entity").cast("binary")))
              .sortWithinPartitions("entity", "time", "kind");
      case HASH ->
          byEntity(rows.withColumn("hash", xxhash64(col("entity")))).sortWithinPartitions("hash");
      case PACKED ->
          byEntity(
                  rows.withColumn(
                      "packed",
                      shiftleft(shiftrightunsigned(xxhash64(col("entity")), 42), 42)
                          .plus(col("time").divide(1000).cast("bigint").multiply(2))
                          .plus(col("kind"))))
              .sortWithinPartitions("packed");
      case NONE -> byEntity(rows);
    };
  }

  private static Dataset<Row> byEntity(Dataset<Row> rows) {
    return rows.repartition(col("entity"));
  }
}

package io.dealrank.evaluation.rows;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The number that brings the rows of a query together: {@code xxhash64} of its id, BIGINT. Queries
 * may share it.
 */
public final class QueryKey {
  private static final String KEY = "__query_key";

  /** Of xxhash64 in SQL. */
  private static final long HASH_SEED = 42;

  private QueryKey() {}

  /** What {@code xxhash64(query)} is in SQL. */
  public static long of(UTF8String query) {
    return query == null ? HASH_SEED : XXH64.hashUTF8String(query, HASH_SEED);
  }

  /**
   * All rows of a query in one partition, one after another: one shuffle. The key is added as the
   * last column; it is what the rows are sorted by, a single number that sorts without comparing
   * rows.
   *
   * @param query name of the STRING column of the query
   */
  public static Dataset<Row> byQuery(Dataset<Row> rows, String query) {
    return rows.withColumn(KEY, xxhash64(col(query)))
        .repartition(col(KEY))
        .sortWithinPartitions(col(KEY));
  }
}

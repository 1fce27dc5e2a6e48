package io.dealrank.evaluation.backtest;

/** How the rows of judged rankings lie in their partitions. */
public enum Layout {
  /** In any way: lists are brought together by a shuffle. */
  ANY,
  /**
   * The rows of a query in one partition, every partition sorted by {@code xxhash64(query_id)}, as
   * in a file written so and read whole: no shuffle. While running, a partition that is not sorted
   * is refused.
   */
  BY_QUERY
}

package io.dealrank.evaluation.rows;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** The rows of one query in the order in which they come; used again for the next query. */
public abstract class RowsOfQuery {
  private UTF8String query;

  /** The query; null is one too. Valid until the rows are used for another. */
  public final UTF8String query() {
    return query;
  }

  /** Forgets the rows. */
  protected abstract void clear();

  /** Adds a row, which is valid during the call only. */
  protected abstract void add(InternalRow row);

  /** The next rows belong to a query. */
  final void start(UTF8String next) {
    query = next == null ? null : next.clone();
    clear();
  }

  final boolean isOf(UTF8String other) {
    return query == null ? other == null : query.equals(other);
  }
}

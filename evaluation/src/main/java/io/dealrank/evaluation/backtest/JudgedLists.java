package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.rows.QueryKey;
import io.dealrank.evaluation.rows.RowsByQuery;
import java.util.Iterator;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Groups rows that are sorted by {@link QueryKey} into lists, holding one list in memory. */
final class JudgedLists implements Iterator<JudgedList> {
  private final RowsByQuery<GatheredRows> queries;

  /**
   * Lists of rows.
   *
   * @param features how many were asked for
   */
  JudgedLists(Iterator<InternalRow> rows, int features) {
    this(rows, features, QueryKey::of);
  }

  JudgedLists(Iterator<InternalRow> rows, int features, ToLongFunction<UTF8String> key) {
    queries =
        new RowsByQuery<>(
            rows, JudgedRankings.Cell.QUERY_ID, () -> new GatheredRows(features), key);
  }

  @Override
  public boolean hasNext() {
    return queries.hasNext();
  }

  /**
   * The next list.
   *
   * @throws IllegalArgumentException if the rows are not sorted, as those of a table that is said
   *     to be clustered by query and is not; if the query is null, or a position, label or score is
   *     null or NaN
   */
  @Override
  public JudgedList next() {
    return queries.next().list();
  }
}

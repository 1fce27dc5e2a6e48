package io.dealrank.evaluation.rows;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Gathers rows that are sorted by {@link QueryKey} query by query, holding one in memory. Queries
 * that share a key are told apart, and then come in the order of their bytes.
 *
 * @param <R> what the rows of a query are gathered in; valid until the next is asked for
 */
public final class RowsByQuery<R extends RowsOfQuery> implements Iterator<R> {
  private final Iterator<InternalRow> rows;
  private final int queryCell;
  private final Supplier<R> empty;
  private final ToLongFunction<UTF8String> key;
  private final R gathered;

  /** Other queries of the key of {@link #gathered}; mostly none. */
  private final TreeMap<UTF8String, R> others =
      new TreeMap<>(Comparator.nullsFirst(Comparator.<UTF8String>naturalOrder()));

  private InternalRow next;

  /**
   * Queries of rows.
   *
   * @param rows a row is valid until the next is asked for
   * @param queryCell where the query is in a row
   * @param empty makes rows of a query
   */
  public RowsByQuery(Iterator<InternalRow> rows, int queryCell, Supplier<R> empty) {
    this(rows, queryCell, empty, QueryKey::of);
  }

  /** With another key than {@link QueryKey}. */
  public RowsByQuery(
      Iterator<InternalRow> rows,
      int queryCell,
      Supplier<R> empty,
      ToLongFunction<UTF8String> key) {
    this.rows = rows;
    this.queryCell = queryCell;
    this.empty = empty;
    this.key = key;
    this.gathered = empty.get();
    this.next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null || !others.isEmpty();
  }

  /**
   * The rows of the next query.
   *
   * @throws IllegalArgumentException if the rows are not sorted, as those of a table that is said
   *     to be clustered by query and is not
   */
  @Override
  public R next() {
    if (!others.isEmpty()) {
      return others.pollFirstEntry().getValue();
    }
    if (next == null) {
      throw new NoSuchElementException();
    }
    gathered.start(query(next));
    long hash = key.applyAsLong(gathered.query());
    boolean own = true;
    while (own || next != null && key.applyAsLong(query(next)) == hash) {
      (own ? gathered : other(query(next))).add(next);
      next = rows.hasNext() ? rows.next() : null;
      own = next != null && gathered.isOf(query(next));
    }
    requireAfter(hash);
    if (others.isEmpty()) {
      return gathered;
    }
    others.put(gathered.query(), gathered);
    return others.pollFirstEntry().getValue();
  }

  private R other(UTF8String query) {
    R other = others.get(query);
    if (other == null) {
      other = empty.get();
      other.start(query);
      others.put(other.query(), other);
    }
    return other;
  }

  private void requireAfter(long hash) {
    if (next != null && key.applyAsLong(query(next)) < hash) {
      throw new IllegalArgumentException(
          "The rows are not clustered by query: xxhash64 "
              + key.applyAsLong(query(next))
              + " follows "
              + hash
              + "; write the table clustered, or read it with a shuffle.");
    }
  }

  private UTF8String query(InternalRow row) {
    return row.isNullAt(queryCell) ? null : row.getUTF8String(queryCell);
  }
}

package io.dealrank.evaluation.backtest;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Groups rows that are sorted by {@link JudgedRankings#KEY} into lists, holding one list in memory.
 * Queries that share a key, which is a hash, are told apart.
 */
final class JudgedLists implements Iterator<JudgedList> {
  private final Iterator<InternalRow> rows;
  private final GatheredRows gathered = new GatheredRows();

  /** Lists of other queries of the key of {@link #gathered}; mostly none. */
  private final TreeMap<UTF8String, GatheredRows> others = new TreeMap<>();

  private InternalRow next;

  JudgedLists(Iterator<InternalRow> rows) {
    this.rows = rows;
    this.next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null || !others.isEmpty();
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
    if (!others.isEmpty()) {
      return others.pollFirstEntry().getValue().list();
    }
    if (next == null) {
      throw new NoSuchElementException();
    }
    long key = key(next);
    gathered.start(query(next));
    while (next != null && key(next) == key) {
      (gathered.of(query(next)) ? gathered : other(query(next))).add(next);
      next = rows.hasNext() ? rows.next() : null;
    }
    if (next != null && key(next) < key) {
      throw new IllegalArgumentException(
          "Judged rankings: the rows are not clustered by query_id: key "
              + key(next)
              + " follows "
              + key
              + "; write the table clustered, or read it with a shuffle.");
    }
    if (others.isEmpty()) {
      return gathered.list();
    }
    others.put(gathered.query(), gathered);
    return others.pollFirstEntry().getValue().list();
  }

  private static long key(InternalRow row) {
    return row.getLong(JudgedRankings.Cell.KEY);
  }

  private static UTF8String query(InternalRow row) {
    int cell = JudgedRankings.Cell.QUERY_ID;
    return row.isNullAt(cell) ? null : row.getUTF8String(cell);
  }

  private GatheredRows other(UTF8String query) {
    GatheredRows other = query == null ? null : others.get(query);
    if (other == null) {
      other = new GatheredRows();
      other.start(query);
      if (query != null) {
        others.put(query.clone(), other);
      }
    }
    return other;
  }
}

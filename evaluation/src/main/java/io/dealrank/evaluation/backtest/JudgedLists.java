package io.dealrank.evaluation.backtest;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Groups rows that are sorted by {@link JudgedRankings#key} of the query into lists, holding one
 * list in memory. Queries that share a key, which is a hash, are told apart.
 */
final class JudgedLists implements Iterator<JudgedList> {
  private final Iterator<InternalRow> rows;
  private final int features;
  private final ToLongFunction<UTF8String> key;
  private final GatheredRows gathered;

  /** Lists of other queries of the key of {@link #gathered}; mostly none. */
  private final TreeMap<UTF8String, GatheredRows> others =
      new TreeMap<>(Comparator.nullsFirst(Comparator.<UTF8String>naturalOrder()));

  private InternalRow next;

  /**
   * Lists of rows.
   *
   * @param features how many were asked for
   */
  JudgedLists(Iterator<InternalRow> rows, int features) {
    this(rows, features, JudgedRankings::key);
  }

  JudgedLists(Iterator<InternalRow> rows, int features, ToLongFunction<UTF8String> key) {
    this.rows = rows;
    this.key = key;
    this.features = features;
    this.gathered = new GatheredRows(features);
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
    gathered.start(query(next));
    long hash = key.applyAsLong(gathered.query());
    boolean own = true;
    while (own || next != null && key.applyAsLong(query(next)) == hash) {
      (own ? gathered : other(query(next))).add(next);
      next = rows.hasNext() ? rows.next() : null;
      own = next != null && gathered.of(query(next));
    }
    requireAfter(hash);
    if (others.isEmpty()) {
      return gathered.list();
    }
    others.put(gathered.query(), gathered);
    return others.pollFirstEntry().getValue().list();
  }

  private GatheredRows other(UTF8String query) {
    GatheredRows other = others.get(query);
    if (other == null) {
      other = new GatheredRows(features);
      other.start(query);
      others.put(other.query(), other);
    }
    return other;
  }

  private void requireAfter(long hash) {
    if (next != null && key.applyAsLong(query(next)) < hash) {
      throw new IllegalArgumentException(
          "Judged rankings: the rows are not clustered by query_id: key "
              + key.applyAsLong(query(next))
              + " follows "
              + hash
              + "; write the table clustered, or read it with a shuffle.");
    }
  }

  private static UTF8String query(InternalRow row) {
    int cell = JudgedRankings.Cell.QUERY_ID;
    return row.isNullAt(cell) ? null : row.getUTF8String(cell);
  }
}

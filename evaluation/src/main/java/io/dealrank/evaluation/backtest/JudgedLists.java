package io.dealrank.evaluation.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Groups rows that are sorted by {@link JudgedRankings#KEY} into lists, holding one list in memory.
 * Queries that share a key, which is a hash, are told apart.
 */
final class JudgedLists implements Iterator<JudgedList> {
  private final Iterator<Row> rows;
  private final List<JudgedList> ready = new ArrayList<>();
  private int at;
  private Row next;

  JudgedLists(Iterator<Row> rows) {
    this.rows = rows;
    this.next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return at < ready.size() || next != null;
  }

  /**
   * The next list.
   *
   * @throws IllegalArgumentException if the rows are not sorted, as those of a table that is said
   *     to be clustered by query and is not
   */
  @Override
  public JudgedList next() {
    if (at == ready.size()) {
      if (next == null) {
        throw new NoSuchElementException();
      }
      read();
    }
    return ready.get(at++);
  }

  private void read() {
    ready.clear();
    at = 0;
    long key = next.getLong(JudgedRankings.Cell.KEY);
    byte[] query = next.getAs(JudgedRankings.Cell.QUERY_ID);
    boolean one = true;
    List<Row> group = new ArrayList<>();
    while (next != null && next.getLong(JudgedRankings.Cell.KEY) == key) {
      one &= Arrays.equals(query, next.<byte[]>getAs(JudgedRankings.Cell.QUERY_ID));
      group.add(next);
      next = rows.hasNext() ? rows.next() : null;
    }
    if (next != null && next.getLong(JudgedRankings.Cell.KEY) < key) {
      throw new IllegalArgumentException(
          "Judged rankings: the rows are not clustered by query_id: key "
              + next.getLong(JudgedRankings.Cell.KEY)
              + " follows "
              + key
              + "; write the table clustered, or read it with a shuffle.");
    }
    if (one) {
      ready.add(JudgedList.of(group));
      return;
    }
    for (List<Row> each : byQuery(group)) {
      ready.add(JudgedList.of(each));
    }
  }

  private static Collection<List<Row>> byQuery(List<Row> group) {
    Map<byte[], List<Row>> lists = new TreeMap<>(Comparator.nullsFirst(Arrays::compareUnsigned));
    for (Row row : group) {
      byte[] query = row.getAs(JudgedRankings.Cell.QUERY_ID);
      lists.computeIfAbsent(query, q -> new ArrayList<>()).add(row);
    }
    return lists.values();
  }
}

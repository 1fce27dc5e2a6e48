package io.dealrank.evaluation.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What one market has written so far: rows of the tagged union, see {@link Simulation#rows()}. */
final class MarketLog {
  private final Instant end;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param end end of the period, exclusive
   */
  MarketLog(Instant end) {
    this.end = end;
  }

  /** Adds a row; the cells in the order of the table's columns. */
  void write(Table table, Object... cells) {
    if (cells.length != table.schema().size()) {
      throw new IllegalStateException(
          "a row of "
              + cells.length
              + " cells for "
              + table.schema().size()
              + " columns of "
              + table);
    }
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] instanceof Instant instant) {
        cells[i] = instant.toEpochMilli();
      }
    }
    Object[] union = new Object[1 + Table.values().length];
    union[0] = table.tableName();
    union[1 + table.ordinal()] = RowFactory.create(cells);
    rows.add(RowFactory.create(union));
  }

  /** The outcome as the logs know it: null when it did not happen inside the period. */
  Instant known(Instant outcome) {
    return outcome != null && outcome.isBefore(end) ? outcome : null;
  }

  List<Row> rows() {
    return rows;
  }
}

package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.rows.RowAsItIs;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** One pass over judged rankings, one list in memory at a time. */
final class EachList {
  private EachList() {}

  /** The row that is made of a list. */
  interface Measure extends Serializable {
    Row of(JudgedList list);
  }

  /** The rows that are made of a list. */
  interface Measures extends Serializable {
    Iterator<Row> of(JudgedList list);
  }

  /**
   * One row per list. One shuffle, none where the layout makes it needless.
   *
   * @param rankings as {@link JudgedRankings#SCHEMA}
   * @param features further DOUBLE columns the measure reads
   * @param schema of the rows
   */
  static Dataset<Row> map(
      Dataset<Row> rankings,
      Layout layout,
      List<String> features,
      StructType schema,
      Measure measure) {
    return flatMap(
        rankings, layout, features, schema, list -> List.of(measure.of(list)).iterator());
  }

  /** As {@link #map}, any number of rows per list. */
  static Dataset<Row> flatMap(
      Dataset<Row> rankings,
      Layout layout,
      List<String> features,
      StructType schema,
      Measures measures) {
    int further = features.size();
    MapPartitionsFunction<InternalRow, Row> lists =
        rows -> rows(new JudgedLists(rows, further), measures);
    Dataset<Row> required = JudgedRankings.require(rankings, features);
    return RowAsItIs.of(JudgedRankings.in(layout, required))
        .mapPartitions(lists, Encoders.row(schema));
  }

  private static Iterator<Row> rows(Iterator<JudgedList> lists, Measures measures) {
    return new Iterator<>() {
      private Iterator<Row> rows = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!rows.hasNext() && lists.hasNext()) {
          rows = measures.of(lists.next());
        }
        return rows.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return rows.next();
      }
    };
  }
}

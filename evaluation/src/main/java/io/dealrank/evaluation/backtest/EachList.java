package io.dealrank.evaluation.backtest;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** One pass over judged rankings, one list in memory at a time. */
final class EachList {
  private EachList() {}

  /** What is made of a list. */
  interface Measure extends Serializable {
    Row of(JudgedList list);
  }

  /**
   * One row per list. One shuffle.
   *
   * @param rankings as {@link JudgedRankings#SCHEMA}
   * @param features further DOUBLE columns the measure reads
   * @param schema of the rows
   */
  static Dataset<Row> map(
      Dataset<Row> rankings, List<String> features, StructType schema, Measure measure) {
    MapPartitionsFunction<Row, Row> lists = rows -> rows(new JudgedLists(rows), measure);
    return JudgedRankings.byQuery(JudgedRankings.require(rankings, features))
        .mapPartitions(lists, Encoders.row(schema));
  }

  private static Iterator<Row> rows(Iterator<JudgedList> lists, Measure measure) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return lists.hasNext();
      }

      @Override
      public Row next() {
        return measure.of(lists.next());
      }
    };
  }
}

package io.dealrank.evaluation.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of lists as {@link Comparison#ofColumns} reads them: whose list it is, its state, then per
 * name the values of the production order, of the model's and of a random one.
 */
final class OrderRows {
  /** What {@link #keys} gives; further columns may follow. */
  private static final String KEYS =
      "query_id STRING, searcher_id STRING, segments MAP<STRING, STRING>, state STRING";

  private OrderRows() {}

  /**
   * The schema of the rows.
   *
   * @param between columns between the keys and the values
   */
  static StructType schema(StructType between, List<String> names) {
    StructType schema = StructType.fromDDL(KEYS).merge(between, true);
    for (String name : names) {
      schema =
          schema
              .add(BacktestMetric.productionColumn(name), DataTypes.DoubleType)
              .add(BacktestMetric.modelColumn(name), DataTypes.DoubleType)
              .add(BacktestMetric.randomColumn(name), DataTypes.DoubleType);
    }
    return schema;
  }

  /** The first cells of a row, to which the others are added. */
  static List<Object> keys(JudgedList list, ListState state) {
    return new ArrayList<>(
        Arrays.asList(list.query(), list.searcher(), list.segments(), state.text()));
  }
}

package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.rows.RowAsItIs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One row per list: every metric of the same listings in two orders.
 *
 * <ul>
 *   <li>production: position ascending, ties by {@code listing_id} ascending;
 *   <li>model: {@code model_score} descending, ties in production order.
 * </ul>
 *
 * <p>Per metric three columns: {@code production_<metric>}, {@code model_<metric>} and {@code
 * random_<metric>}, the exact expectation over a random order. Null: not defined for this list,
 * that is, the list is not compared or, for AUC, has positives only. Lists that are not compared
 * are kept, with their {@code state}, and never averaged in.
 *
 * <p>One shuffle, or none where the table is clustered; one list in memory at a time. The values
 * are those of {@link BacktestMetric} to the last bit.
 */
public final class PerQuery {
  static final String LIST_LENGTH = "list_length";
  static final String POSITIVES = "positives";
  static final String TIED_LISTINGS = "tied_listings";
  static final String STATE = "state";

  private static final String KEYS =
      """
      query_id STRING COMMENT 'one search',
      searcher_id STRING COMMENT 'who searched',
      segments MAP<STRING, STRING> COMMENT 'segment name to value; null: none',
      list_length INT NOT NULL COMMENT 'listings shown',
      positives INT NOT NULL COMMENT 'listings with a label above 0',
      tied_listings INT NOT NULL COMMENT 'listings that share their model_score with another',
      state STRING NOT NULL COMMENT 'compared, no_positive or too_short'
      """;

  private static final int KEY_CELLS = 7;

  private PerQuery() {}

  /** The schema for the given metrics: keys, then three columns per metric. */
  public static StructType schema(List<BacktestMetric> metrics) {
    StructType schema = StructType.fromDDL(KEYS);
    for (BacktestMetric metric : metrics) {
      schema =
          schema
              .add(metric.productionColumn(), DataTypes.DoubleType, true, "0 to 1")
              .add(metric.modelColumn(), DataTypes.DoubleType, true, "0 to 1")
              .add(metric.randomColumn(), DataTypes.DoubleType, true, "0 to 1, expectation");
    }
    return schema;
  }

  /**
   * Measures every list in both orders.
   *
   * @param rankings as {@link JudgedRankings#SCHEMA}
   * @throws IllegalArgumentException if a column is missing or of another type; while running, in
   *     the cause, if a position, label or score is null or a score NaN, naming the query
   */
  public static Dataset<Row> of(
      Dataset<Row> rankings, List<BacktestMetric> metrics, Conventions conventions) {
    return of(rankings, metrics, conventions, Layout.ANY);
  }

  /** As the other {@link #of}, without a shuffle where the layout makes it needless. */
  public static Dataset<Row> of(
      Dataset<Row> rankings, List<BacktestMetric> metrics, Conventions conventions, Layout layout) {
    List<BacktestMetric> measured = new ArrayList<>(metrics);
    MapPartitionsFunction<InternalRow, Row> measure =
        rows -> {
          JudgedLists lists = new JudgedLists(rows, 0);
          ListMeasures measures = new ListMeasures(measured, conventions);
          TiedScores ties = new TiedScores();
          return map(lists, list -> row(list, measures, ties, measured.size(), conventions));
        };
    Dataset<Row> required = JudgedRankings.require(rankings, List.of());
    return RowAsItIs.of(JudgedRankings.in(layout, required))
        .mapPartitions(measure, Encoders.row(schema(measured)));
  }

  private static Row row(
      JudgedList list,
      ListMeasures measures,
      TiedScores ties,
      int metrics,
      Conventions conventions) {
    int[] labels = list.labels();
    int positives = BacktestMetric.positives(labels);
    ListState state = ListState.of(labels.length, positives, conventions);
    Object[] cells = new Object[KEY_CELLS + 3 * metrics];
    cells[0] = list.query();
    cells[1] = list.searcher();
    cells[2] = list.segments();
    cells[3] = labels.length;
    cells[4] = positives;
    cells[5] = ties.of(list.modelScores());
    cells[6] = state.text();
    if (state == ListState.COMPARED) {
      measures.start(labels);
      double[] inProduction = measures.of(list.productionScores());
      double[] byModel = measures.of(list.modelScores());
      double[] random = measures.ofRandomOrder();
      for (int m = 0, at = KEY_CELLS; m < metrics; m++) {
        cells[at++] = orNull(inProduction[m]);
        cells[at++] = orNull(byModel[m]);
        cells[at++] = orNull(random[m]);
      }
    }
    return RowFactory.create(cells);
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static Iterator<Row> map(Iterator<JudgedList> lists, Function<JudgedList, Row> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return lists.hasNext();
      }

      @Override
      public Row next() {
        return function.apply(lists.next());
      }
    };
  }
}

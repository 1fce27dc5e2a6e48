package io.dealrank.evaluation.backtest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
 * <p>One shuffle; one list in memory at a time.
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
    return of(rankings, metrics, conventions, false);
  }

  /**
   * As {@link #of}, without a shuffle, where the rows of a query lie in one partition and every
   * partition is sorted by {@code xxhash64(query_id)}, as in a file written so and read whole.
   *
   * @throws IllegalArgumentException while running, in the cause, if a partition is not sorted
   */
  public static Dataset<Row> ofClustered(
      Dataset<Row> rankings, List<BacktestMetric> metrics, Conventions conventions) {
    return of(rankings, metrics, conventions, true);
  }

  private static Dataset<Row> of(
      Dataset<Row> rankings,
      List<BacktestMetric> metrics,
      Conventions conventions,
      boolean clustered) {
    List<BacktestMetric> measured = new ArrayList<>(metrics);
    StructType schema = schema(measured);
    MapPartitionsFunction<Row, Row> measure =
        rows -> map(new JudgedLists(rows), list -> row(list, measured, conventions));
    Dataset<Row> required = JudgedRankings.require(rankings, List.of());
    return (clustered ? JudgedRankings.clustered(required) : JudgedRankings.byQuery(required))
        .mapPartitions(measure, Encoders.row(schema));
  }

  private static Row row(JudgedList list, List<BacktestMetric> metrics, Conventions conventions) {
    int[] production = list.labels();
    double[] productionScores = list.productionScores();
    RankedScores model = RankedScores.descending(list.modelScores());
    int[] modelLabels = model.arrange(production);
    int positives = BacktestMetric.positives(production);
    ListState state = ListState.of(production.length, positives, conventions);
    List<Object> cells = new ArrayList<>(KEY_CELLS + 3 * metrics.size());
    cells.add(list.query());
    cells.add(list.searcher());
    cells.add(list.segments());
    cells.add(production.length);
    cells.add(positives);
    cells.add(model.tied());
    cells.add(state.text());
    for (BacktestMetric metric : metrics) {
      boolean compared = state == ListState.COMPARED;
      cells.add(compared ? orNull(metric.value(production, productionScores, conventions)) : null);
      cells.add(compared ? orNull(metric.value(modelLabels, model.scores(), conventions)) : null);
      cells.add(compared ? orNull(metric.ofRandomOrder(production, conventions)) : null);
    }
    return RowFactory.create(cells.toArray());
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static Iterator<Row> map(
      Iterator<JudgedList> lists, java.util.function.Function<JudgedList, Row> function) {
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

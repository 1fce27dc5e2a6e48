package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two rankers over the same lists: rows of {@link PerQuery} in which another ranker's order stands
 * in the place of the production order. {@link Comparison} of them is the paired difference of the
 * two rankers, with the resamples of a comparison with production: its weights depend on seed,
 * query and searcher alone.
 *
 * <p>A list that only one of the two has measured is left out. One shuffle of each side.
 */
public final class RankerPairs {
  private static final String OTHER = "other_";

  private RankerPairs() {}

  /**
   * The lists of one ranker against another.
   *
   * @param perQuery the one, in the place of the model
   * @param other the other, in the place of production
   */
  public static Dataset<Row> of(
      Dataset<Row> perQuery, Dataset<Row> other, List<BacktestMetric> metrics) {
    List<Column> taken = new ArrayList<>(List.of(col(JudgedRankings.QUERY_ID)));
    Dataset<Row> own = perQuery;
    for (BacktestMetric metric : metrics) {
      taken.add(col(metric.modelColumn()).as(OTHER + metric.name()));
      own = own.drop(metric.productionColumn());
    }
    Dataset<Row> pairs =
        own.join(other.select(taken.toArray(Column[]::new)), JudgedRankings.QUERY_ID);
    for (BacktestMetric metric : metrics) {
      pairs = pairs.withColumnRenamed(OTHER + metric.name(), metric.productionColumn());
    }
    return pairs;
  }
}

package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The model's order against the production order over all compared lists, for the whole and for
 * every value of every segment.
 *
 * <pre>
 * uplift     = mean model / mean production - 1          relative
 * difference = mean model - mean production              absolute
 * </pre>
 *
 * Both means run over the same lists. Intervals are percentile intervals of the paired bootstrap: a
 * replicate weighs a list's pair of values with {@link PoissonWeights}, once with the query as the
 * unit and once with the searcher. Use the searcher's interval when searchers have several lists:
 * their lists resemble each other, and resampling queries alone makes the interval too narrow. A
 * list without a searcher is its own cluster.
 *
 * <p>The result is the same to the last bit for any partitioning. Memory per task: segments x
 * metrics x 48 bytes x replicates, 34 MB for 100 segment values, 7 metrics, 1000 replicates.
 */
public final class Comparison {
  /** Segment and value of the rows over all compared lists. */
  public static final String WHOLE = "(all)";

  /** The value that stands for all but the most frequent values of a segment. */
  public static final String OTHER = "(other)";

  /** The value that stands for null. */
  public static final String MISSING = "(missing)";

  /** How many values of a segment are shown, the most frequent first. */
  public static final int SEGMENT_VALUES = 20;

  /** One row per segment, value and metric, in any order; null: not defined. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          segment STRING COMMENT 'name, or (all)',
          value STRING COMMENT 'value, or (all), or (other)',
          metric STRING,
          lists BIGINT COMMENT 'compared lists for which the metric is defined',
          production DOUBLE COMMENT 'mean, 0 to 1',
          model DOUBLE COMMENT 'mean, 0 to 1',
          random DOUBLE COMMENT 'mean of the expectation of a random order',
          difference DOUBLE COMMENT 'model - production',
          uplift DOUBLE COMMENT 'model / production - 1',
          uplift_low DOUBLE, uplift_high DOUBLE,
          uplift_searcher_low DOUBLE, uplift_searcher_high DOUBLE,
          difference_low DOUBLE, difference_high DOUBLE,
          difference_searcher_low DOUBLE, difference_searcher_high DOUBLE,
          wins BIGINT, ties BIGINT, losses BIGINT
          """);

  private static final StructType PARTIALS =
      StructType.fromDDL("segment STRING, value STRING, metric STRING, sums BINARY");

  /** One accumulator of a task. */
  private record Key(String segment, String value, String metric) {}

  private Comparison() {}

  /** Compares the rows of {@link PerQuery}, which hold the given metrics. */
  public static Dataset<Row> of(
      Dataset<Row> perQuery, List<BacktestMetric> metrics, Bootstrap bootstrap) {
    return ofColumns(perQuery, metrics.stream().map(BacktestMetric::name).toList(), bootstrap);
  }

  /**
   * Compares whatever has {@code production_x}, {@code model_x} and {@code random_x} for every name
   * x, as {@link PositionCorrection#perQuery} has.
   */
  public static Dataset<Row> ofColumns(
      Dataset<Row> perQuery, List<String> names, Bootstrap bootstrap) {
    List<String> compared = new ArrayList<>(names);
    Dataset<Row> lists = perQuery.filter(col(PerQuery.STATE).equalTo(ListState.COMPARED.text()));
    MapPartitionsFunction<Row, Row> sum = rows -> partials(rows, compared, bootstrap);
    MapPartitionsFunction<Row, Row> merge = partials -> merged(partials, bootstrap);
    return SegmentValues.bounded(lists, SEGMENT_VALUES)
        .mapPartitions(sum, Encoders.row(PARTIALS))
        .repartition(col("segment"), col("value"), col("metric"))
        .mapPartitions(merge, Encoders.row(SCHEMA));
  }

  static double uplift(double production, double model) {
    return production == 0 ? Double.NaN : model / production - 1;
  }

  private static Iterator<Row> partials(
      Iterator<Row> rows, List<String> names, Bootstrap bootstrap) {
    Map<Key, PairedSums> sums = new HashMap<>();
    PoissonWeights weights = new PoissonWeights(bootstrap.seed());
    int[] byQuery = new int[bootstrap.replicates()];
    int[] bySearcher = new int[bootstrap.replicates()];
    while (rows.hasNext()) {
      Row row = rows.next();
      String query = row.getAs(JudgedRankings.QUERY_ID);
      String searcher = row.getAs(JudgedRankings.SEARCHER_ID);
      weights.draw("query " + query, byQuery);
      weights.draw(searcher == null ? "query " + query : "searcher " + searcher, bySearcher);
      for (String name : names) {
        Double production = row.getAs(BacktestMetric.productionColumn(name));
        Double model = row.getAs(BacktestMetric.modelColumn(name));
        Double random = row.getAs(BacktestMetric.randomColumn(name));
        if (production == null || model == null) {
          continue;
        }
        for (Key key : keys(row, name)) {
          sums.computeIfAbsent(key, k -> new PairedSums(bootstrap.replicates()))
              .add(production, model, random, byQuery, bySearcher);
        }
      }
    }
    return sums.entrySet().stream()
        .map(
            entry ->
                RowFactory.create(
                    entry.getKey().segment(),
                    entry.getKey().value(),
                    entry.getKey().metric(),
                    entry.getValue().toBytes()))
        .iterator();
  }

  private static List<Key> keys(Row row, String metric) {
    List<Key> keys = new ArrayList<>();
    keys.add(new Key(WHOLE, WHOLE, metric));
    int at = row.fieldIndex(JudgedRankings.SEGMENTS);
    if (!row.isNullAt(at)) {
      for (Row segment : row.<Row>getList(at)) {
        keys.add(new Key(segment.getAs("name"), segment.getAs("value"), metric));
      }
    }
    return keys;
  }

  private static Iterator<Row> merged(Iterator<Row> partials, Bootstrap bootstrap) {
    Map<Key, PairedSums> merged = new HashMap<>();
    while (partials.hasNext()) {
      Row row = partials.next();
      Key key = new Key(row.getAs("segment"), row.getAs("value"), row.getAs("metric"));
      PairedSums sums = PairedSums.fromBytes(bootstrap.replicates(), row.getAs("sums"));
      merged.merge(key, sums, PairedSums::plus);
    }
    return merged.entrySet().stream()
        .map(entry -> row(entry.getKey(), entry.getValue(), bootstrap.level()))
        .iterator();
  }

  private static Row row(Key key, PairedSums sums, double level) {
    List<Object> cells = new ArrayList<>();
    cells.add(key.segment());
    cells.add(key.value());
    cells.add(key.metric());
    cells.add(sums.lists());
    double production = sums.meanProduction();
    double model = sums.meanModel();
    addNumbers(cells, production, model, sums.meanRandom());
    addNumbers(cells, model - production, uplift(production, model));
    for (double[] replicates :
        List.of(
            sums.uplifts(false),
            sums.uplifts(true),
            sums.differences(false),
            sums.differences(true))) {
      Interval interval = Interval.ofReplicates(replicates, level);
      addNumbers(cells, interval.low(), interval.high());
    }
    Outcomes outcomes = sums.outcomes();
    cells.addAll(List.of(outcomes.wins(), outcomes.ties(), outcomes.losses()));
    return RowFactory.create(cells.toArray());
  }

  private static void addNumbers(List<Object> cells, double... numbers) {
    for (double number : numbers) {
      cells.add(Double.isNaN(number) ? null : number);
    }
  }
}

package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;

import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.metrics.Ndcg;
import io.dealrank.evaluation.metrics.RandomOrder;
import io.dealrank.evaluation.metrics.TieAveragedNdcg;
import io.dealrank.evaluation.rows.RowAsItIs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * How far one feature alone orders the lists: a feature that nearly reaches the ideal order knows
 * the outcome, most often because it was computed after it.
 *
 * <pre>closed gap = (NDCG - random) / (1 - random)</pre>
 *
 * NDCG is the mean over compared lists of the whole-list NDCG of ordering by the feature, in
 * expectation over the orders inside equal values; null and NaN stand last in both directions.
 * {@code random} is the same mean for a random order. 0 is no better than random, 1 is the ideal
 * order. A feature is too good to be true when its closed gap reaches the threshold.
 *
 * <p>One shuffle and one pass over the lists for all features.
 */
public final class SingleFeatureCheck {
  /** The default threshold of the closed gap. */
  public static final double TOO_GOOD = 0.5;

  /** Two rows per feature, in any order; null where no list is compared. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          feature STRING,
          direction STRING COMMENT 'ascending or descending value first',
          lists BIGINT COMMENT 'compared lists',
          listings BIGINT COMMENT 'rows of these lists',
          missing BIGINT COMMENT 'of them null or NaN',
          ndcg DOUBLE COMMENT 'mean, 0 to 1',
          random DOUBLE COMMENT 'mean of the expectation of a random order',
          closed_gap DOUBLE COMMENT '(ndcg - random) / (1 - random)',
          too_good BOOLEAN COMMENT 'closed_gap >= threshold'
          """);

  private static final StructType PARTIALS =
      StructType.fromDDL(
          """
          feature STRING, direction STRING, lists BIGINT, listings BIGINT, missing BIGINT,
          ndcg_sum DOUBLE, random_sum DOUBLE
          """);

  private static final List<String> DIRECTIONS = List.of("descending", "ascending");

  private SingleFeatureCheck() {}

  /**
   * Checks every feature in both directions.
   *
   * @param rankings as {@link JudgedRankings#SCHEMA}, with the features as DOUBLE columns
   * @param threshold the closed gap from which a feature is too good, in (0, 1]
   */
  public static Dataset<Row> of(
      Dataset<Row> rankings, List<String> features, Conventions conventions, double threshold) {
    List<String> checked = new ArrayList<>(features);
    MapPartitionsFunction<InternalRow, Row> sums =
        rows -> sums(new JudgedLists(rows, checked.size()), checked, conventions);
    Dataset<Row> required = JudgedRankings.require(rankings, checked);
    return RowAsItIs.of(JudgedRankings.byQuery(required))
        .mapPartitions(sums, Encoders.row(PARTIALS))
        .groupBy(col("feature"), col("direction"))
        .agg(
            sum(col("lists")).as("lists"),
            sum(col("listings")).as("listings"),
            sum(col("missing")).as("missing"),
            sum(col("ndcg_sum")).divide(sum(col("lists"))).as("ndcg"),
            sum(col("random_sum")).divide(sum(col("lists"))).as("random"))
        .withColumn(
            "closed_gap", try_divide(col("ndcg").minus(col("random")), lit(1).minus(col("random"))))
        .withColumn("too_good", col("closed_gap").geq(threshold))
        .to(SCHEMA);
  }

  /** The sums of one feature in one direction within a task. */
  private static final class Sums {
    private long lists;
    private long listings;
    private long missing;
    private double ndcg;
    private double random;
  }

  private static Iterator<Row> sums(
      Iterator<JudgedList> lists, List<String> features, Conventions conventions) {
    Sums[] sums =
        IntStream.range(0, features.size() * DIRECTIONS.size())
            .mapToObj(i -> new Sums())
            .toArray(Sums[]::new);
    while (lists.hasNext()) {
      JudgedList list = lists.next();
      int[] labels = list.labels();
      ListState state = ListState.of(labels.length, BacktestMetric.positives(labels), conventions);
      for (int f = 0; f < features.size() && state == ListState.COMPARED; f++) {
        double[] values = list.feature(f);
        double[] negated = Arrays.stream(values).map(v -> -v).toArray();
        add(sums[2 * f], labels, values, conventions);
        add(sums[2 * f + 1], labels, negated, conventions);
      }
    }
    return IntStream.range(0, sums.length)
        .filter(i -> sums[i].lists > 0)
        .mapToObj(i -> row(features.get(i / 2), DIRECTIONS.get(i % 2), sums[i]))
        .iterator();
  }

  private static void add(Sums sums, int[] labels, double[] scores, Conventions conventions) {
    Gain gain = conventions.gain();
    int k = Ndcg.WHOLE_LIST;
    sums.lists++;
    sums.listings += labels.length;
    sums.missing += Arrays.stream(scores).filter(Double::isNaN).count();
    sums.ndcg += TieAveragedNdcg.at(k, labels, scores, gain, conventions.discount());
    sums.random += RandomOrder.ndcg(k, labels, gain, conventions.discount());
  }

  private static Row row(String feature, String direction, Sums sums) {
    return RowFactory.create(
        feature, direction, sums.lists, sums.listings, sums.missing, sums.ndcg, sums.random);
  }

  /**
   * One feature in one direction.
   *
   * @param feature name of the column
   * @param direction {@code ascending} or {@code descending}
   * @param lists compared lists
   * @param missingShare share of listings without a value, 0 to 1
   * @param ndcg mean NDCG of ordering by the feature alone
   * @param random the same of a random order
   * @param closedGap {@code (ndcg - random) / (1 - random)}; NaN where random is 1
   * @param tooGood whether the closed gap reaches the threshold
   */
  public record Result(
      String feature,
      String direction,
      long lists,
      double missingShare,
      double ndcg,
      double random,
      double closedGap,
      boolean tooGood) {
    /** A collected row of {@link SingleFeatureCheck#of}. */
    public static Result from(Row row) {
      Double closedGap = row.getAs("closed_gap");
      return new Result(
          row.getAs("feature"),
          row.getAs("direction"),
          row.<Long>getAs("lists"),
          (double) row.<Long>getAs("missing") / row.<Long>getAs("listings"),
          row.<Double>getAs("ndcg"),
          row.<Double>getAs("random"),
          closedGap == null ? Double.NaN : closedGap,
          closedGap != null && row.<Boolean>getAs("too_good"));
    }
  }
}

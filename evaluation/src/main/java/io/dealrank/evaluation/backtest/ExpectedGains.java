package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.offpolicy.PositionPropensity;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The gain to expect of a listing that is looked at, from the score alone: in each of at most 20
 * bins of about equal numbers of rows by {@code model_score},
 *
 * <pre>q = sum of y / e(p)  /  rows of the bin</pre>
 *
 * over the queries of the other half (halves by a hash of the query), so that no list is judged by
 * a model of its own outcomes. Never above the largest gain.
 */
public final class ExpectedGains {
  private static final int BINS = 20;
  private static final double QUANTILE_ERROR = 0.005;
  private static final String BIN = "__bin";
  private static final String HALF = "__half";

  private ExpectedGains() {}

  /**
   * The rankings with {@code expected_gain}, DOUBLE. One pass for the bins, one for the rates, a
   * broadcast of at most 40 rows.
   *
   * @param rankings as {@link JudgedRankings#SCHEMA}
   */
  public static Dataset<Row> add(Dataset<Row> rankings, PositionPropensity curve, Gain gain) {
    double[] shares = new double[BINS - 1];
    Arrays.setAll(shares, i -> (i + 1.0) / BINS);
    double[] cuts = rankings.stat().approxQuantile("model_score", shares, QUANTILE_ERROR);
    Column[] literals =
        Arrays.stream(cuts).distinct().mapToObj(cut -> (Column) lit(cut)).toArray(Column[]::new);
    Column bin =
        literals.length == 0
            ? lit(0)
            : size(filter(array(literals), cut -> cut.lt(col("model_score"))));
    Dataset<Row> binned =
        rankings
            .withColumn(BIN, bin)
            .withColumn(HALF, pmod(xxhash64(col("query_id")), lit(2)).cast("int"));
    Column examined =
        element_at(
            lit(curve.probability()), least(col("position"), lit(curve.probability().length)));
    Column gains = gain(gain);
    Dataset<Row> rates =
        binned
            .groupBy(col(BIN), lit(1).minus(col(HALF)).as(HALF))
            .agg(sum(gains.divide(examined)).divide(count(lit(1))).as("rate"))
            .crossJoin(broadcast(binned.agg(max(gains).as("most"))))
            .select(
                col(BIN),
                col(HALF),
                least(col("rate"), col("most")).as(PositionCorrection.EXPECTED_GAIN));
    return binned.join(broadcast(rates), new String[] {BIN, HALF}, "left").drop(BIN, HALF);
  }

  private static Column gain(Gain gain) {
    Column label = col("label").cast("double");
    Column positive =
        switch (gain) {
          case LINEAR -> label;
          case EXPONENTIAL -> pow(lit(2.0), label).minus(1);
        };
    return when(label.gt(0), positive).otherwise(0.0);
  }
}

package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import io.dealrank.evaluation.offpolicy.PositionPropensity;
import io.dealrank.evaluation.offpolicy.WeightSums;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * DCG of the same lists in two orders, from outcomes as they are and corrected for what was not
 * looked at. With gain y, position p as shown, rank t in the order that is judged, examination e
 * and a listing's expected gain q when looked at ({@link ExpectedGains}), a list is worth
 *
 * <pre>
 * naive           sum of  y               discount(t)
 * ips             sum of  y / e(p)        discount(t)      Joachims, Swaminathan, Schnabel 2017
 * clipped         sum of  y / r           discount(t),     r = max(e(p), clip)
 * doubly_robust   sum of (y / r + q (1 - e(p) / r)) discount(t)              Oosterhuis 2023
 * outcomes        sum of  y / e(p)        e(t)             outcomes to expect of the order
 * top_outcomes    the same of the first 10 ranks t
 * </pre>
 *
 * The naive value favours the production order: what stood low was seldom seen, hence has seldom an
 * outcome. {@code ips} is unbiased for the DCG of what would happen if all were looked at, where an
 * outcome needs examination and relevance only and e is right. Clipping bounds the weight and is
 * biased towards the naive value by what it cuts; {@code doubly_robust} fills exactly this part
 * with a model and is {@code ips} where nothing is cut. {@code outcomes} of the production order
 * are those of the log. The self-normalised value divides {@code ips} by {@code sum y / e(p)} of
 * all lists, the same for both orders: its relative uplift is that of {@code ips}.
 *
 * <p>Two further columns, {@code ips_flatter} and {@code ips_steeper}, are {@code ips} with the
 * other curves: what the uncertainty of the curve means for the result.
 *
 * <p>{@link #perQuery} has one row per list in the form of {@link PerQuery}, so that {@link
 * Comparison} gives means, uplift and intervals. Lists without an outcome count with 0. Sources:
 * Joachims, Swaminathan and Schnabel, "Unbiased learning-to-rank with biased feedback", WSDM 2017;
 * Oosterhuis, "Doubly robust estimation for correcting position bias in click feedback for unbiased
 * learning to rank", ACM TOIS 41(3), 2023.
 *
 * @param curve e
 * @param flatter e with less bias by position, at the edge of what is believed
 * @param steeper e with more
 * @param clip in (0, 1]; 1 makes {@code clipped} the naive value
 */
public record PositionCorrection(
    PositionPropensity curve,
    PositionPropensity flatter,
    PositionPropensity steeper,
    double clip,
    Conventions conventions)
    implements Serializable {
  /** The estimators, in the order of a report. */
  public static final List<String> ESTIMATORS =
      List.of(
          "naive",
          "ips",
          "clipped",
          "doubly_robust",
          "outcomes",
          "top_outcomes",
          "ips_flatter",
          "ips_steeper");

  /** The places of {@code top_outcomes}. */
  public static final int TOP = 10;

  private static final double MOST_CLIP = 0.1;

  static final String EXPECTED_GAIN = "expected_gain";

  private static final String OUTCOMES = "outcomes_seen";
  private static final String WEIGHT = "weight";
  private static final String SQUARES = "weight_squares";
  private static final String LARGEST = "weight_largest";

  private static final StructType SCHEMA =
      OrderRows.schema(
          StructType.fromDDL(
              """
              outcomes_seen BIGINT, weight DOUBLE, weight_squares DOUBLE, weight_largest DOUBLE
              """),
          ESTIMATORS);

  public PositionCorrection {
    if (!(clip > 0 && clip <= 1)) {
      throw new IllegalArgumentException("clip is " + clip + ": it must lie in (0, 1]");
    }
  }

  /**
   * {@code min(0.1, 10 / sqrt(lists))}: the bound falls as the log grows (Oosterhuis 2023); it is
   * never above 0.1, weights up to 10, since what lies below it is the model's word alone and is
   * not in the interval.
   */
  public static double clipFor(long lists) {
    return Math.min(MOST_CLIP, 10 / Math.sqrt(Math.max(1, lists)));
  }

  /** Whether a position of these is looked at less often than the clip. */
  public boolean clips(int lastPosition) {
    return curve.at(lastPosition) < clip;
  }

  /**
   * One row per list, with {@code production_x, model_x, random_x} of every estimator x.
   *
   * @param rankings as {@link JudgedRankings#SCHEMA}, with {@code expected_gain} where a position
   *     is clipped
   */
  public Dataset<Row> perQuery(Dataset<Row> rankings, Layout layout) {
    Dataset<Row> complete =
        List.of(rankings.columns()).contains(EXPECTED_GAIN)
            ? rankings
            : rankings.withColumn(EXPECTED_GAIN, lit(null).cast(DataTypes.DoubleType));
    return EachList.map(complete, layout, List.of(EXPECTED_GAIN), SCHEMA, this::row);
  }

  /** The weights of the outcomes, {@code y / e(p)}, of rows of {@link #perQuery}. */
  public static WeightSums weights(Dataset<Row> perQuery) {
    Row sums =
        perQuery
            .filter(col(PerQuery.STATE).equalTo(ListState.COMPARED.text()))
            .agg(
                coalesce(sum(OUTCOMES), lit(0L)).as(OUTCOMES),
                coalesce(sum(WEIGHT), lit(0.0)).as(WEIGHT),
                coalesce(sum(SQUARES), lit(0.0)).as(SQUARES),
                coalesce(max(LARGEST), lit(Double.NaN)).as(LARGEST))
            .head();
    return new WeightSums(
        sums.getAs(OUTCOMES), sums.getAs(WEIGHT), sums.getAs(SQUARES), sums.getAs(LARGEST));
  }

  /**
   * The interval of an uplift that also allows for the curve being an estimate: half the distance
   * between the uplifts under the flatter and the steeper curve, added in squares to each arm of
   * the bootstrap's interval.
   *
   * @param row of {@code ips}, {@code clipped}, {@code doubly_robust} or {@code outcomes}
   * @param flatter of {@code ips_flatter}
   * @param steeper of {@code ips_steeper}
   */
  public static Interval widened(ComparisonRow row, ComparisonRow flatter, ComparisonRow steeper) {
    double uplift = row.relativeUplift();
    double ofCurve = (steeper.relativeUplift() - flatter.relativeUplift()) / 2;
    Interval ofLists = row.uplift().bySearcher();
    return new Interval(
        uplift - Math.hypot(uplift - ofLists.low(), ofCurve),
        uplift + Math.hypot(ofLists.high() - uplift, ofCurve));
  }

  private Row row(JudgedList list) {
    int[] labels = list.labels();
    int n = labels.length;
    double[] positions = list.productionScores();
    double[] expected = list.feature(0);
    int[] modelRank = new int[n];
    int[] order = RankedScores.descending(list.modelScores()).order();
    for (int rank = 0; rank < n; rank++) {
      modelRank[order[rank]] = rank + 1;
    }
    double[] production = new double[ESTIMATORS.size()];
    double[] model = new double[ESTIMATORS.size()];
    double[] random = new double[ESTIMATORS.size()];
    double[] means = new double[ESTIMATORS.size()];
    for (int e = 0; e < means.length; e++) {
      for (int rank = 1; rank <= n; rank++) {
        means[e] += weight(ESTIMATORS.get(e), rank) / n;
      }
    }
    long outcomes = 0;
    double weight = 0;
    double squares = 0;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double gain = conventions.gain().of(labels[i]);
      double[] values = values(gain, (int) -positions[i], expected[i]);
      for (int e = 0; e < values.length; e++) {
        production[e] += values[e] * weight(ESTIMATORS.get(e), i + 1);
        model[e] += values[e] * weight(ESTIMATORS.get(e), modelRank[i]);
        random[e] += values[e] * means[e];
      }
      if (gain > 0) {
        double w = values[1];
        outcomes++;
        weight += w;
        squares += w * w;
        largest = Math.max(largest, w);
      }
    }
    ListState state = ListState.of(n, 1, conventions);
    List<Object> cells = OrderRows.keys(list, state);
    cells.addAll(List.of(outcomes, weight, squares, largest));
    for (int e = 0; e < production.length; e++) {
      cells.addAll(List.of(production[e], model[e], random[e]));
    }
    return RowFactory.create(cells.toArray());
  }

  /** What a rank weighs. */
  private double weight(String estimator, int rank) {
    return switch (estimator) {
      case "outcomes" -> curve.at(rank);
      case "top_outcomes" -> rank <= TOP ? curve.at(rank) : 0;
      default -> conventions.discount().at(rank);
    };
  }

  /** What a listing is worth to each estimator before the discount. */
  private double[] values(double gain, int position, double expected) {
    double e = curve.at(position);
    double r = Math.max(e, clip);
    double filled = e < r && !Double.isNaN(expected) ? expected * (1 - e / r) : 0;
    return new double[] {
      gain,
      gain / e,
      gain / r,
      gain / r + filled,
      gain / e,
      gain / e,
      gain / flatter.at(position),
      gain / steeper.at(position)
    };
  }
}

package io.dealrank.evaluation.position;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.evaluation.position.ExaminationCurve.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Estimates how often each position is examined, relative to position 1, from P(contact | x, k) =
 * e_k p(x).
 *
 * <p><b>Idea.</b> Inside a group of impressions whose position has nothing to do with p, the rates
 * of contacts by position are in the proportions of e. Comparisons inside groups are added up
 * ({@link PairCounts}) and solved ({@link PairedComparison}); this is the all-pairs form of
 * intervention harvesting (A. Agarwal et al., Estimating Position Bias without Intrusive
 * Interventions, WSDM 2019).
 *
 * <ul>
 *   <li>{@link #shuffled}: the lists shown in random order, in 20 groups by query. Randomised, no
 *       assumption: e_k is the rate at k over the rate at 1. Only the counts are exchanged.
 *   <li>{@link #harvested}: impressions alike in the given columns are one group, for example one
 *       listing for queries that ask for the same schedule. Assumes that what moves a listing
 *       inside its group (noise, competitors, age) does not change p. What does change p and the
 *       production order (a searcher's taste the production ranker knows of) makes the curve too
 *       steep: put it in the columns. One shuffle.
 *   <li>{@link #em}: the same groups under the same assumption, and the position-based model for
 *       all their positions at once, E[contacts of g at k] = n_gk e_k r_g: expectation maximisation
 *       over e and the attraction r_g of every group ({@link PositionLikelihood}; the model of X.
 *       Wang et al., Position Bias Estimation for Unbiased Learning to Rank in Personal Search,
 *       WSDM 2018). Comparisons weigh by what they tell, not by impressions. Needs no smoothing of
 *       r_g: it drops out, so tiny groups leave no bias. One shuffle, then some ten passes over the
 *       groups with a contact, packed in memory. NaN where no chain of groups leads to position 1,
 *       0 where a position has no contact; {@link ExaminationCurve#convergence} tells the steps.
 * </ul>
 *
 * <p>Standard errors are a jackknife over 20 blocks of groups (of queries, if shuffled); of {@code
 * em} each curve without a block is one step of Newton from the curve of all. Cost: linear in the
 * rows (in a group with a contact, in the square of its positions); memory 20 positions^2 numbers.
 * The order of summation changes the curve by 1e-9 at most.
 *
 * @param source what the groups are and how they are solved
 * @param groupColumns harvested, em: make a group; shuffled: the query, the unit of the jackknife
 * @param shuffledColumn shuffled: BOOLEAN column, true where the list is in random order;
 *     harvested: empty
 * @param positionColumn whole number, 1-based; rows beyond the last position, below 1 or null take
 *     no part
 * @param labelColumn 1 contact, 0 none, null leaves the row out
 * @param lastPosition positions to estimate, in [2, 200]
 * @param smoothing how estimates become a curve
 * @param lowest lower bound of the curve, in (0, 1]
 */
public record ExaminationEstimator(
    Source source,
    List<String> groupColumns,
    String shuffledColumn,
    String positionColumn,
    String labelColumn,
    int lastPosition,
    Smoothing smoothing,
    double lowest) {
  private static final int MOST_POSITIONS = 200;

  /**
   * @throws IllegalArgumentException for a parameter out of its range
   */
  public ExaminationEstimator {
    groupColumns = List.copyOf(groupColumns);
    if (lastPosition < 2 || lastPosition > MOST_POSITIONS) {
      throw PositionErrors.outOfRange("lastPosition", lastPosition, "in [2, 200]");
    }
    if (!(lowest > 0 && lowest <= 1)) {
      throw PositionErrors.outOfRange("lowest", lowest, "in (0, 1]");
    }
    if (groupColumns.isEmpty()) {
      throw PositionErrors.outOfRange("groupColumns", groupColumns, "at least one column");
    }
  }

  /** From lists in random order: position, contacts of {@code label_contact}, 50 positions. */
  public static ExaminationEstimator shuffled(String shuffledColumn, String queryColumn) {
    return of(Source.SHUFFLED, shuffledColumn, queryColumn);
  }

  /** From impressions alike in these columns. */
  public static ExaminationEstimator harvested(String... groupColumns) {
    return of(Source.HARVESTED, "", groupColumns);
  }

  /** From impressions alike in these columns, by the likelihood of all their contacts at once. */
  public static ExaminationEstimator em(String... groupColumns) {
    return of(Source.EM, "", groupColumns);
  }

  private static ExaminationEstimator of(Source source, String shuffled, String... columns) {
    return new ExaminationEstimator(
        source,
        List.of(columns),
        shuffled,
        "position",
        "label_contact",
        50,
        Smoothing.POWER_LAW,
        0.01);
  }

  public ExaminationEstimator withColumns(String position, String label) {
    return new ExaminationEstimator(
        source, groupColumns, shuffledColumn, position, label, lastPosition, smoothing, lowest);
  }

  public ExaminationEstimator withCurve(int lastPosition, Smoothing smoothing, double lowest) {
    return new ExaminationEstimator(
        source,
        groupColumns,
        shuffledColumn,
        positionColumn,
        labelColumn,
        lastPosition,
        smoothing,
        lowest);
  }

  /**
   * The curve of these rows.
   *
   * @throws IllegalArgumentException if no contact lets position 1 be compared with another
   */
  public ExaminationCurve estimate(Dataset<Row> rows) {
    JavaRDD<GroupCells> groups = counts(rows).toJavaRDD().map(GroupCells::of);
    PairCounts counts = pairs(groups);
    requireComparison(counts);
    CurveEstimate estimate =
        source == Source.EM
            ? CurveEstimate.ofLikelihood(groups, counts)
            : CurveEstimate.ofPairs(counts);
    double[] estimates = estimate.examination();
    double eta = estimate.eta();
    double[] curve = smooth(estimates, eta, counts);
    List<PositionEstimate> positions = new ArrayList<>();
    for (int k = 0; k < lastPosition; k++) {
      positions.add(
          new PositionEstimate(
              k + 1,
              counts.impressions(k),
              counts.contacts(k),
              estimates[k],
              estimate.standardError(k),
              curve[k]));
    }
    return new ExaminationCurve(
        source,
        smoothing,
        eta,
        estimate.etaStandardError(),
        lowest,
        positions,
        estimate.convergence());
  }

  private void requireComparison(PairCounts counts) {
    double[][] wins = counts.without(-1);
    double[] comparable = PairedComparison.comparable(wins);
    boolean any = Arrays.stream(comparable).skip(1).anyMatch(e -> !Double.isNaN(e));
    if (!any || Double.isNaN(PairedComparison.exponent(wins))) {
      throw PositionErrors.nothingToCompare(
          labelColumn, source.name().toLowerCase(Locale.ROOT), counts.contacts());
    }
  }

  private double[] smooth(double[] estimates, double eta, PairCounts counts) {
    double[] weights = new double[lastPosition];
    Arrays.setAll(weights, counts::impressions);
    double[] curve = new double[lastPosition];
    if (smoothing == Smoothing.POWER_LAW) {
      Arrays.setAll(curve, k -> Math.pow(k + 1, -Math.max(0, eta)));
    } else {
      double[] falling = PairedComparison.nonIncreasing(estimates, weights);
      Arrays.setAll(curve, k -> falling[k] / falling[0]);
    }
    Arrays.setAll(curve, k -> Math.max(lowest, Math.min(1, curve[k])));
    return curve;
  }

  private PairCounts pairs(JavaRDD<GroupCells> groups) {
    return groups.treeAggregate(new PairCounts(lastPosition), PairCounts::add, PairCounts::merge);
  }

  /** One row per group: its block and its cells of position, impressions and contacts. */
  Dataset<Row> counts(Dataset<Row> rows) {
    Column position = named(positionColumn);
    Column label = named(labelColumn);
    Column[] keys = groupColumns.stream().map(ExaminationEstimator::named).toArray(Column[]::new);
    Column block = pmod(xxhash64(keys), lit(PairCounts.BLOCKS)).cast("int");
    Column taken = position.between(1, lastPosition).and(label.isNotNull());
    boolean shuffled = source == Source.SHUFFLED;
    Dataset<Row> narrow =
        rows.filter(shuffled ? taken.and(named(shuffledColumn)) : taken)
            .select(
                (shuffled ? block : struct(keys)).as("group"),
                block.as("block"),
                position.cast("int").as("position"),
                when(label.equalTo(1), 1L).otherwise(0L).as("contact"));
    return (shuffled ? narrow : narrow.repartition(col("group")))
        .groupBy("group", "block", "position")
        .agg(functions.count(lit(1)).as("impressions"), sum("contact").as("contacts"))
        .groupBy("group", "block")
        .agg(collect_list(struct("position", "impressions", "contacts")).as("cells"))
        .select("block", "cells");
  }

  private static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}

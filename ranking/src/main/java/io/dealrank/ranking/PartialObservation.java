package io.dealrank.ranking;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Learns P(y = 1 | x) from labels c that show only a part of the positives:
 *
 * <pre>
 * P(c = 1 | x, e) = e p(x)      p(x) = P(y = 1 | x)
 * </pre>
 *
 * with the observed share e of the row known, in [0, 1]: the examination propensity of its position
 * (package {@code position}), the share of deals that arrive by its age (package {@code delay}), or
 * the product of both. It works with every ranker that minimises a weighted logistic loss and whose
 * score is the log-odds of p.
 *
 * <p><b>Method.</b> The log-likelihood {@code sum c ln(e p) + (1 - c) ln(1 - e p)} has, with p = 1
 * / (1 + exp(-s)), the gradient
 *
 * <pre>
 * d/ds = c (1 - p) - (1 - c) w p        w = e (1 - p) / (1 - e p)
 * </pre>
 *
 * which is that of the ordinary logistic loss with weight 1 for positives and w for the rest. So
 * the ranker is fitted with w from the previous fit, starting at p = 0, where w = e: a fixed point
 * is a stationary point of the likelihood. For rare positives the first fit is it already: w = e +
 * O(p). All weights lie in [0, 1], no row is added, nothing is clipped.
 *
 * <p><b>Beside the alternatives.</b> Inverse propensity weights ({@code
 * position.PropensityWeights}) have the same limit for rare positives only, and weigh the positives
 * of small share most; the unbiased logistic loss of Saito et al. (2020), c/e l(1) + (1 - c/e)
 * l(0), needs negative weights; EM with the two rows (1, t), (0, 1 - t), t = p (1 - e) / (1 - e p),
 * has the same fixed points but trains on nearly twice the rows.
 *
 * <p>Sources: O. Chapelle, Modeling Delayed Feedback in Display Advertising, KDD 2014; X. Wang et
 * al., Position Bias Estimation for Unbiased Learning to Rank in Personal Search, WSDM 2018; Y.
 * Saito et al., Unbiased Recommender Learning from Missing-Not-At-Random Implicit Feedback, WSDM
 * 2020.
 *
 * @param shareColumn DOUBLE column of e; a row with e = 0 and label 0 weighs nothing
 * @param rounds fits, at least 1; 1 for a ranker whose score is no log-odds
 */
public record PartialObservation(String shareColumn, int rounds) {
  private static final String WEIGHT = "__observation_weight";
  private static final int ROUNDS = 3;

  /** With 3 rounds. */
  public PartialObservation(String shareColumn) {
    this(shareColumn, ROUNDS);
  }

  /**
   * @throws IllegalArgumentException if rounds is below 1
   */
  public PartialObservation {
    if (rounds < 1) {
      throw new IllegalArgumentException(
          "rounds must be at least 1, was " + rounds + ": it is the number of fits");
    }
  }

  /**
   * Fits a copy of the ranker; its weight column, if set, is multiplied in. The rows are read
   * several times: persist them.
   *
   * @throws IllegalArgumentException if the share is missing, no DOUBLE, null or outside [0, 1] in
   *     a labelled row, and whatever the ranker refuses
   */
  public RankingModel fit(Ranker ranker, Dataset<Row> rows) {
    new ColumnCheck(rows.schema())
        .isDouble("observed share", shareColumn)
        .isNumeric("label", ranker.getOrDefault(ranker.labelColumn()));
    checkShares(ranker, rows);
    RankingModel model = fit(ranker, rows, lit(0.0));
    for (int round = 1; round < rounds; round++) {
      Column score = named(ranker.getOrDefault(ranker.scoreColumn()));
      model = fit(ranker, model.transform(rows), lit(1.0).divide(exp(negate(score)).plus(1)));
    }
    if (ranker.isDefined(ranker.weightColumn())) {
      model.set(model.weightColumn(), ranker.getOrDefault(ranker.weightColumn()));
    } else {
      model.clear(model.weightColumn());
    }
    return model;
  }

  private RankingModel fit(Ranker ranker, Dataset<Row> rows, Column probability) {
    Column base =
        ranker.isDefined(ranker.weightColumn())
            ? named(ranker.getOrDefault(ranker.weightColumn()))
            : lit(1.0);
    Column label = named(ranker.getOrDefault(ranker.labelColumn()));
    Dataset<Row> weighted =
        rows.withColumn(WEIGHT, base.multiply(weight(label, named(shareColumn), probability)));
    return ranker.copy(ParamMap.empty()).setWeightColumn(WEIGHT).fit(weighted);
  }

  /** 1 for a positive, else e (1 - p) / (1 - e p), and 0 where e p reaches 1. */
  private static Column weight(Column label, Column share, Column probability) {
    Column unseen = lit(1.0).minus(share.multiply(probability));
    Column negative =
        when(unseen.gt(0), share.multiply(lit(1.0).minus(probability)).divide(unseen))
            .otherwise(0.0);
    return when(label.equalTo(1), 1.0).otherwise(negative);
  }

  private void checkShares(Ranker ranker, Dataset<Row> rows) {
    Column inside = coalesce(named(shareColumn).between(0, 1), lit(false));
    Column labelled = named(ranker.getOrDefault(ranker.labelColumn())).isNotNull();
    Row counts = rows.agg(coalesce(sum(when(labelled.and(not(inside)), 1L)), lit(0L))).head();
    if (counts.getLong(0) > 0) {
      throw RankingErrors.badShares(shareColumn, counts.getLong(0));
    }
  }
}

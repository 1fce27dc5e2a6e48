package io.dealrank.ranking;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ranks by a smoothed rate, for example responses per contact: the simplest learnt baseline. The
 * prior is {@code sum of successes / sum of trials} over the training rows, null counting as 0;
 * label and weight are ignored.
 *
 * <p>Own parameters: {@code successesColumn}, {@code trialsColumn} (DOUBLE, {@code 0 <= successes
 * <= trials}, no default), {@code strength} (default 10, &gt; 0).
 */
public final class PopularityRanker extends Ranker implements PopularityParams {
  private final PopularityParamSet popularity;

  public PopularityRanker() {
    this(Identifiable$.MODULE$.randomUID("popularityRanker"));
  }

  /** Called by Spark's reader. */
  public PopularityRanker(String uid) {
    super(uid);
    popularity = new PopularityParamSet(this);
  }

  @Override
  protected void checkTrainingSchema(ColumnCheck check) {
    checkCounts(check);
  }

  @Override
  protected RankingModel train(Dataset<Row> rows) {
    String successes = getOrDefault(successesColumn());
    String trials = getOrDefault(trialsColumn());
    Column won = coalesce(named(successes), lit(0.0));
    Column tried = coalesce(named(trials), lit(0.0));
    Column fine = won.geq(0).and(won.leq(tried)).and(tried.leq(KnownValue.LARGEST));
    Row totals =
        rows.agg(
                count(lit(1)).as("rows"),
                count_if(fine.equalTo(false)).as("bad"),
                coalesce(sum(won), lit(0.0)).as("won"),
                coalesce(sum(tried), lit(0.0)).as("tried"))
            .first();
    long count = totals.<Long>getAs("rows");
    if (count == 0) {
      throw RankingErrors.noTrainingRows(0);
    }
    long bad = totals.<Long>getAs("bad");
    if (bad > 0) {
      throw RankingErrors.badCounts(successes, trials, bad);
    }
    double tries = totals.<Double>getAs("tried");
    if (tries == 0) {
      throw RankingErrors.noTrials(trials);
    }
    return new PopularityRankingModel(Identifiable$.MODULE$.randomUID("popularityRankingModel"))
        .withPrior(totals.<Double>getAs("won") / tries);
  }

  @Override
  public PopularityParamSet popularity() {
    return popularity;
  }

  public PopularityRanker setSuccessesColumn(String column) {
    set(successesColumn(), column);
    return this;
  }

  public PopularityRanker setTrialsColumn(String column) {
    set(trialsColumn(), column);
    return this;
  }

  public PopularityRanker setStrength(double value) {
    set(strength(), value);
    return this;
  }

  public static MLReader<PopularityRanker> read() {
    return new DefaultParamsReadable<PopularityRanker>() {}.read();
  }
}

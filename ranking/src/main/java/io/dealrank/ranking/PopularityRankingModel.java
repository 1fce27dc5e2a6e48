package io.dealrank.ranking;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code score = (successes + strength * prior) / (trials + strength)}, in [0, 1]; a listing
 * without trials scores the prior. Counts that make no sense are read as the nearest that do:
 * trials at least 0, successes from 0 to trials.
 */
public final class PopularityRankingModel extends RankingModel
    implements PopularityParams, DefaultParamsWritable {
  private final PopularityParamSet popularity;
  private final DoubleParam prior;

  /** Called by Spark's reader. */
  public PopularityRankingModel(String uid) {
    super(uid);
    popularity = new PopularityParamSet(this);
    prior = new DoubleParam(this, "prior", "successes per trial over the training rows, fitted");
  }

  PopularityRankingModel withPrior(double value) {
    set(prior, value);
    return this;
  }

  @Override
  protected void checkScoringSchema(ColumnCheck check) {
    checkCounts(check);
  }

  @Override
  protected Dataset<Row> score(Dataset<Row> rows) {
    Column none = lit(0.0);
    Column trials = greatest(coalesce(KnownValue.of(getOrDefault(trialsColumn())), none), none);
    Column successes =
        least(
            greatest(coalesce(KnownValue.of(getOrDefault(successesColumn())), none), none), trials);
    double m = (double) getOrDefault(strength());
    return rows.withColumn(
        getOrDefault(scoreColumn()),
        successes.plus(m * (double) getOrDefault(prior)).divide(trials.plus(m)));
  }

  @Override
  public List<FeatureWeight> featureWeights() {
    return List.of();
  }

  @Override
  public PopularityParamSet popularity() {
    return popularity;
  }

  public DoubleParam prior() {
    return prior;
  }

  public static MLReader<PopularityRankingModel> read() {
    return new DefaultParamsReadable<PopularityRankingModel>() {}.read();
  }
}

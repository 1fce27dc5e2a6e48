package io.dealrank.ranking;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Learns from judged impressions how to order the listings of a query: a spark.ml {@link
 * Estimator}, usable inside a {@code Pipeline}. A higher score is better and always finite.
 *
 * <p>A subclass has a public constructor from a uid (Spark's reader calls it), a public static
 * {@code read()} and implements {@link #train}; parameters are public methods without arguments
 * that return a {@code Param}.
 *
 * @throws IllegalArgumentException from {@code fit}, naming problem, reason and remedy: missing
 *     column, wrong type, no rows, one class only, NaN or infinite feature, bad weight
 */
public abstract class Ranker extends Estimator<RankingModel>
    implements RankingParams, DefaultParamsWritable {
  private final String uid;
  private final SharedParams shared;

  protected Ranker(String uid) {
    this.uid = uid;
    this.shared = new SharedParams(this);
  }

  /**
   * Learns from rows whose schema was checked; parameters are copied to the model by the caller.
   */
  protected abstract RankingModel train(Dataset<Row> rows);

  /** Refuses a schema this ranker cannot be trained on. */
  protected abstract void checkTrainingSchema(ColumnCheck check);

  @Override
  public final RankingModel fit(Dataset<?> dataset) {
    checkTrainingSchema(new ColumnCheck(dataset.schema()));
    RankingModel model = copyValues(train(dataset.toDF()), ParamMap.empty());
    return model.setParent(this);
  }

  @Override
  public final StructType transformSchema(StructType schema) {
    checkTrainingSchema(new ColumnCheck(schema));
    return withScore(schema);
  }

  @Override
  public Ranker copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final SharedParams shared() {
    return shared;
  }

  public final Ranker setFeatureColumns(String... columns) {
    set(featureColumns(), columns);
    return this;
  }

  public final Ranker setLabelColumn(String column) {
    set(labelColumn(), column);
    return this;
  }

  public final Ranker setWeightColumn(String column) {
    set(weightColumn(), column);
    return this;
  }

  public final Ranker setScoreColumn(String column) {
    set(scoreColumn(), column);
    return this;
  }

  public final Ranker setQueryColumn(String column) {
    set(queryColumn(), column);
    return this;
  }

  public final Ranker setListRelative(boolean value) {
    set(listRelative(), value);
    return this;
  }

  public final Ranker setSeed(long value) {
    set(seed(), value);
    return this;
  }
}

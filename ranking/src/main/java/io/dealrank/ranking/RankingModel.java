package io.dealrank.ranking;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Scores the listings of a query: adds one DOUBLE column, higher is better, finite on every row
 * whatever the features hold (null, NaN, infinite and anything beyond 1e100 are unknown). Rows are
 * neither dropped nor reordered, and unless {@code listRelative} is set a score depends on its own
 * row alone.
 */
public abstract class RankingModel extends Model<RankingModel>
    implements RankingParams, MLWritable {
  private final String uid;
  private final SharedParams shared;
  private final Param<String> trainingSummary;

  protected RankingModel(String uid) {
    this.uid = uid;
    this.shared = new SharedParams(this);
    this.trainingSummary = new Param<>(this, "trainingSummary", "what was seen in fitting, JSON");
  }

  /** Adds the score column to rows whose schema was checked and that do not have it. */
  protected abstract Dataset<Row> score(Dataset<Row> rows);

  /** Refuses a schema this model cannot score. */
  protected abstract void checkScoringSchema(ColumnCheck check);

  /**
   * What each term of the model weighs, for the report; empty when the model has no features. The
   * meaning of a weight is given by the model's class.
   */
  public abstract List<FeatureWeight> featureWeights();

  /** Loads any ranking model that {@code save} wrote, whatever its class. */
  public static RankingModel load(String path) {
    return new AnyModelReader().load(path);
  }

  @Override
  public final Dataset<Row> transform(Dataset<?> dataset) {
    checkScoringSchema(new ColumnCheck(dataset.schema()));
    return score(dataset.toDF().drop(getOrDefault(scoreColumn())));
  }

  @Override
  public final StructType transformSchema(StructType schema) {
    checkScoringSchema(new ColumnCheck(schema));
    return withScore(schema);
  }

  /** What was seen in fitting; empty when nothing was fitted. */
  public final Optional<TrainingSummary> summary() {
    return isDefined(trainingSummary)
        ? Optional.of(JsonText.read(getOrDefault(trainingSummary), TrainingSummary.class))
        : Optional.empty();
  }

  final RankingModel with(TrainingSummary summary) {
    set(trainingSummary, JsonText.write(summary));
    return this;
  }

  public final Param<String> trainingSummary() {
    return trainingSummary;
  }

  @Override
  public RankingModel copy(ParamMap extra) {
    RankingModel copy = defaultCopy(extra);
    return copy.setParent(parent());
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final SharedParams shared() {
    return shared;
  }

  /** Reads the class name from the saved form and lets that class read the rest. */
  private static final class AnyModelReader extends MLReader<RankingModel> {
    @Override
    public RankingModel load(String path) {
      Object loaded = DefaultParamsReader.loadParamsInstance(path, sparkSession());
      if (loaded instanceof RankingModel model) {
        return model;
      }
      throw RankingErrors.notARankingModel(path, loaded);
    }
  }
}

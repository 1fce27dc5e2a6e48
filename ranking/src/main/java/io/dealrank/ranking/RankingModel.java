package io.dealrank.ranking;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Column;
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
  private static final String GIVEN = "__given";
  private static final String OWN_SCORE = "__own_score";

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

  /**
   * Adds a MAP of STRING to DOUBLE that explains the score: named terms that add up to it, to 1e-9
   * of the largest of them unless the model's class states another tolerance, and are finite; terms
   * that are 0 may be left out. What the names are is said by the model's class; a model without
   * features has one term, {@code score}. Nothing else is added, and the rows may be scored or not.
   */
  public final Dataset<Row> withTerms(Dataset<?> rows, String column) {
    checkScoringSchema(new ColumnCheck(rows.schema()));
    return terms(rows.toDF().drop(column), column);
  }

  /** Adds the terms to rows whose schema was checked and that do not have them. */
  protected Dataset<Row> terms(Dataset<Row> rows, String column) {
    return withScoreAs(rows, OWN_SCORE)
        .withColumn(column, Terms.of(List.of("score"), array(named(OWN_SCORE))))
        .drop(OWN_SCORE);
  }

  /**
   * Adds the score alone under another name: what the rows have stays as it is, even columns that
   * scoring would replace.
   */
  public final Dataset<Row> withScoreAs(Dataset<Row> rows, String column) {
    Column[] given = Arrays.stream(rows.columns()).map(KnownValue::named).toArray(Column[]::new);
    RankingModel renamed = copy(new ParamMap().put(scoreColumn().w(column)));
    return renamed
        .transform(rows.withColumn(GIVEN, struct(given)))
        .select(col(GIVEN + ".*"), named(column));
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

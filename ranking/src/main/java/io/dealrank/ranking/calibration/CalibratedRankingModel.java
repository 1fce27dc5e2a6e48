package io.dealrank.ranking.calibration;

import static io.dealrank.ranking.KnownValue.named;

import io.dealrank.ranking.ColumnCheck;
import io.dealrank.ranking.FeatureWeight;
import io.dealrank.ranking.PartsReader;
import io.dealrank.ranking.PartsWriter;
import io.dealrank.ranking.RankingModel;
import io.dealrank.ranking.Terms;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds {@code probability} (parameter {@code probabilityColumn}) and the score {@code log(p / (1 -
 * p))} of a {@link CalibrationModel} on top of a ranker's model; listings stand in that model's
 * order. The score is not clipped where the probability is. The feature weights are the model's;
 * the terms of a score are the model's and {@code calibration}, the difference of the two scores.
 */
public final class CalibratedRankingModel extends RankingModel implements CalibratedParams {
  private final CalibrationParamSet calibrationParams;
  private final RankingModel ranker;
  private final CalibrationModel calibrationModel;

  CalibratedRankingModel(String uid, RankingModel ranker, CalibrationModel calibrationModel) {
    super(uid);
    this.calibrationParams = new CalibrationParamSet(this);
    this.ranker = ranker;
    this.calibrationModel = calibrationModel;
  }

  /** The ranker's model. */
  public RankingModel ranker() {
    return ranker;
  }

  /** From the score of {@link #ranker} to the probability. */
  public CalibrationModel calibrationModel() {
    return calibrationModel;
  }

  @Override
  protected void checkScoringSchema(ColumnCheck check) {
    ranker.transformSchema(check.schema());
  }

  @Override
  protected Dataset<Row> score(Dataset<Row> rows) {
    String score = getOrDefault(scoreColumn());
    String probability = getOrDefault(probabilityColumn());
    Stream<Column> given =
        Arrays.stream(rows.columns())
            .filter(column -> !column.equals(probability))
            .map(column -> named(column));
    Stream<Column> added =
        Stream.of(
            CalibrationModel.probability(named(score)).as(probability), named(score).as(score));
    return calibrationModel
        .addLogOdds(ranker.transform(rows), ranker.getOrDefault(ranker.scoreColumn()), score)
        .select(Stream.concat(given, added).toArray(Column[]::new));
  }

  @Override
  protected Dataset<Row> terms(Dataset<Row> rows, String column) {
    // with the uid, as the ranker may be calibrated itself
    String before = "__score_before_" + uid();
    String after = "__score_after_" + uid();
    Dataset<Row> both = withScoreAs(ranker.withScoreAs(rows, before), after);
    return ranker
        .withTerms(both, column)
        .withColumn(
            column, Terms.plus(named(column), "calibration", named(after).minus(named(before))))
        .drop(before, after);
  }

  @Override
  public List<FeatureWeight> featureWeights() {
    return ranker.featureWeights();
  }

  @Override
  public CalibrationParamSet calibration() {
    return calibrationParams;
  }

  @Override
  public RankingModel copy(ParamMap extra) {
    return copyValues(new CalibratedRankingModel(uid(), ranker, calibrationModel), extra)
        .setParent(parent());
  }

  @Override
  public MLWriter write() {
    Map<String, MLWritable> parts = new LinkedHashMap<>();
    parts.put("ranker", ranker);
    parts.put("calibration", calibrationModel);
    return new PartsWriter(this, parts);
  }

  public static MLReader<CalibratedRankingModel> read() {
    return new PartsReader<>(
        CalibratedRankingModel.class,
        (uid, parts) ->
            new CalibratedRankingModel(
                uid,
                (RankingModel) parts.named("ranker"),
                (CalibrationModel) parts.named("calibration")));
  }
}

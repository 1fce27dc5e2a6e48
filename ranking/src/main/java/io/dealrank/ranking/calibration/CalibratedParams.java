package io.dealrank.ranking.calibration;

import io.dealrank.ranking.RankingParams;
import org.apache.spark.sql.types.StructType;

/** What {@link CalibratedRanker} and {@link CalibratedRankingModel} have in common. */
public interface CalibratedParams extends RankingParams, CalibrationParams {
  /** The schema with the probability and the score last, in place of columns of these names. */
  @Override
  default StructType withScore(StructType schema) {
    String score = getOrDefault(scoreColumn());
    StructType scored = CalibrationModel.withProbability(schema, getOrDefault(probabilityColumn()));
    return CalibrationModel.withProbability(scored, score);
  }
}

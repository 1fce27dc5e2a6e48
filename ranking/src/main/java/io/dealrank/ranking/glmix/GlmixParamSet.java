package io.dealrank.ranking.glmix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameter objects that {@link GlmixClassifier} and {@link GlmixModel} both own. */
public final class GlmixParamSet {
  private static final ObjectMapper JSON = new ObjectMapper();

  final Param<String> labelColumn;
  final Param<String> weightColumn;
  final Param<String> offsetColumn;
  final Param<String> queryColumn;
  final Param<String> rowIdColumn;
  final Param<String> scoreColumn;
  final Param<String> probabilityColumn;
  final Param<String> coordinates;
  final Param<String> objective;
  final IntParam passes;
  final DoubleParam tolerance;
  final IntParam partitions;
  final Param<String> variance;
  final DoubleParam forgetting;
  final LongParam seed;

  GlmixParamSet(Params owner) {
    labelColumn = new Param<>(owner, "labelColumn", "label: 0, 1, between, or null (left out)");
    weightColumn = new Param<>(owner, "weightColumn", "weight >= 0; unset: every row is 1");
    offsetColumn =
        new Param<>(owner, "offsetColumn", "margin that is added to the score; unset: 0");
    queryColumn = new Param<>(owner, "queryColumn", "identifies a list; read by softmax");
    rowIdColumn =
        new Param<>(
            owner,
            "rowIdColumn",
            "identifies a row for the choice of those a hot entity learns from; unset: its content");
    scoreColumn = new Param<>(owner, "scoreColumn", "the DOUBLE column that scoring adds");
    probabilityColumn =
        new Param<>(owner, "probabilityColumn", "P(label = 1), added by scoring; empty text: none");
    coordinates = new Param<>(owner, "coordinates", "the coordinates in order, JSON");
    objective =
        new Param<>(
            owner,
            "objective",
            "logistic (label 0..1), squared (any label) or softmax (gains >= 0 in a list)",
            value -> java.util.List.of("logistic", "squared", "softmax").contains(value));
    passes =
        new IntParam(
            owner, "passes", "passes over the coordinates, >= 1", ParamValidators.<Object>gtEq(1));
    tolerance =
        new DoubleParam(
            owner,
            "tolerance",
            "relative decrease of the objective in a pass that ends the descent, >= 0",
            ParamValidators.<Object>gtEq(0));
    partitions =
        new IntParam(
            owner,
            "partitions",
            "partitions of the rows; 0: by their number and the tasks that run at once",
            ParamValidators.<Object>gtEq(0));
    variance =
        new Param<>(
            owner,
            "variance",
            "variances of the coefficients: none, simple (1 / H_jj) or full (diagonal of H^-1)",
            value -> java.util.List.of("none", "simple", "full").contains(value));
    forgetting =
        new DoubleParam(
            owner,
            "forgetting",
            "factor of the precision of the initial model's coefficients, in [0, 1]",
            ParamValidators.<Object>inRange(0, 1));
    seed = new LongParam(owner, "seed", "seed of the row hash, any long");
    owner.setDefault(labelColumn, "label");
    owner.setDefault(queryColumn, "query_id");
    owner.setDefault(scoreColumn, "model_score");
    owner.setDefault(probabilityColumn, "probability");
    owner.setDefault(coordinates, "[]");
    owner.setDefault(objective, "logistic");
    owner.setDefault(passes, 3);
    owner.setDefault(tolerance, 1e-6);
    owner.setDefault(partitions, 0);
    owner.setDefault(variance, "none");
    owner.setDefault(forgetting, 1.0);
    owner.setDefault(seed, 42L);
  }

  static String toJson(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T fromJson(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

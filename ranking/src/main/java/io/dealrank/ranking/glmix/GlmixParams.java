package io.dealrank.ranking.glmix;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Parameters of a mixed-effect model; fitting copies them to the model.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>coordinates</td><td>none</td><td>the parts of the sum, {@link Coordinate}</td></tr>
 * <tr><td>objective</td><td>{@code logistic}</td><td>{@code logistic}, {@code squared}, {@code
 *     softmax}</td></tr>
 * <tr><td>passes</td><td>3</td><td>over the coordinates, at most</td></tr>
 * <tr><td>tolerance</td><td>1e-6</td><td>relative decrease of the objective in a pass that ends the
 *     descent</td></tr>
 * <tr><td>labelColumn</td><td>{@code label}</td><td>null: the row is left out and counted</td></tr>
 * <tr><td>weightColumn</td><td>unset: 1</td><td>finite, &gt;= 0; 0: left out and counted</td></tr>
 * <tr><td>offsetColumn</td><td>unset: 0</td><td>margin of another model, in fitting and scoring</td></tr>
 * <tr><td>queryColumn</td><td>{@code query_id}</td><td>the list of a row; read by softmax</td></tr>
 * <tr><td>rowIdColumn</td><td>unset</td><td>see {@link Coordinate#maxRows}</td></tr>
 * <tr><td>scoreColumn</td><td>{@code model_score}</td><td>the sum, DOUBLE</td></tr>
 * <tr><td>probabilityColumn</td><td>{@code probability}</td><td>its sigmoid; logistic only</td></tr>
 * <tr><td>variance</td><td>{@code none}</td><td>{@code none}, {@code simple}, {@code full}</td></tr>
 * <tr><td>forgetting</td><td>1</td><td>factor of the initial model's precision</td></tr>
 * <tr><td>partitions</td><td>0: chosen</td><td>of the training rows; changes no coefficient by more
 *     than 1e-8</td></tr>
 * <tr><td>seed</td><td>42</td><td>of the row hash</td></tr>
 * </table>
 */
public interface GlmixParams extends Params {
  /** The parameter objects of this instance. */
  GlmixParamSet glmix();

  default Param<String> labelColumn() {
    return glmix().labelColumn;
  }

  default Param<String> weightColumn() {
    return glmix().weightColumn;
  }

  default Param<String> offsetColumn() {
    return glmix().offsetColumn;
  }

  default Param<String> queryColumn() {
    return glmix().queryColumn;
  }

  default Param<String> rowIdColumn() {
    return glmix().rowIdColumn;
  }

  default Param<String> scoreColumn() {
    return glmix().scoreColumn;
  }

  default Param<String> probabilityColumn() {
    return glmix().probabilityColumn;
  }

  default Param<String> coordinates() {
    return glmix().coordinates;
  }

  default Param<String> objective() {
    return glmix().objective;
  }

  default IntParam passes() {
    return glmix().passes;
  }

  default DoubleParam tolerance() {
    return glmix().tolerance;
  }

  default IntParam partitions() {
    return glmix().partitions;
  }

  default Param<String> variance() {
    return glmix().variance;
  }

  default DoubleParam forgetting() {
    return glmix().forgetting;
  }

  default LongParam seed() {
    return glmix().seed;
  }

  /** The coordinates in the order of their updates. */
  default List<Coordinate> coordinateList() {
    return Arrays.asList(GlmixParamSet.fromJson(getOrDefault(coordinates()), Coordinate[].class));
  }

  /** Whether scoring adds a probability. */
  default boolean addsProbability() {
    return getOrDefault(objective()).equals("logistic")
        && !getOrDefault(probabilityColumn()).isEmpty();
  }

  /** The schema with score and probability last. */
  default StructType withScore(StructType schema) {
    StructType scored = new StructType();
    for (var field : schema.fields()) {
      if (!field.name().equals(getOrDefault(scoreColumn()))
          && !(addsProbability() && field.name().equals(getOrDefault(probabilityColumn())))) {
        scored = scored.add(field);
      }
    }
    scored = scored.add(getOrDefault(scoreColumn()), DataTypes.DoubleType);
    return addsProbability()
        ? scored.add(getOrDefault(probabilityColumn()), DataTypes.DoubleType)
        : scored;
  }
}

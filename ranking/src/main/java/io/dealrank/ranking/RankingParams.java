package io.dealrank.ranking;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Parameters that a {@link Ranker} and the {@link RankingModel} it fits have in common; fitting
 * copies them.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><th>name</th><th>type</th><th>default</th><th>meaning</th></tr>
 * <tr><td>featureColumns</td><td>string[]</td><td>empty</td><td>DOUBLE columns; null = unknown</td></tr>
 * <tr><td>labelColumn</td><td>string</td><td>{@code label}</td><td>numeric 1, 0 or null; null (not known
 *     yet) leaves the row out; {@link XgboostRanker} also learns grades</td></tr>
 * <tr><td>weightColumn</td><td>string</td><td>unset: 1 per row</td><td>DOUBLE, finite, &gt;= 0; 0
 *     leaves the row out</td></tr>
 * <tr><td>scoreColumn</td><td>string</td><td>{@code model_score}</td><td>the DOUBLE column added by
 *     scoring</td></tr>
 * <tr><td>queryColumn</td><td>string</td><td>{@code query_id}</td><td>identifies the list a row is
 *     in</td></tr>
 * <tr><td>listRelative</td><td>boolean</td><td>false</td><td>see {@link ListRelativeFeatures}</td></tr>
 * <tr><td>seed</td><td>long</td><td>42</td><td>seed of every random choice</td></tr>
 * </table>
 */
public interface RankingParams extends Params {
  /** The parameter objects of this instance. */
  SharedParams shared();

  default StringArrayParam featureColumns() {
    return shared().featureColumns;
  }

  default Param<String> labelColumn() {
    return shared().labelColumn;
  }

  default Param<String> weightColumn() {
    return shared().weightColumn;
  }

  default Param<String> scoreColumn() {
    return shared().scoreColumn;
  }

  default Param<String> queryColumn() {
    return shared().queryColumn;
  }

  default BooleanParam listRelative() {
    return shared().listRelative;
  }

  default LongParam seed() {
    return shared().seed;
  }

  /** The schema with the score column last, in place of one of that name. */
  default StructType withScore(StructType schema) {
    String score = getOrDefault(scoreColumn());
    StructType others =
        new StructType(
            Arrays.stream(schema.fields())
                .filter(field -> !field.name().equals(score))
                .toArray(StructField[]::new));
    return others.add(score, DataTypes.DoubleType);
  }

  /** The names of the feature columns. */
  default List<String> featureNames() {
    return List.of(getOrDefault(featureColumns()));
  }
}

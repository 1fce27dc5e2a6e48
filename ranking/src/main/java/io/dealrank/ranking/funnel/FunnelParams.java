package io.dealrank.ranking.funnel;

import io.dealrank.ranking.RankingParams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Parameters that {@link FunnelRanker} and {@link FunnelRankingModel} have in common.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><th>name</th><th>type</th><th>default</th><th>meaning</th></tr>
 * <tr><td>stages</td><td>string[]</td><td>{@code label_contact, label_response, label_deal}</td>
 *     <td>label columns (1, 0 or null), each stage open to rows with label 1 in the one before; if
 *     {@code labelColumn} is set the funnel ends there</td></tr>
 * <tr><td>probabilityColumn</td><td>string</td><td>{@code probability}</td><td>the DOUBLE column of the
 *     product of the stages' probabilities, in (0, 1)</td></tr>
 * <tr><td>stageColumns</td><td>boolean</td><td>false</td><td>add {@code probability_contact} and so
 *     on: probabilityColumn, underscore, label without {@code label_}</td></tr>
 * </table>
 */
public interface FunnelParams extends RankingParams {
  /** The parameter objects of this instance. */
  FunnelParamSet funnel();

  default StringArrayParam stages() {
    return funnel().stages;
  }

  default Param<String> probabilityColumn() {
    return funnel().probabilityColumn;
  }

  default BooleanParam stageColumns() {
    return funnel().stageColumns;
  }

  /** The label columns of the stages up to the target. */
  default List<String> stageLabels() {
    List<String> all = List.of(getOrDefault(stages()));
    if (all.isEmpty()) {
      throw FunnelErrors.noStages();
    }
    if (new HashSet<>(all).size() < all.size()) {
      throw FunnelErrors.repeatedStage(all);
    }
    if (!isSet(labelColumn())) {
      return all;
    }
    int target = all.indexOf(getOrDefault(labelColumn()));
    if (target < 0) {
      throw FunnelErrors.targetIsNoStage(getOrDefault(labelColumn()), all);
    }
    return all.subList(0, target + 1);
  }

  /** The column of a stage's probability. */
  default String stageColumn(String label) {
    return getOrDefault(probabilityColumn())
        + "_"
        + (label.startsWith("label_") ? label.substring("label_".length()) : label);
  }

  /** The columns that scoring adds, in order, the score last. */
  default List<String> addedColumns() {
    List<String> added = new ArrayList<>();
    if ((boolean) getOrDefault(stageColumns())) {
      stageLabels().forEach(label -> added.add(stageColumn(label)));
    }
    added.add(getOrDefault(probabilityColumn()));
    added.add(getOrDefault(scoreColumn()));
    return added;
  }

  /** The schema with the added columns last, in place of columns of these names. */
  @Override
  default StructType withScore(StructType schema) {
    List<String> added = addedColumns();
    StructType scored =
        new StructType(
            Arrays.stream(schema.fields())
                .filter(field -> !added.contains(field.name()))
                .toArray(StructField[]::new));
    for (String column : added) {
      scored = scored.add(column, DataTypes.DoubleType);
    }
    return scored;
  }
}

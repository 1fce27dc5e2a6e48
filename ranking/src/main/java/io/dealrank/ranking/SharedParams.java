package io.dealrank.ranking;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The parameter objects that a ranker and its model both own; see {@link RankingParams}. */
public final class SharedParams {
  final StringArrayParam featureColumns;
  final Param<String> labelColumn;
  final Param<String> weightColumn;
  final Param<String> scoreColumn;
  final Param<String> queryColumn;
  final BooleanParam listRelative;
  final LongParam seed;

  /** Creates the parameters of {@code owner}, whose uid is already set, and their defaults. */
  SharedParams(Params owner) {
    featureColumns =
        new StringArrayParam(owner, "featureColumns", "names of DOUBLE columns; null = unknown");
    labelColumn =
        new Param<>(
            owner,
            "labelColumn",
            "name of the label column: 1, 0 or null; grades for xgboost's rank:ndcg");
    weightColumn =
        new Param<>(owner, "weightColumn", "name of a DOUBLE column >= 0; unset: every row is 1");
    scoreColumn = new Param<>(owner, "scoreColumn", "name of the DOUBLE column that scoring adds");
    queryColumn = new Param<>(owner, "queryColumn", "name of the column that identifies a query");
    listRelative =
        new BooleanParam(
            owner, "listRelative", "also use each feature minus its mean over the query's list");
    seed = new LongParam(owner, "seed", "seed of every random choice, any long");
    owner.setDefault(featureColumns, new String[0]);
    owner.setDefault(labelColumn, "label");
    owner.setDefault(scoreColumn, "model_score");
    owner.setDefault(queryColumn, "query_id");
    owner.setDefault(listRelative, false);
    owner.setDefault(seed, 42L);
  }
}

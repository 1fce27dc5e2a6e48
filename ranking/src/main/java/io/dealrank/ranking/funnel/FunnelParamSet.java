package io.dealrank.ranking.funnel;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The parameter objects that the funnel and its model both own; see {@link FunnelParams}. */
public final class FunnelParamSet {
  final StringArrayParam stages;
  final Param<String> probabilityColumn;
  final BooleanParam stageColumns;

  /** Creates the parameters of {@code owner}, whose uid is already set, and their defaults. */
  FunnelParamSet(Params owner) {
    stages = new StringArrayParam(owner, "stages", "label columns of the stages, the target last");
    probabilityColumn =
        new Param<>(owner, "probabilityColumn", "name of the DOUBLE column of the probability");
    stageColumns =
        new BooleanParam(
            owner, "stageColumns", "also add the probability of every stage as a column");
    owner.setDefault(stages, new String[] {"label_contact", "label_response", "label_deal"});
    owner.setDefault(probabilityColumn, "probability");
    owner.setDefault(stageColumns, false);
  }
}

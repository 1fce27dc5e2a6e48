package io.dealrank.ranking;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameter objects that the popularity ranker and its model both own. */
public final class PopularityParamSet {
  final Param<String> successesColumn;
  final Param<String> trialsColumn;
  final DoubleParam strength;

  PopularityParamSet(Params owner) {
    successesColumn =
        new Param<>(owner, "successesColumn", "name of a DOUBLE column; null = no successes");
    trialsColumn = new Param<>(owner, "trialsColumn", "name of a DOUBLE column; null = no trials");
    strength =
        new DoubleParam(
            owner,
            "strength",
            "number of trials the prior counts for, > 0",
            ParamValidators.<Object>gt(0));
    owner.setDefault(strength, 10.0);
  }
}

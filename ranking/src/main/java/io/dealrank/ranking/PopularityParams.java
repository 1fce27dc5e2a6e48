package io.dealrank.ranking;

import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** Parameters that {@link PopularityRanker} and {@link PopularityRankingModel} have in common. */
public interface PopularityParams extends RankingParams {
  /** The parameter objects of this instance. */
  PopularityParamSet popularity();

  default Param<String> successesColumn() {
    return popularity().successesColumn;
  }

  default Param<String> trialsColumn() {
    return popularity().trialsColumn;
  }

  default DoubleParam strength() {
    return popularity().strength;
  }

  /** Requires both counts to be set and DOUBLE. */
  default void checkCounts(ColumnCheck check) {
    for (Param<String> column : List.of(successesColumn(), trialsColumn())) {
      if (!isDefined(column)) {
        throw RankingErrors.unsetParameter("PopularityRanker", column.name());
      }
    }
    check
        .isDouble("successes", getOrDefault(successesColumn()))
        .isDouble("trials", getOrDefault(trialsColumn()));
  }
}

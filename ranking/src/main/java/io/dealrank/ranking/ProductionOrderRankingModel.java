package io.dealrank.ranking;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code score = -position}; a row without a position comes after all others, at -2^31. */
public final class ProductionOrderRankingModel extends RankingModel
    implements DefaultParamsWritable {
  private static final double LAST = Integer.MIN_VALUE;

  private final Param<String> positionColumn;

  /** Called by Spark's reader. */
  public ProductionOrderRankingModel(String uid) {
    super(uid);
    positionColumn = positionColumn(this);
  }

  static Param<String> positionColumn(Params owner) {
    Param<String> param =
        new Param<>(
            owner, "positionColumn", "name of the numeric column with the 1-based position");
    owner.setDefault(param, "position");
    return param;
  }

  @Override
  protected void checkScoringSchema(ColumnCheck check) {
    check.isNumeric("position", getOrDefault(positionColumn));
  }

  @Override
  protected Dataset<Row> score(Dataset<Row> rows) {
    return rows.withColumn(
        getOrDefault(scoreColumn()),
        coalesce(
            KnownValue.of(KnownValue.named(getOrDefault(positionColumn)).cast("double"))
                .multiply(-1),
            lit(LAST)));
  }

  @Override
  public List<FeatureWeight> featureWeights() {
    return List.of();
  }

  public Param<String> positionColumn() {
    return positionColumn;
  }

  public static MLReader<ProductionOrderRankingModel> read() {
    return new DefaultParamsReadable<ProductionOrderRankingModel>() {}.read();
  }
}

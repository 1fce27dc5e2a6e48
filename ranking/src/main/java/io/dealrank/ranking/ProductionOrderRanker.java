package io.dealrank.ranking;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The order the listings were shown in: the baseline every ranker has to beat. Nothing is fitted
 * and no row is read; features and label are ignored.
 *
 * <p>Own parameter: {@code positionColumn} (default {@code position}, numeric, 1-based).
 */
public final class ProductionOrderRanker extends Ranker {
  private final Param<String> positionColumn;

  public ProductionOrderRanker() {
    this(Identifiable$.MODULE$.randomUID("productionOrderRanker"));
  }

  /** Called by Spark's reader. */
  public ProductionOrderRanker(String uid) {
    super(uid);
    positionColumn = ProductionOrderRankingModel.positionColumn(this);
  }

  @Override
  protected void checkTrainingSchema(ColumnCheck check) {
    check.isNumeric("position", getOrDefault(positionColumn));
  }

  @Override
  protected RankingModel train(Dataset<Row> rows) {
    return new ProductionOrderRankingModel(
        Identifiable$.MODULE$.randomUID("productionOrderRankingModel"));
  }

  public Param<String> positionColumn() {
    return positionColumn;
  }

  public ProductionOrderRanker setPositionColumn(String column) {
    set(positionColumn, column);
    return this;
  }

  public static MLReader<ProductionOrderRanker> read() {
    return new DefaultParamsReadable<ProductionOrderRanker>() {}.read();
  }
}

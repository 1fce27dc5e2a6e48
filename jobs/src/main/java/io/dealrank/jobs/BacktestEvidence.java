package io.dealrank.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.PerQuery;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import io.dealrank.evaluation.report.Reference;
import io.dealrank.features.Lake;
import io.dealrank.features.training.FeatureColumn;
import io.dealrank.features.training.Labels;
import io.dealrank.features.vertical.Span;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a backtest is judged by besides the comparison: features alone, production alone. */
record BacktestEvidence(VerticalFile file, Conventions conventions) {
  private static final List<String> REFERENCE_METRICS = List.of("ndcg", "ndcg_10");

  /** Every feature alone, over all mature lists: training and test. */
  List<SingleFeatureCheck.Result> singleFeatures(Dataset<Row> rows, String target) {
    List<String> features = FeatureColumn.of(file).stream().map(FeatureColumn::name).toList();
    List<Column> columns = new ArrayList<>();
    Dataset<Row> judged =
        rows.withColumn("label", col("label_" + target)).withColumn("model_score", lit(0.0));
    for (String column :
        List.of(
            "query_id",
            "searcher_id",
            "listing_id",
            "position",
            "segments",
            "label",
            "production_score",
            "model_score")) {
      columns.add(col(column));
    }
    features.forEach(f -> columns.add(col(f)));
    return SingleFeatureCheck.of(
            judged.select(columns.toArray(Column[]::new)),
            features,
            conventions,
            SingleFeatureCheck.TOO_GOOD)
        .collectAsList()
        .stream()
        .map(SingleFeatureCheck.Result::from)
        .toList();
  }

  /**
   * The production order alone over all lists of the log, whatever happened whenever.
   *
   * @param where the condition of the list
   */
  List<Reference> references(String target, String where, Lake lake) {
    Dataset<Row> shown = lake.impressions().filter(expr(where));
    Dataset<Row> observed =
        Labels.observe(
            shown,
            lake.impressions(),
            lake,
            Map.of(target, file.vertical().label().outcomes().get(target)),
            Span.parse("all"));
    Dataset<Row> judged = TestLists.judged(TestLists.inProductionOrder(observed), target);
    List<BacktestMetric> metrics = REFERENCE_METRICS.stream().map(BacktestMetric::of).toList();
    Dataset<Row> perQuery =
        PerQuery.of(judged, metrics, conventions).filter(col("state").equalTo("compared"));
    Row means =
        perQuery
            .agg(
                count(lit(1)),
                metrics.stream().map(m -> avg(m.productionColumn())).toArray(Column[]::new))
            .head();
    List<Reference> references = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      double value = means.isNullAt(i + 1) ? Double.NaN : means.getDouble(i + 1);
      references.add(new Reference(metrics.get(i).name(), value, means.getLong(0)));
    }
    return references;
  }
}

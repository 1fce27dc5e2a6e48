package io.dealrank.jobs;

import io.dealrank.ranking.ModelProvenance;
import io.dealrank.ranking.ModelStore;
import io.dealrank.ranking.RankerSpec;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The test lists of one section of the report in the model's order.
 *
 * @param where the condition of the list
 * @param rows with {@code model_score}
 * @param models in the order of the cut-offs
 */
record RankedLists(
    String target,
    String list,
    String where,
    Dataset<Row> rows,
    List<ModelProvenance> models,
    ModelStore store) {
  RankerSpec ranker() {
    return models.get(models.size() - 1).recipe().ranker();
  }
}

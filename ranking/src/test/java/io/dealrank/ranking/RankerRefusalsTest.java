package io.dealrank.ranking;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.testing.SharedSpark;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class RankerRefusalsTest {
  private Dataset<Row> table;
  private final List<Ranker> rankers =
      List.of(
          new LogisticRegressionRanker().setFeatureColumns("a", "b"),
          new XgboostRanker().setRounds(1).setFeatureColumns("a", "b"));

  @BeforeEach
  void rows(SparkSession spark) {
    table = Impressions.table(spark, Impressions.random(20, 1));
  }

  @Test
  void a_missing_column_is_named_with_the_closest() {
    refused(table.withColumnRenamed("b", "bee"), "feature column 'b' is missing", "bee");
    refused(table.drop("query_id"), "query column 'query_id' is missing", "add the column");
  }

  @Test
  void a_wrong_type_is_named() {
    refused(table.withColumn("a", lit("x")), "'a' is STRING", "DOUBLE is needed");
    refused(table.withColumn("label", lit("x")), "label column 'label' is STRING", "numeric");
  }

  @Test
  void no_features_no_rows_no_labels_are_told_apart() {
    for (Ranker ranker : List.of(new LogisticRegressionRanker(), new XgboostRanker())) {
      assertThatThrownBy(() -> ranker.fit(table)).hasMessageContaining("no feature columns");
    }
    refused(table.filter(lit(false)), "No training rows", "0 rows have a null label");
    refused(table.withColumn("label", lit(null).cast("int")), "No training rows", "20 rows");
  }

  @Test
  void a_label_that_is_not_two_classes_is_refused() {
    refused(table.withColumn("label", lit(1)), "one class only", "20 of 20");
    refused(table.withColumn("label", col("position")), "values other than 0, 1", "18");
  }

  @Test
  void features_that_are_not_finite_are_counted_and_named() {
    Column broken = when(col("position").leq(2), lit(Double.NaN)).otherwise(col("a"));
    refused(table.withColumn("a", broken), "feature 'a' has 4 NaN or infinite", "null");
  }

  @Test
  void bad_weights_are_counted() {
    rankers.forEach(ranker -> ranker.setWeightColumn("weight"));
    Column negative = when(col("position").equalTo(1), lit(-1.0)).otherwise(lit(1.0));
    refused(table.withColumn("weight", negative), "'weight' has 2 values", "negative");
    refused(table.withColumn("weight", lit(Double.NaN)), "'weight' has 20 values", "NaN");
    refused(table.withColumn("weight", lit(null).cast("double")), "has 20 values", "null");
  }

  @Test
  void features_that_never_vary_are_refused_together() {
    rankers.forEach(ranker -> ranker.setFeatureColumns("flat", "empty"));
    refused(table, "None of the features [flat, empty] varies", "constant or all null");
  }

  @Test
  void scoring_checks_the_schema_too() {
    for (Ranker ranker : rankers) {
      RankingModel model = ranker.fit(table);
      assertThatThrownBy(() -> model.transform(table.drop("a")))
          .hasMessageContaining("feature column 'a' is missing");
      assertThat(model.transformSchema(table.schema()).fieldNames())
          .isEqualTo(model.transform(table).columns());
    }
  }

  private void refused(Dataset<Row> rows, String problem, String detail) {
    for (Ranker ranker : rankers) {
      assertThatThrownBy(() -> ranker.fit(rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(problem)
          .hasMessageContaining(detail);
    }
  }
}

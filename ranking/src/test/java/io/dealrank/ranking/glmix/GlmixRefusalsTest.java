package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class GlmixRefusalsTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final int X = MixedRows.SCHEMA.fieldIndex("x");
  private static final int LABEL = MixedRows.SCHEMA.fieldIndex("label");

  private static List<Row> rows() {
    return MixedRows.draw(120, 4, 6, SEED);
  }

  private static Row with(Row row, int at, Object value) {
    Object[] cells = new Object[row.size()];
    for (int j = 0; j < cells.length; j++) {
      cells[j] = j == at ? value : row.get(j);
    }
    return RowFactory.create(cells);
  }

  private static void refused(Dataset<Row> table, GlmixClassifier classifier, String... parts) {
    assertThatThrownBy(() -> classifier.fit(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  private static void refused(Dataset<Row> table, String... parts) {
    refused(table, MixedRows.classifier(), parts);
  }

  @Test
  void one_class_is_refused(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, rows());
    refused(table.withColumn("label", lit(1.0)), "120 rows", "label 1", "'label'");
    refused(table.withColumn("label", lit(0.0)), "120 rows", "label 0");
    refused(table.withColumn("label", lit(null).cast("double")), "no rows", "120 are unlabelled");
  }

  @Test
  void labels_out_of_range_are_refused(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, rows());
    refused(table.withColumn("label", col("label").plus(0.5)), "label out of range", "'label'");
    refused(
        table.withColumn("label", lit(-1.0)),
        MixedRows.classifier().setObjective("softmax"),
        "120 rows",
        "gain");
  }

  @Test
  void values_that_are_not_finite_are_refused(SparkSession spark) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      List<Row> rows = new ArrayList<>(rows());
      rows.set(7, with(rows.get(7), X, Vectors.dense(1, bad, 0)));
      refused(MixedRows.table(spark, rows), "1 entries", "'x'", "NaN or infinite");
    }
    Dataset<Row> table = MixedRows.table(spark, rows());
    refused(table.withColumn("offset", lit(Double.NaN)), "120 rows", "'offset'", "finite");
    refused(table.withColumn("weight", lit(Double.NaN)), "120 rows", "'weight'");
    refused(table.withColumn("weight", lit(null).cast("double")), "120 rows", "'weight'");
  }

  @Test
  void vectors_of_different_lengths_or_null_are_refused(SparkSession spark) {
    List<Row> rows = new ArrayList<>(rows());
    rows.set(7, with(rows.get(7), X, Vectors.dense(1, 2)));
    refused(MixedRows.table(spark, rows).coalesce(1), "another length", "'x'", "3 entries");
    rows.set(7, with(rows.get(7), X, null));
    refused(MixedRows.table(spark, rows), "1 rows", "no vector in 'x'");
  }

  @Test
  void weights_below_0_are_refused_and_rows_with_weight_0_are_left_out(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, rows());
    refused(
        table.withColumn("weight", expr("if(id = 'r5', -0.1, weight)")),
        "1 rows",
        "'weight'",
        "at least 0");
    refused(table.withColumn("weight", lit(0.0)), "no rows", "120 have weight 0");

    Dataset<Row> halved =
        table.withColumn("weight", expr("if(cast(substr(id, 2) AS INT) % 2 = 0, 0, weight)"));
    GlmixModel model = MixedRows.classifier().fit(halved);
    assertThat(model.fitted().counts().rows()).isEqualTo(60);
    assertThat(model.fitted().counts().weightless()).isEqualTo(60);
    assertThat(GlmixClassifierTest.means(model))
        .as("seed " + SEED)
        .isEqualTo(
            GlmixClassifierTest.means(
                MixedRows.classifier().fit(halved.filter(col("weight").gt(0)))));
  }

  @Test
  void a_row_without_entity_is_counted_and_takes_part_in_the_rest(SparkSession spark) {
    Dataset<Row> table =
        MixedRows.table(spark, rows()).withColumn("employer", lit(null).cast("string"));
    GlmixModel model = MixedRows.classifier().fit(table);
    assertThat(model.fitted().counts().rows()).isEqualTo(120);
    assertThat(model.fitted().counts().withoutEntity()).containsEntry("employer", 120L);
    assertThat(model.entities("employer").count()).isZero();
    double[] without =
        new GlmixClassifier()
            .setCoordinates(MixedRows.GLOBAL, MixedRows.CANDIDATE)
            .setWeightColumn("weight")
            .setOffsetColumn("offset")
            .fit(table)
            .fixed("global")
            .means();
    assertThat(model.fixed("global").means())
        .as("seed " + SEED)
        .usingComparatorWithPrecision(1e-8)
        .containsExactly(without);
  }

  @Test
  void a_constant_feature_is_learnt_beside(SparkSession spark) {
    List<Row> rows =
        rows().stream()
            .map(row -> with(row, X, Vectors.dense(row.<Vector>getAs(X).apply(0), 7.5, 0)))
            .toList();
    finite(MixedRows.classifier().fit(MixedRows.table(spark, rows)));
  }

  @Test
  void separable_rows_stay_finite_with_a_ridge(SparkSession spark) {
    List<Row> rows =
        rows().stream()
            .map(row -> with(row, LABEL, row.<Vector>getAs(X).apply(0) > 0 ? 1.0 : 0.0))
            .toList();
    finite(MixedRows.classifier().fit(MixedRows.table(spark, rows)));
  }

  /** There is no minimum: the solver stops where the loss is flat, at a finite margin. */
  @Test
  void entities_of_one_class_with_a_free_intercept_stay_finite(SparkSession spark) {
    List<Row> rows =
        rows().stream()
            .map(row -> with(row, LABEL, row.getString(2).equals("e0") ? 1.0 : row.get(LABEL)))
            .toList();
    Coordinate free = MixedRows.EMPLOYER.withIntercept(Coordinate.Intercept.FREE);
    GlmixModel model =
        new GlmixClassifier()
            .setCoordinates(MixedRows.GLOBAL, free)
            .setPasses(2)
            .fit(MixedRows.table(spark, rows));
    finite(model);
    double margin = GlmixClassifierTest.means(model).get("employer/e0/3");
    assertThat(margin).as("seed " + SEED).isGreaterThan(5);
  }

  private static void finite(GlmixModel model) {
    GlmixClassifierTest.means(model)
        .forEach((key, mean) -> assertThat(mean).as("seed " + SEED + " " + key).isFinite());
    model.fitted().history().forEach(step -> assertThat(step.objective()).isFinite());
  }

  @Test
  void missing_columns_and_other_types_are_refused(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, rows());
    for (String column : new String[] {"label", "weight", "offset", "employer", "x"}) {
      refused(table.drop(column), "column '" + column + "' is missing", "query_id");
    }
    refused(table.drop("query_id"), MixedRows.classifier().setObjective("softmax"), "'query_id'");
    refused(table.withColumn("label", lit("yes")), "'label'", "string", "numeric");
    refused(table.withColumn("x", lit(1.0)), "'x'", "double", "vector");
    GlmixModel model = MixedRows.classifier().setPasses(1).fit(table);
    assertThatThrownBy(() -> model.transform(table.drop("candidate")))
        .hasMessageContainingAll("'candidate' is missing", "employer");
  }

  @Test
  void coordinates_that_contradict_are_refused(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, rows());
    refused(table, new GlmixClassifier(), "no coordinate");
    refused(
        table,
        new GlmixClassifier().setCoordinates(MixedRows.GLOBAL, MixedRows.GLOBAL),
        "Two coordinates",
        "'global'");
    assertThatThrownBy(() -> MixedRows.GLOBAL.withL2(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> MixedRows.GLOBAL.withL2(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> MixedRows.EMPLOYER.withRows(0, 0)).hasMessageContaining("maxRows = 0");
    assertThatThrownBy(() -> MixedRows.classifier().setPasses(0)).hasMessageContaining("passes");
    assertThatThrownBy(() -> MixedRows.classifier().setForgetting(1.1))
        .hasMessageContaining("forgetting");
  }

  @Test
  void an_initial_model_that_does_not_fit_is_refused(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, rows());
    refused(
        table,
        new GlmixClassifier().setCoordinates(MixedRows.GLOBAL.lock()),
        "'global'",
        "no initial model");
    GlmixModel model = new GlmixClassifier().setCoordinates(MixedRows.GLOBAL).fit(table);
    refused(
        table,
        new GlmixClassifier().setCoordinates(MixedRows.EMPLOYER.lock()).setInitialModel(model),
        "'employer'",
        "[global]");
    refused(
        table,
        new GlmixClassifier()
            .setCoordinates(Coordinate.fixedEffect("global", "z"))
            .setInitialModel(model),
        "3 features",
        "5 now");
    refused(
        table,
        new GlmixClassifier()
            .setCoordinates(Coordinate.randomEffect("global", "employer", "x"))
            .setInitialModel(model),
        "'global'",
        "fixed effect",
        "random effect");
  }
}

package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class NamedCoefficientsTest {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "coordinate STRING, entity STRING, feature STRING, mean DOUBLE, variance DOUBLE");
  private static final Coordinate GLOBAL = Coordinate.fixedEffect("global", "x");
  private static final Coordinate EMPLOYER = Coordinate.randomEffect("employer", "employer", null);
  private static final Map<String, List<String>> NAMES = Map.of("x", List.of("a", "b"));

  @TempDir private Path folder;

  @Test
  void features_find_their_places_by_name(SparkSession spark) throws java.io.IOException {
    GlmixModel model =
        GlmixModel.of(
            table(
                spark,
                row("global", null, "(INTERCEPT)", 3),
                row("global", null, "b", 2),
                row("other", null, "c", 2),
                row("employer", "e1", "(INTERCEPT)", -1)),
            NAMES,
            GLOBAL,
            EMPLOYER);

    model.write().save(folder.resolve("model").toString());
    for (GlmixModel same : List.of(model, GlmixModel.load(folder.resolve("model").toString()))) {
      assertThat(same.coefficients().selectExpr("feature", "index", "mean").collectAsList())
          .containsExactlyInAnyOrder(
              RowFactory.create("a", 0, 0.0),
              RowFactory.create("b", 1, 2.0),
              RowFactory.create("(INTERCEPT)", 2, 3.0),
              RowFactory.create("(INTERCEPT)", 0, -1.0));
    }
  }

  @Test
  void nothing_is_left_out_in_silence(SparkSession spark) {
    Row good = row("global", null, "a", 1);
    refused(
        spark,
        "1 coefficients of features that its vectors do not have, such as 'c'",
        good,
        row("global", null, "c", 1));
    refused(spark, "1 coefficients are there more than once, such as those of 'a'", good, good);
    refused(spark, "1 of its coefficients have an entity", good, row("global", "e", "b", 1));
    refused(spark, "NaN or infinite", good, row("global", null, "b", Double.NaN));
    refused(spark, "no coefficients of the coordinate 'global'", row("other", null, "a", 1));
  }

  @Test
  void names_must_be_there_once(SparkSession spark) {
    Dataset<Row> table = table(spark, row("global", null, "a", 1));
    assertThatThrownBy(() -> GlmixModel.of(table, Map.of("z", List.of("a")), GLOBAL))
        .hasMessageContaining("names are given for [z]");
    assertThatThrownBy(() -> GlmixModel.of(table, Map.of("x", List.of("a", "a")), GLOBAL))
        .hasMessageContaining("Two entries of 'x' are called 'a'");
    assertThatThrownBy(() -> GlmixModel.of(table, NAMES, GLOBAL, GLOBAL))
        .hasMessageContaining("Two coordinates are called 'global'");
    assertThatThrownBy(() -> GlmixModel.of(table.drop("variance"), NAMES, GLOBAL))
        .hasMessageContaining("'variance' is missing");
  }

  private static void refused(SparkSession spark, String message, Row... rows) {
    assertThatThrownBy(() -> GlmixModel.of(table(spark, rows), NAMES, GLOBAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Row row(String coordinate, String entity, String feature, double mean) {
    return RowFactory.create(coordinate, entity, feature, mean, null);
  }

  private static Dataset<Row> table(SparkSession spark, Row... rows) {
    return spark.createDataFrame(List.of(rows), SCHEMA);
  }
}

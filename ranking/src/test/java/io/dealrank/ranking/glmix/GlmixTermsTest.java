package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a mixed-effect model says of a score: mean times value, named and added up. */
@ExtendWith(SharedSpark.class)
class GlmixTermsTest {
  private static final long SEED = new Random().nextInt(1_000_000);

  @Test
  void terms_are_coefficient_times_value_and_add_up_to_the_score(SparkSession spark) {
    List<Row> rows = MixedRows.draw(300, 6, 10, SEED);
    GlmixModel model = MixedRows.classifier().fit(MixedRows.table(spark, rows));
    Map<String, Double> means = new HashMap<>();
    for (Row row : model.coefficients().collectAsList()) {
      means.put(row.getString(0) + "/" + row.getString(1) + "/" + row.getInt(3), row.getAs("mean"));
    }
    Dataset<Row> table = MixedRows.table(spark, MixedRows.draw(80, 9, 10, SEED + 1)).repartition(3);
    Dataset<Row> explained = model.withTerms(model.transform(table), "terms");
    assertThat(explained.columns()).endsWith("model_score", "probability", "terms");
    for (Row row : explained.collectAsList()) {
      Map<String, Double> terms = row.getJavaMap(row.fieldIndex("terms"));
      Map<String, Double> expected = new TreeMap<>();
      expected.put("offset", row.getAs("offset"));
      add(expected, means, "global", null, row.getAs("x"));
      add(expected, means, "employer", row.getAs("employer"), row.getAs("x"));
      add(expected, means, "candidate", row.getAs("candidate"), row.getAs("z"));
      expected.values().removeIf(value -> value == 0);
      String clue = "seed " + SEED + ", " + row;
      assertThat(terms.keySet()).as(clue).isEqualTo(expected.keySet());
      terms.forEach(
          (name, value) -> assertThat(value).as(clue).isCloseTo(expected.get(name), within(1e-12)));
      assertThat(terms.values().stream().mapToDouble(value -> value).sum())
          .as(clue)
          .isCloseTo(row.<Double>getAs("model_score"), within(1e-9));
    }
  }

  @Test
  void an_entity_that_is_null_or_not_known_has_no_terms(SparkSession spark) {
    List<Row> rows = MixedRows.draw(200, 4, 8, SEED);
    GlmixModel model = MixedRows.classifier().fit(MixedRows.table(spark, rows));
    Dataset<Row> strangers =
        MixedRows.table(spark, rows.subList(0, 20))
            .withColumn("employer", lit("nobody"))
            .withColumn("candidate", lit(null).cast("string"));
    for (Row row : model.withTerms(strangers, "terms").collectAsList()) {
      Map<String, Double> terms = row.getJavaMap(row.fieldIndex("terms"));
      assertThat(terms.keySet())
          .contains("offset", "global: (INTERCEPT)")
          .allMatch(name -> name.equals("offset") || name.startsWith("global: "));
    }
  }

  @Test
  void an_unknown_offset_leaves_score_and_terms_unknown(SparkSession spark) {
    List<Row> rows = MixedRows.draw(200, 4, 8, SEED);
    GlmixModel model = MixedRows.classifier().fit(MixedRows.table(spark, rows));
    Dataset<Row> unknown =
        MixedRows.table(spark, rows).withColumn("offset", expr("if(label = 1, null, offset)"));
    assertThat(
            model
                .withTerms(model.transform(unknown), "terms")
                .filter(
                    "(label = 1) != (terms is null) or (terms is null) != (model_score is null)")
                .count())
        .isZero();
  }

  private static void add(
      Map<String, Double> expected,
      Map<String, Double> means,
      String coordinate,
      String entity,
      Vector x) {
    for (int j = 0; j <= x.size(); j++) {
      Double mean = means.get(coordinate + "/" + entity + "/" + j);
      if (mean != null) {
        String name = j == x.size() ? "(INTERCEPT)" : String.valueOf(j);
        expected.put(coordinate + ": " + name, mean * (j == x.size() ? 1 : x.apply(j)));
      }
    }
  }
}

package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class FeatureAssemblerTest {
  private final FeatureAssembler assembler =
      FeatureAssembler.of(
          List.of(
              new FeatureStatistics("a.b", 4, 3, 0, 0, 6, 2.5, 1),
              new FeatureStatistics("c", 4, 4, 0, 0, 1, 0.5, 1),
              new FeatureStatistics("one value", 4, 2, 0, 3, 3, 3, 0)),
          "v");

  @Test
  void fills_unknown_values_and_flags_them(SparkSession spark) {
    Dataset<Row> rows =
        Rows.of("`a.b` DOUBLE, c DOUBLE, `one value` DOUBLE")
            .row("1", "0.25", "3")
            .row(null, null, null)
            .row("NaN", "Infinity", "9")
            .in(spark);

    List<Row> vectors = assembler.transform(rows).select("v").collectAsList();

    assertThat(vectors.get(0).<Vector>getAs(0).toArray()).containsExactly(1, 0, 0.25, 0);
    assertThat(vectors.get(1).<Vector>getAs(0).toArray()).containsExactly(2.5, 1, 0.5, 1);
    assertThat(vectors.get(2).<Vector>getAs(0).toArray()).containsExactly(2.5, 1, 0.5, 0);
  }

  @Test
  void a_term_of_a_value_is_the_term_of_a_column(SparkSession spark) {
    Rows rows = Rows.of("`a.b` DOUBLE, c DOUBLE, `one value` DOUBLE").row(null, null, null);
    for (String x : List.of("NaN", "Infinity", "-Infinity", "1e100", "-1e101", "-0.0", "3")) {
      rows.row(x, x, x);
    }
    List<FeatureTerm> terms = assembler.entries();
    for (Row row : assembler.transform(rows.in(spark)).collectAsList()) {
      assertThat(row.<Vector>getAs("v").toArray())
          .containsExactly(
              terms.stream().mapToDouble(term -> term.of(row.getAs(term.column()))).toArray());
    }
  }

  @Test
  void is_saved_and_loaded_whole(SparkSession spark, @TempDir Path folder) throws Exception {
    String path = folder.resolve("assembler").toUri().toString();
    assembler.save(path);
    assertThat(FeatureAssembler.read().load(path).entries())
        .isEqualTo(assembler.entries())
        .extracting(FeatureTerm::title)
        .containsExactly("a.b", "a.b is missing", "c", "one value is missing");
  }
}

package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.evaluation.metrics.ListAuc;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values of {@code sum of logistic losses + l2 / 2 |w|^2} at its unique minimum, intercept free, on
 * the LIBSVM copies of two public data sets. Photon ML, run on them, ends at the same AUCs.
 */
@ExtendWith(SharedSpark.class)
class PhotonOptimumTest {
  private static final Path DATA =
      Path.of(System.getProperty("dealrank.root", "."))
          .resolve("../shared/gold/ranker/photon")
          .normalize();

  @ParameterizedTest
  @CsvSource({
    "a9a, 123, .1, 10508.7307",
    "a9a, 123, 1, 10528.5727",
    "a9a, 123, 10, 10640.1344",
    "a9a, 123, 100, 11239.4244",
    "heart.txt, 13, .1, 80.735109",
    "heart.txt, 13, 1, 82.654796",
    "heart.txt, 13, 10, 92.513136",
    "heart.txt, 13, 100, 115.988836"
  })
  void the_objective_ends_at_the_optimum(
      String file, int size, double l2, double expected, SparkSession spark) {
    Dataset<Row> rows = read(spark, file, size);
    GlmixModel model =
        new GlmixClassifier()
            .setCoordinates(Coordinate.fixedEffect("global", "features").withL2(l2))
            .setPasses(1)
            .fit(rows);
    double objective = model.fitted().history().get(0).objective();
    System.out.println(file + " " + l2 + " " + objective);
    assertThat(objective).isCloseTo(expected, within(1e-6 * expected));
  }

  @ParameterizedTest
  @CsvSource({"1, .90222", "10, .90251"})
  void other_rows_are_ordered_as_well_as_by_photon(double l2, double expected, SparkSession spark) {
    GlmixModel model =
        new GlmixClassifier()
            .setCoordinates(Coordinate.fixedEffect("global", "features").withL2(l2))
            .setPasses(1)
            .fit(read(spark, "a9a", 123));
    List<Row> scored =
        model
            .transform(read(spark, "a9a.t", 123))
            .select(functions.col("label").cast("int"), functions.col("model_score"))
            .collectAsList();
    double auc =
        ListAuc.of(
            scored.stream().mapToInt(row -> row.getInt(0)).toArray(),
            scored.stream().mapToDouble(row -> row.getDouble(1)).toArray());
    System.out.println("a9a.t " + l2 + " " + auc);
    assertThat(auc).isCloseTo(expected, within(4e-4));
  }

  private static Dataset<Row> read(SparkSession spark, String file, int size) {
    Path path = DATA.resolve(file);
    assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return spark
        .read()
        .format("libsvm")
        .option("numFeatures", size)
        .load(path.toString())
        .withColumn("label", functions.expr("if(label > 0, 1, 0)"));
  }
}

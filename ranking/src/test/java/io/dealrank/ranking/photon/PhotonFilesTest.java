package io.dealrank.ranking.photon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.ranking.glmix.Coordinate;
import io.dealrank.ranking.glmix.GlmixModel;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files that Photon ML wrote. They lie beside the checkout; without them these are skipped. */
@ExtendWith(SharedSpark.class)
class PhotonFilesTest {
  private static final Path DATA =
      Path.of(System.getProperty("dealrank.root", "."))
          .resolve("../shared/gold/ranker/photon/avro_model")
          .normalize();

  @TempDir private Path folder;

  @Test
  void the_fixed_effect_is_one_model(SparkSession spark) {
    Dataset<Row> read = read(spark, "yahoo-fixedEffectsOnly-global.avro", "global");
    assertThat(read.count()).isEqualTo(15019);
    assertThat(read.filter("entity is not null or variance is not null").count()).isZero();
    assertThat(read.filter("feature = '(INTERCEPT)'").head().getDouble(3))
        .isCloseTo(3.6586913834396633, within(0.0));
  }

  @Test
  void the_random_effect_is_one_model_per_artist(SparkSession spark) {
    Dataset<Row> read = read(spark, "yahoo-mixed-per-artist-00000.avro", "per-artist");
    assertThat(read.select("entity").distinct().count()).isEqualTo(2235);
    assertThat(read.count()).isEqualTo(56977);
    assertThat(read.filter("entity is null").count()).isZero();
  }

  @Test
  void both_score_rows_as_their_sum_and_come_back_unchanged(SparkSession spark) {
    Dataset<Row> all =
        read(spark, "yahoo-fixedEffectsOnly-global.avro", "global")
            .union(read(spark, "yahoo-mixed-per-artist-00000.avro", "per-artist"));
    List<String> names =
        all.select("feature")
            .filter("feature != '(INTERCEPT)'")
            .distinct()
            .sort("feature")
            .as(org.apache.spark.sql.Encoders.STRING())
            .collectAsList();
    GlmixModel model =
        GlmixModel.of(
            all,
            Map.of("x", names),
            Coordinate.fixedEffect("global", "x"),
            Coordinate.randomEffect("per-artist", "artist", "x"));
    Map<String, Double> means = new HashMap<>();
    for (Row row : all.collectAsList()) {
      means.put(row.get(1) + "/" + row.getString(2), row.getDouble(3));
    }
    int u1 = names.indexOf("u\u00011");
    int u4 = names.indexOf("u\u00014");
    Dataset<Row> rows =
        spark.createDataFrame(
            List.of(
                RowFactory.create(
                    "24350",
                    Vectors.sparse(
                        names.size(),
                        new int[] {Math.min(u1, u4), Math.max(u1, u4)},
                        u1 < u4 ? new double[] {2, -1} : new double[] {-1, 2}))),
            new StructType()
                .add("artist", DataTypes.StringType)
                .add("x", SQLDataTypes.VectorType()));
    double expected = 0;
    for (String entity : List.of("null", "24350")) {
      expected += means.getOrDefault(entity + "/(INTERCEPT)", 0.0);
      expected += 2 * means.getOrDefault(entity + "/u\u00011", 0.0);
      expected -= means.getOrDefault(entity + "/u\u00014", 0.0);
    }

    double score = model.transform(rows).head().<Double>getAs("model_score");

    assertThat(score).isCloseTo(expected, within(1e-12));
    PhotonModel.write(model, folder.resolve("model").toString());
    Dataset<Row> back = PhotonModel.readAll(spark, folder.resolve("model").toString());
    Dataset<Row> nonzero = back.filter(functions.col("mean").notEqual(0.0));
    assertThat(all.exceptAll(nonzero).count()).isZero();
    assertThat(nonzero.count()).isEqualTo(all.count());
    var unusedAll = all.unpersist();
    var unusedBack = back.unpersist();
  }

  private static Dataset<Row> read(SparkSession spark, String file, String coordinate) {
    Path path = DATA.resolve(file);
    assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return PhotonModel.read(spark, path.toString(), coordinate);
  }
}

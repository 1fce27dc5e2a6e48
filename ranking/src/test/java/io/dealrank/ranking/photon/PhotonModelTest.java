package io.dealrank.ranking.photon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.ranking.glmix.Coordinate;
import io.dealrank.ranking.glmix.GlmixClassifier;
import io.dealrank.ranking.glmix.GlmixModel;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class PhotonModelTest {
  private static final StructType ROWS =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("employer", DataTypes.StringType)
          .add("label", DataTypes.DoubleType)
          .add("x", SQLDataTypes.VectorType())
          .add("z", SQLDataTypes.VectorType());
  private static final Coordinate GLOBAL = Coordinate.fixedEffect("global", "x");
  private static final Coordinate EMPLOYER =
      Coordinate.randomEffect("per-employer", "employer", "z").withL2(2);
  private static final Map<String, List<String>> NAMES =
      Map.of("x", List.of("0", "1", "2"), "z", List.of("0", "1"));

  @TempDir private Path folder;

  @Test
  void a_model_written_and_read_scores_and_learns_on_as_before(SparkSession spark) {
    long seed = new Random().nextLong();
    Dataset<Row> old = rows(spark, 400, seed);
    Dataset<Row> today = rows(spark, 300, seed + 1);
    GlmixModel fitted = classifier().fit(old);
    String written = folder.resolve("model").toString();

    PhotonModel.write(fitted, written);
    GlmixModel read = GlmixModel.of(PhotonModel.readAll(spark, written), NAMES, GLOBAL, EMPLOYER);

    Map<Integer, Double> expected = scores(fitted.transform(today));
    scores(read.transform(today))
        .forEach(
            (id, score) ->
                assertThat(score)
                    .as("seed %d row %d", seed, id)
                    .isCloseTo(expected.get(id), within(1e-12)));
    Map<String, Double> next = means(classifier().setInitialModel(fitted).fit(today));
    Map<String, Double> same = means(classifier().setInitialModel(read).fit(today));
    assertThat(same.keySet()).as("seed %d", seed).isEqualTo(next.keySet());
    same.forEach(
        (key, mean) ->
            assertThat(mean).as("seed %d %s", seed, key).isCloseTo(next.get(key), within(1e-8)));
  }

  @Test
  void the_coefficients_come_back_with_their_variances(SparkSession spark) {
    GlmixModel fitted = classifier().fit(rows(spark, 200, 5));
    String written = folder.resolve("model").toString();
    PhotonModel.write(fitted.coefficients(), written);

    Dataset<Row> read = PhotonModel.readAll(spark, written);

    String[] columns = PhotonModel.SCHEMA.fieldNames();
    assertThat(columns).containsExactly(read.columns());
    List<Row> expected = fitted.coefficients().selectExpr(columns).collectAsList();
    assertThat(expected).allMatch(row -> !row.isNullAt(4));
    assertThat(read.collectAsList()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void the_folder_is_laid_out_as_photon_reads_it(SparkSession spark) throws IOException {
    GlmixModel fitted = classifier().fit(rows(spark, 100, 6));

    PhotonModel.write(fitted, folder.resolve("a").toString());
    PhotonModel.write(fitted, folder.resolve("b").toString());

    Path a = folder.resolve("a");
    assertThat(a.resolve("fixed-effect/global/id-info")).hasContent("x");
    assertThat(a.resolve("random-effect/per-employer/id-info")).hasContent("employer\nz");
    assertThat(a.resolve("fixed-effect/global/coefficients/part-00000.avro")).isRegularFile();
    assertThat(a.resolve("model-metadata.json"))
        .content()
        .containsPattern("\"modelType\"\\s*:\\s*\"LOGISTIC_REGRESSION\"");
    assertThat(Files.readAllBytes(a.resolve("fixed-effect/global/coefficients/part-00000.avro")))
        .isEqualTo(
            Files.readAllBytes(
                folder.resolve("b/fixed-effect/global/coefficients/part-00000.avro")));
    assertThat(PhotonModel.read(spark, a.resolve("fixed-effect/global").toString(), "g").count())
        .isEqualTo(4);
  }

  @Test
  void names_and_terms_are_put_together_and_taken_apart(SparkSession spark) {
    Dataset<Row> table =
        spark.createDataFrame(
            List.of(
                RowFactory.create("a", null, "u\u0001", .5, null),
                RowFactory.create("a", null, "u\u00011", -2.0, 3.0),
                RowFactory.create("a", null, "(INTERCEPT)", 0.0, null)),
            PhotonModel.SCHEMA);
    PhotonModel.write(table, folder.resolve("model").toString());

    List<Row> read = PhotonModel.readAll(spark, folder.resolve("model").toString()).collectAsList();

    assertThat(read)
        .containsExactly(
            RowFactory.create("a", null, "u\u00011", -2.0, 3.0),
            RowFactory.create("a", null, "u", .5, null),
            RowFactory.create("a", null, "(INTERCEPT)", 0.0, null));
  }

  @Test
  void a_file_that_is_not_avro_is_named(SparkSession spark) throws IOException {
    Path file = Files.writeString(folder.resolve("part-00000.avro"), "not avro at all");
    assertThatThrownBy(() -> PhotonModel.read(spark, folder.toString(), "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(file.toString(), "cannot be read as Avro");
  }

  @Test
  void a_file_that_breaks_off_is_named(SparkSession spark) throws IOException {
    PhotonModel.write(classifier().fit(rows(spark, 100, 7)), folder.resolve("model").toString());
    Path whole = folder.resolve("model/fixed-effect/global/coefficients/part-00000.avro");
    byte[] bytes = Files.readAllBytes(whole);
    Path broken = folder.resolve("broken.avro");
    Files.write(broken, Arrays.copyOf(bytes, bytes.length - 20));
    Dataset<Row> read = PhotonModel.read(spark, broken.toString(), "a");
    assertThatThrownBy(read::count).hasStackTraceContaining("broken.avro' cannot be read as Avro");
  }

  @Test
  void records_of_another_kind_are_named(SparkSession spark) throws IOException {
    Schema schema = SchemaBuilder.record("Click").fields().requiredString("who").endRecord();
    Path file = folder.resolve("clicks.avro");
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))
            .create(schema, file.toFile())) {
      writer.append(new GenericRecordBuilder(schema).set("who", "me").build());
    }
    assertThatThrownBy(() -> PhotonModel.read(spark, file.toString(), "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("clicks.avro", "Click", "modelId and means", "[who]");
  }

  @Test
  void an_empty_folder_and_a_missing_one_are_refused(SparkSession spark) {
    assertThatThrownBy(() -> PhotonModel.read(spark, folder.toString(), "a"))
        .hasMessageContaining("no Avro files");
    assertThatThrownBy(() -> PhotonModel.read(spark, folder.resolve("no").toString(), "a"))
        .hasMessageContaining("no Avro files");
    assertThatThrownBy(() -> PhotonModel.readAll(spark, folder.toString()))
        .hasMessageContaining("neither fixed-effect/ nor random-effect/");
  }

  @Test
  void a_folder_that_exists_and_names_that_are_no_folders_are_refused(SparkSession spark) {
    Dataset<Row> named = coefficients(spark, RowFactory.create("a/b", null, "0", 1.0, null));
    Dataset<Row> mixed =
        coefficients(
            spark,
            RowFactory.create("a", null, "0", 1.0, null),
            RowFactory.create("a", "e", "0", 1.0, null));
    String there = folder.toString();
    String fresh = folder.resolve("new").toString();
    assertThatThrownBy(() -> PhotonModel.write(named, fresh)).hasMessageContaining("'a/b'");
    assertThatThrownBy(() -> PhotonModel.write(mixed, fresh)).hasMessageContaining("'a' has rows");
    assertThatThrownBy(() -> PhotonModel.write(coefficients(spark), fresh))
        .hasMessageContaining("no coefficients");
    assertThat(Path.of(fresh)).doesNotExist();
    Dataset<Row> good = coefficients(spark, RowFactory.create("a", null, "0", 1.0, null));
    assertThatThrownBy(() -> PhotonModel.write(good, there)).hasMessageContaining("exists");
  }

  private static Dataset<Row> coefficients(SparkSession spark, Row... rows) {
    return spark.createDataFrame(List.of(rows), PhotonModel.SCHEMA);
  }

  private static GlmixClassifier classifier() {
    return new GlmixClassifier().setCoordinates(GLOBAL, EMPLOYER).setVariance("full");
  }

  private static Dataset<Row> rows(SparkSession spark, int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = {random.nextGaussian(), random.nextInt(2), random.nextGaussian()};
      double[] z = {random.nextGaussian(), random.nextInt(2)};
      double s = x[0] - x[1] + z[0];
      rows.add(
          RowFactory.create(
              i,
              random.nextInt(15) == 0 ? null : "e" + random.nextInt(12),
              random.nextDouble() < 1 / (1 + Math.exp(-s)) ? 1.0 : 0.0,
              Vectors.dense(x),
              Vectors.dense(z)));
    }
    return spark.createDataFrame(rows, ROWS);
  }

  private static Map<Integer, Double> scores(Dataset<Row> scored) {
    Map<Integer, Double> scores = new TreeMap<>();
    for (Row row : scored.select("id", "model_score").collectAsList()) {
      scores.put(row.getInt(0), row.getDouble(1));
    }
    return scores;
  }

  private static Map<String, Double> means(GlmixModel model) {
    Map<String, Double> means = new TreeMap<>();
    for (Row row : model.coefficients().collectAsList()) {
      means.put(row.getString(0) + "/" + row.get(1) + "/" + row.getString(2), row.getDouble(4));
    }
    return means;
  }
}

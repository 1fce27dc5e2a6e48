package io.dealrank.ranking.photon;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.struct;

import io.dealrank.ranking.glmix.Coordinate;
import io.dealrank.ranking.glmix.GlmixModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Mixed-effect models in the files of Photon ML: reads them as coefficients, writes coefficients as
 * them. One task reads a file, one task writes a file.
 */
public final class PhotonModel {
  /** Columns of what is read; (coordinate, entity, feature) is the key. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          coordinate STRING NOT NULL COMMENT 'name of the coordinate',
          entity STRING COMMENT 'whose coefficient; null: fixed effect',
          feature STRING NOT NULL COMMENT 'name, or name + U+0001 + term; (INTERCEPT): the constant term',
          mean DOUBLE NOT NULL COMMENT 'coefficient, finite',
          variance DOUBLE COMMENT 'variance of the coefficient; null: not estimated'
          """);

  private PhotonModel() {}

  /**
   * The coefficients of one coordinate. Records whose id is {@code fixed-effect} are a fixed
   * effect.
   *
   * @param path an Avro file, a folder of {@code *.avro}, or a coordinate's folder with {@code
   *     coefficients/}
   * @param coordinate what to call it
   * @return rows of {@link #SCHEMA}, read from the files each time they are used
   * @throws IllegalArgumentException where there are no files, or one is not such a model's; a file
   *     that breaks off is found when its rows are used
   */
  public static Dataset<Row> read(SparkSession spark, String path, String coordinate) {
    return rows(spark, new Path(path), coordinate, null);
  }

  /**
   * The coefficients of every coordinate of a model, called as their folders.
   *
   * @param folder with {@code fixed-effect/} or {@code random-effect/}
   * @return rows of {@link #SCHEMA}
   * @throws IllegalArgumentException as {@link #read}, and where there is no coordinate
   */
  public static Dataset<Row> readAll(SparkSession spark, String folder) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    List<Dataset<Row>> read = new ArrayList<>();
    for (Path path : ModelFiles.folders(new Path(folder, ModelFolder.FIXED), configuration)) {
      read.add(rows(spark, path, path.getName(), true));
    }
    for (Path path : ModelFiles.folders(new Path(folder, ModelFolder.RANDOM), configuration)) {
      read.add(rows(spark, path, path.getName(), false));
    }
    return read.stream().reduce(Dataset::unionAll).orElseThrow(() -> PhotonErrors.noModel(folder));
  }

  private static Dataset<Row> rows(
      SparkSession spark, Path path, String coordinate, Boolean fixed) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    List<String> files = ModelFiles.at(path, configuration);
    files.forEach(file -> ModelFiles.check(file, configuration));
    SerializableConfiguration sent = new SerializableConfiguration(configuration);
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(files, files.size())
            .flatMap(file -> ModelFiles.rows(file, coordinate, fixed, sent.value())),
        SCHEMA);
  }

  /**
   * Writes coefficients as a logistic regression; a coordinate's name stands for its entity type
   * and feature shard too.
   *
   * @param coefficients columns coordinate, entity (null: fixed effect), feature, mean and variance
   * @param folder new
   */
  public static void write(Dataset<Row> coefficients, String folder) {
    write(coefficients, folder, "logistic", List.of());
  }

  /**
   * Writes a model. Entity types are its entity columns, feature shards its vector columns. Photon
   * has no softmax over lists: such a model is written as a linear regression, whose score is the
   * same sum.
   *
   * @param folder new
   */
  public static void write(GlmixModel model, String folder) {
    write(
        model.coefficients(),
        folder,
        model.getOrDefault(model.objective()),
        model.coordinateList());
  }

  private static void write(
      Dataset<Row> table, String folder, String objective, List<Coordinate> known) {
    for (String column : SCHEMA.fieldNames()) {
      if (!List.of(table.columns()).contains(column)) {
        throw PhotonErrors.missingColumn(column, Arrays.asList(table.columns()));
      }
    }
    List<Row> kinds = kinds(table);
    kinds.forEach(kind -> ModelFolder.checkName(kind.getString(0)));
    ModelFolder written =
        ModelFolder.create(
            folder, objective, table.sparkSession().sparkContext().hadoopConfiguration());
    written.metadata(known);
    for (Row kind : kinds) {
      String name = kind.getString(0);
      boolean fixed = kind.getLong(1) == 0;
      Stream<Coordinate> same = known.stream().filter(c -> c.name().equals(name));
      written.idInfo(name, fixed, same.findFirst().orElse(null));
      Dataset<Row> models = models(table.filter(col("coordinate").equalTo(name)), fixed);
      ModelFolder.Part part = written.part(name, fixed);
      models.toJavaRDD().foreachPartition(part::write);
    }
  }

  /** Coordinate and number of rows with entity, by name. */
  private static List<Row> kinds(Dataset<Row> table) {
    Row found =
        table
            .groupBy("coordinate")
            .agg(count("entity").as("entities"), count("*").as("rows"))
            .agg(collect_list(struct("coordinate", "entities", "rows")))
            .head();
    List<Row> kinds = new ArrayList<>(found.<Row>getList(0));
    if (kinds.isEmpty()) {
      throw PhotonErrors.noCoefficients();
    }
    for (Row kind : kinds) {
      if (kind.getLong(1) != 0 && kind.getLong(1) != kind.getLong(2)) {
        throw PhotonErrors.bothKinds(kind.getString(0));
      }
    }
    kinds.sort((a, b) -> a.getString(0).compareTo(b.getString(0)));
    return kinds;
  }

  /** Entity and its coefficients; a fixed effect is one row in one partition. */
  private static Dataset<Row> models(Dataset<Row> table, boolean fixed) {
    Dataset<Row> rows = fixed ? table.coalesce(1) : table;
    return rows.select(
            col("entity"),
            struct(
                    col("feature"),
                    col("mean").cast("double").as("mean"),
                    col("variance").cast("double").as("variance"))
                .as("entry"))
        .groupBy("entity")
        .agg(collect_list("entry").as("entries"))
        .sortWithinPartitions("entity");
  }
}

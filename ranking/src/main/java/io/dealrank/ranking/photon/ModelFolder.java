package io.dealrank.ranking.photon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealrank.ranking.glmix.Coordinate;
import io.dealrank.ranking.photon.BayesianLinearModel.Coefficient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** A model's folder as Photon lays it out, being written. */
final class ModelFolder {
  static final String FIXED = "fixed-effect";
  static final String RANDOM = "random-effect";

  private static final String CLASSES = "com.linkedin.photon.ml.supervised.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String task;
  private final String modelClass;
  private final Configuration configuration;

  private ModelFolder(Path folder, boolean logistic, Configuration configuration) {
    this.folder = folder;
    this.task = logistic ? "LOGISTIC_REGRESSION" : "LINEAR_REGRESSION";
    this.modelClass =
        CLASSES
            + (logistic
                ? "classification.LogisticRegressionModel"
                : "regression.LinearRegressionModel");
    this.configuration = configuration;
  }

  static ModelFolder create(String folder, String objective, Configuration configuration) {
    if (!List.of("logistic", "squared", "softmax").contains(objective)) {
      throw PhotonErrors.unknownObjective(objective);
    }
    Path path = new Path(folder);
    try {
      FileSystem files = path.getFileSystem(configuration);
      if (files.exists(path)) {
        throw PhotonErrors.folderExists(folder);
      }
      files.mkdirs(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ModelFolder(path, objective.equals("logistic"), configuration);
  }

  static void checkName(String coordinate) {
    if (coordinate == null
        || !coordinate.matches("[\\p{L}\\p{N}_.-]+")
        || coordinate.matches("[_.].*")) {
      throw PhotonErrors.badName(coordinate);
    }
  }

  /** {@code model-metadata.json}: the task and what is known of the coordinates' penalties. */
  void metadata(List<Coordinate> known) {
    ObjectNode root = JSON.createObjectNode().put("modelType", task);
    ArrayNode values = root.putObject("optimizationConfigurations").putArray("values");
    for (Coordinate c : known) {
      ObjectNode configuration =
          values.addObject().put("name", c.name()).putObject("configuration");
      configuration
          .putObject("regularizationContext")
          .put("regularizationType", "L2")
          .putNull("elasticNetParam");
      configuration.put("regularizationWeight", c.l2());
    }
    text(new Path(folder, "model-metadata.json"), root.toPrettyString() + "\n");
  }

  /**
   * {@code id-info}: the type of the entities, if any, and the feature shard, a line each.
   *
   * @param known null: the name stands for both
   */
  void idInfo(String name, boolean fixed, Coordinate known) {
    String shard = known == null || known.features() == null ? name : known.features();
    String entity = known == null || known.entity() == null ? name : known.entity();
    text(
        new Path(coordinate(name, fixed), "id-info"),
        fixed ? shard + "\n" : entity + "\n" + shard + "\n");
  }

  private Path coordinate(String name, boolean fixed) {
    return new Path(new Path(folder, fixed ? FIXED : RANDOM), name);
  }

  private void text(Path path, String text) {
    try (OutputStream out = path.getFileSystem(configuration).create(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The coefficients' folder of a coordinate, as its tasks see it. */
  Part part(String name, boolean fixed) {
    return new Part(
        new Path(coordinate(name, fixed), "coefficients").toString(),
        modelClass,
        new SerializableConfiguration(configuration));
  }

  /**
   * Writes partitions of (entity, entries) as files {@code part-00000.avro}, ... An attempt writes
   * beside the file and renames it when it is whole; all attempts write the same bytes.
   */
  record Part(String folder, String modelClass, SerializableConfiguration configuration)
      implements Serializable {

    void write(Iterator<Row> models) throws IOException {
      if (!models.hasNext()) {
        return;
      }
      TaskContext task = TaskContext.get();
      int number = task.partitionId();
      Path path = new Path(folder, "part-%05d.avro".formatted(number));
      Path attempt = new Path(folder, ".part-%05d.%d".formatted(number, task.taskAttemptId()));
      FileSystem files = path.getFileSystem(configuration.value());
      try (DataFileWriter<GenericRecord> writer =
          new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(BayesianLinearModel.SCHEMA))
              .setCodec(CodecFactory.deflateCodec(6))
              .create(
                  BayesianLinearModel.SCHEMA,
                  files.create(attempt, true),
                  marker(path.getName()))) {
        while (models.hasNext()) {
          writer.append(model(models.next()).toAvro(modelClass));
        }
      }
      if (!files.rename(attempt, path)) {
        files.delete(attempt, false);
        if (!files.exists(path)) {
          throw new IOException("The file %s cannot be renamed to %s.".formatted(attempt, path));
        }
      }
    }

    /** What separates the blocks of a file: the same for the same file. */
    private static byte[] marker(String file) {
      UUID id = UUID.nameUUIDFromBytes(file.getBytes(StandardCharsets.UTF_8));
      return java.nio.ByteBuffer.allocate(16)
          .putLong(id.getMostSignificantBits())
          .putLong(id.getLeastSignificantBits())
          .array();
    }

    private static BayesianLinearModel model(Row row) {
      String id = row.isNullAt(0) ? BayesianLinearModel.FIXED_EFFECT : row.getString(0);
      Row[] entries = row.<Row>getList(1).toArray(Row[]::new);
      return new BayesianLinearModel(
          id,
          Arrays.stream(entries)
              .map(
                  e ->
                      new Coefficient(
                          e.getString(0), e.getDouble(1), e.isNullAt(2) ? null : e.getDouble(2)))
              .toList());
    }
  }
}

package io.dealrank.ranking.photon;

import io.dealrank.ranking.photon.BayesianLinearModel.Coefficient;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Avro files of models, read record by record. */
final class ModelFiles {
  private ModelFiles() {}

  /**
   * The files at a path in the order of their names: itself, {@code *.avro} in it or in its
   * coefficients.
   */
  static List<String> at(Path path, Configuration configuration) {
    try {
      FileSystem files = path.getFileSystem(configuration);
      if (files.getFileStatus(path).isFile()) {
        return List.of(path.toString());
      }
      Path coefficients = new Path(path, "coefficients");
      Path folder = files.exists(coefficients) ? coefficients : path;
      List<String> found =
          Arrays.stream(files.listStatus(folder))
              .filter(FileStatus::isFile)
              .map(FileStatus::getPath)
              .filter(file -> file.getName().endsWith(".avro") && isShown(file))
              .map(Path::toString)
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw PhotonErrors.noFiles(path);
      }
      return found;
    } catch (FileNotFoundException e) {
      throw PhotonErrors.noFiles(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isShown(Path file) {
    return !file.getName().startsWith(".") && !file.getName().startsWith("_");
  }

  /** Folders in a folder, by name; none if it is not there. */
  static List<Path> folders(Path parent, Configuration configuration) {
    try {
      FileSystem files = parent.getFileSystem(configuration);
      return files.exists(parent)
          ? Arrays.stream(files.listStatus(parent))
              .filter(FileStatus::isDirectory)
              .map(FileStatus::getPath)
              .sorted()
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws where a file is no Avro file of such models, by its header. */
  static void check(String file, Configuration configuration) {
    try (DataFileStream<GenericRecord> stream = open(file, configuration)) {
      String mismatch = BayesianLinearModel.mismatch(stream.getSchema());
      if (mismatch != null) {
        throw PhotonErrors.foreign(file, stream.getSchema().getFullName(), mismatch);
      }
    } catch (IOException | AvroRuntimeException e) {
      throw PhotonErrors.notAvro(file, e.getMessage());
    }
  }

  private static DataFileStream<GenericRecord> open(String file, Configuration configuration)
      throws IOException {
    Path path = new Path(file);
    InputStream in = path.getFileSystem(configuration).open(path);
    try {
      return new DataFileStream<>(in, new GenericDatumReader<>());
    } catch (IOException | AvroRuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Rows of {@link PhotonModel#SCHEMA} of a file, read as they are asked for.
   *
   * @param fixed whether the records are fixed effects; null: those that have their id are
   */
  static Iterator<Row> rows(
      String file, String coordinate, Boolean fixed, Configuration configuration) {
    DataFileStream<GenericRecord> stream;
    try {
      stream = open(file, configuration);
    } catch (IOException | AvroRuntimeException e) {
      throw PhotonErrors.notAvro(file, e.getMessage());
    }
    Iterable<BayesianLinearModel> models = () -> models(stream, file);
    Stream<Row> rows =
        StreamSupport.stream(models.spliterator(), false)
            .flatMap(model -> rows(model, file, coordinate, fixed).stream());
    return rows.iterator();
  }

  private static Iterator<BayesianLinearModel> models(
      DataFileStream<GenericRecord> stream, String file) {
    return new Iterator<>() {
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (ended) {
          return false;
        }
        try {
          boolean more = stream.hasNext();
          if (!more) {
            // Avro takes a block that breaks off as the end of the file, but still counts its
            // records when asked once more.
            if (stream.hasNext()) {
              throw PhotonErrors.notAvro(file, "it breaks off within a block");
            }
            ended = true;
            stream.close();
          }
          return more;
        } catch (IOException | AvroRuntimeException e) {
          throw PhotonErrors.notAvro(file, e.getMessage());
        }
      }

      @Override
      public BayesianLinearModel next() {
        try {
          return BayesianLinearModel.of(stream.next());
        } catch (AvroRuntimeException e) {
          throw PhotonErrors.notAvro(file, e.getMessage());
        }
      }
    };
  }

  private static List<Row> rows(
      BayesianLinearModel model, String file, String coordinate, Boolean fixed) {
    boolean isFixed = fixed == null ? model.id().equals(BayesianLinearModel.FIXED_EFFECT) : fixed;
    List<Row> rows = new ArrayList<>();
    for (Coefficient c : model.coefficients()) {
      if (!Double.isFinite(c.mean())) {
        throw PhotonErrors.notFinite(file, model.id(), c.feature(), c.mean());
      }
      rows.add(
          RowFactory.create(
              coordinate, isFixed ? null : model.id(), c.feature(), c.mean(), c.variance()));
    }
    return rows;
  }
}

package io.dealrank.ranking;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/**
 * Saves a model made of named parts: its class, uid and parameters in {@code metadata/}, as every
 * spark.ml stage, and each part in a folder or file of its name. {@link PartsReader} reads it.
 */
public final class PartsWriter extends MLWriter {
  private final Params model;
  private final Map<String, MLWritable> parts;
  private final Map<String, byte[]> files;

  public PartsWriter(Params model, Map<String, MLWritable> parts) {
    this(model, parts, Map.of());
  }

  /** Parts that are no spark.ml stages are files of bytes. */
  PartsWriter(Params model, Map<String, MLWritable> parts, Map<String, byte[]> files) {
    this.model = model;
    this.parts = parts;
    this.files = files;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession());
    parts.forEach((name, part) -> save(part, new Path(path, name).toString()));
    files.forEach((name, bytes) -> save(bytes, new Path(path, name)));
  }

  private void save(byte[] bytes, Path path) {
    Configuration configuration = sparkSession().sparkContext().hadoopConfiguration();
    try (OutputStream out = path.getFileSystem(configuration).create(path, false)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("could not save the part " + path, e);
    }
  }

  private static void save(MLWritable part, String path) {
    try {
      part.save(path);
    } catch (IOException e) {
      throw new UncheckedIOException("could not save the part " + path, e);
    }
  }
}

package io.dealrank.ranking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Loads a model that {@link PartsWriter} saved. */
public final class PartsReader<M extends Params> extends MLReader<M> {
  private final Class<M> type;
  private final Assembly<M> assembly;

  public PartsReader(Class<M> type, Assembly<M> assembly) {
    this.type = type;
    this.assembly = assembly;
  }

  @Override
  public M load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
    M model = assembly.of(metadata.uid(), new SavedParts(new Path(path), sparkSession()));
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }

  /** Puts a model together from its uid and its parts; the parameters are set afterwards. */
  public interface Assembly<M> {
    M of(String uid, Parts parts);
  }

  /** The saved parts by name. */
  public interface Parts {
    Object named(String name);

    /** Whether there is such a part. */
    boolean has(String name);

    /** The bytes of a part that is a file. */
    byte[] bytes(String name);
  }

  private record SavedParts(Path folder, SparkSession spark) implements Parts {
    @Override
    public Object named(String name) {
      return DefaultParamsReader.loadParamsInstance(new Path(folder, name).toString(), spark);
    }

    @Override
    public boolean has(String name) {
      Path path = new Path(folder, name);
      try {
        return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path);
      } catch (IOException e) {
        throw new UncheckedIOException("could not look for the part " + path, e);
      }
    }

    @Override
    public byte[] bytes(String name) {
      Path path = new Path(folder, name);
      try (InputStream in =
          path.getFileSystem(spark.sparkContext().hadoopConfiguration()).open(path)) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("could not read the part " + path, e);
      }
    }
  }
}

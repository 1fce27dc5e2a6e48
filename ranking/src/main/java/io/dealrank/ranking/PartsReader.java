package io.dealrank.ranking;

import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
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
    M model =
        assembly.of(
            metadata.uid(),
            name ->
                DefaultParamsReader.loadParamsInstance(
                    new Path(path, name).toString(), sparkSession()));
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
  }
}

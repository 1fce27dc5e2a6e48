package io.dealrank.ranking.glmix;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;

/**
 * Saves a mixed-effect model: class, uid and parameters in {@code metadata/}, names of features and
 * what happened in fitting in {@code fit/}, one JSON line, and {@link CoefficientTable} in {@code
 * coefficients/}, Parquet, a folder per coordinate.
 */
final class GlmixWriter extends MLWriter {
  private final GlmixModel model;

  GlmixWriter(GlmixModel model) {
    this.model = model;
  }

  /** What is kept beside the coefficients. */
  record Header(List<List<String>> names, GlmixFit fit) {}

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession());
    Header header =
        new Header(model.parts().stream().map(CoordinateModel::names).toList(), model.fitted());
    sparkSession()
        .createDataset(
            Arrays.asList(GlmixParamSet.toJson(header)), org.apache.spark.sql.Encoders.STRING())
        .coalesce(1)
        .write()
        .text(new Path(path, "fit").toString());
    CoefficientTable.of(sparkSession(), model.parts())
        .write()
        .partitionBy("coordinate")
        .parquet(new Path(path, "coefficients").toString());
  }
}

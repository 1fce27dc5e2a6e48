package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.col;

import io.dealrank.ranking.glmix.GlmixWriter.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Option;

/** Loads what {@link GlmixWriter} saved. */
final class GlmixReader extends MLReader<GlmixModel> {
  @Override
  public GlmixModel load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, sparkSession(), GlmixModel.class.getName());
    Header header =
        GlmixParamSet.fromJson(
            sparkSession().read().text(new Path(path, "fit").toString()).head().getString(0),
            Header.class);
    Dataset<Row> table =
        sparkSession()
            .read()
            .schema(CoefficientTable.SCHEMA)
            .parquet(new Path(path, "coefficients").toString());
    GlmixModel shell = new GlmixModel(metadata.uid(), sparkSession(), List.of(), header.fit());
    metadata.getAndSetParams(shell, Option.empty());
    List<CoordinateModel> parts = new ArrayList<>();
    List<Coordinate> coordinates = shell.coordinateList();
    for (int k = 0; k < coordinates.size(); k++) {
      parts.add(part(coordinates.get(k), header.names().get(k), table));
    }
    GlmixModel model = new GlmixModel(metadata.uid(), sparkSession(), parts, header.fit());
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }

  static CoordinateModel part(Coordinate c, List<String> names, Dataset<Row> table) {
    Dataset<Row> own = table.filter(col("coordinate").equalTo(c.name()));
    if (!c.isFixed()) {
      return new CoordinateModel(c, names, null, CoefficientTable.grouped(own));
    }
    int n = names.size() + (c.hasIntercept() ? 1 : 0);
    double[][] both =
        own.select("index", "mean", "variance")
            .javaRDD()
            .treeAggregate(
                empty(n),
                (w, row) -> {
                  w[0][row.getInt(0)] = row.getDouble(1);
                  w[1][row.getInt(0)] = row.isNullAt(2) ? Double.NaN : row.getDouble(2);
                  return w;
                },
                (a, b) -> {
                  for (int j = 0; j < a[0].length; j++) {
                    a[0][j] += b[0][j];
                    a[1][j] = Double.isNaN(a[1][j]) ? b[1][j] : a[1][j];
                  }
                  return a;
                });
    boolean known = Arrays.stream(both[1]).anyMatch(v -> !Double.isNaN(v));
    return new CoordinateModel(
        c, names, new FixedCoefficients(both[0], known ? both[1] : null), null);
  }

  private static double[][] empty(int n) {
    double[][] w = new double[2][n];
    Arrays.fill(w[1], Double.NaN);
    return w;
  }
}

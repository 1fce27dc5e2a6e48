package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Coefficients of a mixed-effect model, one row each: the form in which they are kept and shown.
 */
public final class CoefficientTable {
  /** Columns of the table; (coordinate, entity, index) is its key. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          coordinate STRING NOT NULL COMMENT 'name of the coordinate',
          entity STRING COMMENT 'whose coefficient; null: fixed effect',
          feature STRING NOT NULL COMMENT 'name of the feature; (INTERCEPT): the constant term',
          index INT NOT NULL COMMENT 'place of the feature in the vector; number of features: the intercept',
          mean DOUBLE NOT NULL COMMENT 'coefficient, log-odds per unit of the feature',
          variance DOUBLE COMMENT 'variance of the coefficient; null: not estimated'
          """);

  private CoefficientTable() {}

  static Dataset<Row> of(SparkSession spark, List<CoordinateModel> parts) {
    Dataset<Row> all = null;
    for (CoordinateModel part : parts) {
      Dataset<Row> rows = part.fixed() != null ? fixed(spark, part) : entities(part);
      all = all == null ? rows : all.unionByName(rows);
    }
    return all;
  }

  private static Dataset<Row> fixed(SparkSession spark, CoordinateModel part) {
    List<Row> rows = new ArrayList<>();
    double[] means = part.fixed().means();
    double[] variances = part.fixed().variances();
    for (int j = 0; j < means.length; j++) {
      boolean known = variances != null && !Double.isNaN(variances[j]);
      rows.add(
          RowFactory.create(
              part.coordinate().name(),
              null,
              part.name(j),
              j,
              means[j],
              known ? (Double) variances[j] : null));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Dataset<Row> entities(CoordinateModel part) {
    String[] names =
        Stream.concat(part.names().stream(), Stream.of(FeatureNames.INTERCEPT))
            .toArray(String[]::new);
    return part.entities()
        .select(
            col("entity"),
            col("variances"),
            posexplode(arrays_zip(col("indices"), col("means"))).as(new String[] {"at", "entry"}))
        .select(
            lit(part.coordinate().name()).as("coordinate"),
            col("entity"),
            get(lit(names), col("entry.indices")).as("feature"),
            col("entry.indices").as("index"),
            col("entry.means").as("mean"),
            get(col("variances"), col("at")).as("variance"));
  }

  /** Rows of this table of one random effect as {@link EntityTable}. */
  static Dataset<Row> grouped(Dataset<Row> rows) {
    return rows.groupBy("entity")
        .agg(
            array_sort(collect_list(struct(col("index"), col("mean"), col("variance"))))
                .as("entries"))
        .select(
            col("entity"),
            col("entries.index").as("indices"),
            col("entries.mean").as("means"),
            col("entries.variance").as("variances"));
  }
}

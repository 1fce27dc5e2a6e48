package io.dealrank.ranking.glmix;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows drawn from a mixed-effect model: employers and candidates with their own coefficients. */
final class MixedRows {
  static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("query_id", DataTypes.StringType)
          .add("employer", DataTypes.StringType)
          .add("candidate", DataTypes.StringType)
          .add("label", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType)
          .add("offset", DataTypes.DoubleType)
          .add("x", SQLDataTypes.VectorType())
          .add("z", SQLDataTypes.VectorType());

  static final Coordinate GLOBAL = Coordinate.fixedEffect("global", "x");
  static final Coordinate EMPLOYER = Coordinate.randomEffect("employer", "employer", "x").withL2(2);
  static final Coordinate CANDIDATE =
      Coordinate.randomEffect("candidate", "candidate", "z").withL2(3);

  private MixedRows() {}

  /** x has 3 dense entries; z 5, of which two are not 0. */
  static List<Row> draw(int rows, int employers, int candidates, long seed) {
    Random random = new Random(seed);
    double[][] of = new double[employers][4];
    double[] popularity = new double[candidates];
    for (double[] w : of) {
      for (int j = 0; j < w.length; j++) {
        w[j] = 0.8 * random.nextGaussian();
      }
    }
    for (int c = 0; c < candidates; c++) {
      popularity[c] = random.nextGaussian();
    }
    List<Row> drawn = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int e = random.nextInt(employers);
      int c = random.nextInt(candidates);
      double[] x = {random.nextGaussian(), random.nextGaussian(), random.nextInt(2)};
      int first = random.nextInt(4);
      double s = -0.5 + x[0] + of[e][3] + popularity[c];
      for (int j = 0; j < 3; j++) {
        s += of[e][j] * x[j];
      }
      drawn.add(
          RowFactory.create(
              "r" + i,
              "q" + i / 10,
              "e" + e,
              random.nextInt(20) == 0 ? null : "c" + c,
              random.nextDouble() < Loss.sigmoid(s) ? 1.0 : 0.0,
              0.5 + random.nextDouble(),
              0.3 * random.nextGaussian(),
              Vectors.dense(x),
              Vectors.sparse(5, new int[] {first, 4}, new double[] {1, random.nextGaussian()})));
    }
    return drawn;
  }

  static Dataset<Row> table(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }

  /** Fixed effect, employers and candidates, weighted, with offsets. */
  static GlmixClassifier classifier() {
    return new GlmixClassifier()
        .setCoordinates(GLOBAL, EMPLOYER, CANDIDATE)
        .setWeightColumn("weight")
        .setOffsetColumn("offset");
  }
}

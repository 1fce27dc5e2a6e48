package io.dealrank.ranking.benchmark;

import static io.dealrank.ranking.benchmark.RankerBenchmark.print;
import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.randn;
import static org.apache.spark.sql.functions.when;

import io.dealrank.ranking.glmix.Coordinate;
import io.dealrank.ranking.glmix.GlmixClassifier;
import io.dealrank.ranking.glmix.GlmixModel;
import io.dealrank.testing.CpuMeter;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Generated rows: the fixed effect against spark.ml, and growth with the number of rows. */
final class GeneratedCases {
  private GeneratedCases() {}

  static void fixedEffect(SparkSession spark, Map<String, String> options) {
    int size = 50;
    Dataset<Row> rows =
        features(spark.range(0, 200_000, 1, 4).toDF(), size, 5)
            .withColumn("margin", margin(size))
            .withColumn("label", expr("if(rand(7) < 1 / (1 + exp(-margin)), 1D, 0D)"))
            .select("label", "features")
            .cache();
    print("rows %d, features %d", rows.count(), size);
    double l2 = 10;
    int repeat = Integer.parseInt(options.getOrDefault("repeat", "6"));
    for (int r = 1; r <= repeat; r++) {
      LogisticRegression spark1 =
          new LogisticRegression()
              .setRegParam(l2 / 200_000)
              .setStandardization(false)
              .setTol(1e-9)
              .setMaxIter(200);
      var theirs = CpuMeter.of(() -> spark1.fit(rows));
      var ours =
          CpuMeter.of(
              () ->
                  new GlmixClassifier()
                      .setCoordinates(Coordinate.fixedEffect("global", "features").withL2(l2))
                      .setPasses(1)
                      .fit(rows));
      GlmixModel model = ours.result();
      LogisticRegressionModel other = theirs.result();
      double[] history = other.summary().objectiveHistory();
      print(
          "%d: spark.ml %s, objective %.6f; dealrank %s, objective %.6f; ratio %.2f",
          r,
          theirs.meter(),
          history[history.length - 1] * 200_000,
          ours.meter(),
          model.fitted().history().get(0).objective(),
          ours.meter().cpuSeconds() / theirs.meter().cpuSeconds());
    }
  }

  static void scale(SparkSession spark, Map<String, String> options) {
    for (String text : options.getOrDefault("rows", "1000000,3000000,10000000").split(",")) {
      for (boolean hot : new boolean[] {false, true}) {
        long count = Long.parseLong(text);
        Dataset<Row> rows = entityRows(spark, count, hot);
        var fit =
            CpuMeter.of(
                () ->
                    new GlmixClassifier()
                        .setCoordinates(
                            Coordinate.fixedEffect("global", "features"),
                            Coordinate.randomEffect("entity", "entity", "features"))
                        .setTolerance(0)
                        .fit(rows));
        long entities = fit.result().fitted().history().get(1).entities();
        print(
            "%,d rows, %,d entities, 20 features%s: %s, %.2f us per row",
            count,
            entities,
            hot ? ", one entity with 20% of the rows" : "",
            fit.meter(),
            fit.meter().cpuSeconds() * 1e6 / count);
        System.gc();
      }
    }
  }

  /** Ten rows per entity, 20 features, each entity with its own coefficient of the first. */
  private static Dataset<Row> entityRows(SparkSession spark, long count, boolean hot) {
    Column entity = expr("id % " + count / 10);
    Column name = hot ? when(expr("id % 5 = 0"), lit(-1L)).otherwise(entity) : entity;
    return features(spark.range(0, count, 1, (int) Math.max(4, count / 250_000)).toDF(), 20, 11)
        .withColumn("entity", name.cast("string"))
        .withColumn(
            "margin",
            margin(20)
                .plus(expr("(xxhash64(entity) % 1000) / 500D"))
                .plus(expr("(xxhash64(entity, 1) % 1000) / 700D").multiply(col("x0"))))
        .withColumn("label", expr("if(rand(13) < 1 / (1 + exp(-margin)), 1D, 0D)"))
        .select("entity", "label", "features");
  }

  private static Dataset<Row> features(Dataset<Row> rows, int size, long seed) {
    Dataset<Row> wide =
        rows.withColumn(
            "x",
            array(IntStream.range(0, size).mapToObj(j -> randn(seed + j)).toArray(Column[]::new)));
    return wide.withColumn("x0", col("x").getItem(0))
        .withColumn("features", array_to_vector(col("x")));
  }

  private static Column margin(int size) {
    Column margin = lit(-1.0);
    for (int j = 0; j < Math.min(size, 10); j++) {
      margin = margin.plus(col("x").getItem(j).multiply(lit((j % 3 - 1) * 0.3)));
    }
    return margin;
  }
}

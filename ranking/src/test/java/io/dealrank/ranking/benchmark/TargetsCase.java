package io.dealrank.ranking.benchmark;

import static io.dealrank.ranking.benchmark.RankerBenchmark.print;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.dealrank.ranking.RankingModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * MovieLens-100k: {@link TreesCase} with {@link TargetFeatures}, out of fold, as of the time, and,
 * as a warning, with each training row's own label in them. Strengths were chosen by fits on
 * u1.base without the rows of u2.test, judged on u2.test, which is none of the test folds reported.
 */
final class TargetsCase {
  private static final double STRENGTH = 30;
  private static final int FOLDS = 10;

  private TargetsCase() {}

  /** How the features are made, and the strength of the random effects beside them. */
  private record Variant(Function<TargetFeatures, Dataset<Row>> features, double l2) {}

  static void run(SparkSession spark, Map<String, String> options) {
    Map<String, Variant> variants = new LinkedHashMap<>();
    variants.put("out of fold", new Variant(of -> of.outOfFold(FOLDS), 20));
    variants.put("as of the time", new Variant(TargetFeatures::asOf, 6));
    variants.put("own label included", new Variant(TargetFeatures::withOwnLabel, 20));
    MovieLens data = new MovieLens(RankerBenchmark.input(options).resolve("movielens100k"));
    Map<String, List<double[]>> measured = new LinkedHashMap<>();
    for (String fold : options.getOrDefault("folds", "1,3,5").split(",")) {
      Dataset<Row> rows =
          TreesCase.wide(
                  learnt(data.ratings(spark, "u" + fold + ".base"), true)
                      .unionByName(learnt(data.ratings(spark, "u" + fold + ".test"), false)))
              .cache();
      variants.forEach(
          (name, variant) -> {
            Dataset<Row> with = variant.features.apply(new TargetFeatures(rows, STRENGTH)).cache();
            Dataset<Row> train = with.filter("learnt");
            RankingModel trees = TreesCase.trees(TargetFeatures.names()).fit(train);
            Dataset<Row> scored =
                trees.transform(with.filter(not(functions.col("learnt")))).cache();
            measure(
                measured,
                fold,
                name + ", trees alone",
                ScoredRows.of(scored, "user", "label", "trees"));
            measure(
                measured,
                fold,
                name + ", trees + random effects",
                TreesCase.effects(trees.transform(train).cache(), scored, variant.l2));
          });
      spark.catalog().clearCache();
    }
    measured.forEach(
        (what, values) ->
            print("mean %s: %s", what, MovieLensCases.text(MovieLensCases.mean(values))));
  }

  private static Dataset<Row> learnt(Dataset<Row> rows, boolean learnt) {
    return rows.withColumn("learnt", lit(learnt));
  }

  private static void measure(
      Map<String, List<double[]>> measured, String fold, String what, ScoredRows scored) {
    measured
        .computeIfAbsent(what, w -> new ArrayList<>())
        .add(TreesCase.measured("u" + fold + " " + what, scored));
  }
}

package io.dealrank.ranking.benchmark;

import static io.dealrank.ranking.benchmark.RankerBenchmark.print;
import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.ranking.RankingModel;
import io.dealrank.ranking.XgboostRanker;
import io.dealrank.ranking.glmix.Coordinate;
import io.dealrank.ranking.glmix.GlmixClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** MovieLens-100k: XGBoost as the global model, its margin the offset of both random effects. */
final class TreesCase {
  private static final int FEATURES = 44;
  private static final int FOLDS = 5;

  private TreesCase() {}

  static void run(SparkSession spark, Map<String, String> options) {
    MovieLens data = new MovieLens(RankerBenchmark.input(options).resolve("movielens100k"));
    List<double[]> alone = new ArrayList<>();
    List<double[]> both = new ArrayList<>();
    List<double[]> folded = new ArrayList<>();
    for (String fold : options.getOrDefault("folds", "1,3,5").split(",")) {
      Dataset<Row> train = wide(data.ratings(spark, "u" + fold + ".base")).cache();
      Dataset<Row> test = wide(data.ratings(spark, "u" + fold + ".test")).cache();
      RankingModel trees = trees().fit(train);
      Dataset<Row> scored = trees.transform(test);
      alone.add(
          measured("u" + fold + " trees alone", ScoredRows.of(scored, "user", "label", "trees")));
      both.add(
          measured(
              "u" + fold + " trees + random effects",
              effects(trees.transform(train).cache(), scored)));
      folded.add(
          measured(
              "u" + fold + " the same, margins of training rows from other folds",
              effects(outOfFold(train).cache(), scored)));
    }
    print(
        "mean trees alone:                      %s",
        MovieLensCases.text(MovieLensCases.mean(alone)));
    print(
        "mean trees + random effects:           %s",
        MovieLensCases.text(MovieLensCases.mean(both)));
    print(
        "mean the same, margins of other folds: %s",
        MovieLensCases.text(MovieLensCases.mean(folded)));
  }

  static double[] measured(String what, ScoredRows scored) {
    double[] values = {
      scored.auc(),
      scored.groupAuc(),
      scored.ndcg(10),
      scored.logLoss(),
      scored.calibrationError(10)
    };
    print("%s, AUC, AUC per user, NDCG@10, log loss, ECE: %s", what, MovieLensCases.text(values));
    return values;
  }

  private static XgboostRanker trees() {
    return trees(List.of());
  }

  /** With further features. */
  static XgboostRanker trees(List<String> further) {
    return (XgboostRanker)
        new XgboostRanker()
            .setRounds(200)
            .setMaxDepth(4)
            .setLearningRate(0.05)
            .setListingColumn("movie")
            .setQueryColumn("user")
            .setFeatureColumns(
                Stream.concat(IntStream.range(0, FEATURES).mapToObj(j -> "f" + j), further.stream())
                    .toArray(String[]::new))
            .setScoreColumn("trees");
  }

  private static ScoredRows effects(Dataset<Row> train, Dataset<Row> test) {
    return effects(train, test, 6);
  }

  static ScoredRows effects(Dataset<Row> train, Dataset<Row> test, double l2) {
    GlmixClassifier classifier =
        new GlmixClassifier()
            .setOffsetColumn("trees")
            .setCoordinates(
                Coordinate.randomEffect("per_user", "user", "movie_features").withL2(l2),
                Coordinate.randomEffect("per_movie", "movie", "user_features").withL2(l2));
    return ScoredRows.of(classifier.fit(train).transform(test), "user", "label", "model_score");
  }

  /** Every row's margin by trees that were fitted without its fold. */
  private static Dataset<Row> outOfFold(Dataset<Row> train) {
    var fold = pmod(xxhash64(col("user"), col("movie")), lit(FOLDS));
    Dataset<Row> all = null;
    for (int f = 0; f < FOLDS; f++) {
      Dataset<Row> others = train.withColumn("label", when(fold.notEqual(f), col("label")));
      Dataset<Row> scored = trees().fit(others).transform(train).filter(fold.equalTo(f));
      all = all == null ? scored : all.unionByName(scored);
    }
    return all;
  }

  static Dataset<Row> wide(Dataset<Row> rows) {
    Dataset<Row> wide = rows.withColumn("x", vector_to_array(col("global_features"), "float64"));
    for (int j = 0; j < FEATURES; j++) {
      wide = wide.withColumn("f" + j, col("x").getItem(j));
    }
    return wide.drop("x");
  }
}

package io.dealrank.ranking.benchmark;

import static io.dealrank.ranking.benchmark.RankerBenchmark.print;

import io.dealrank.ranking.glmix.Coordinate;
import io.dealrank.ranking.glmix.Coordinate.Intercept;
import io.dealrank.ranking.glmix.GlmixClassifier;
import io.dealrank.ranking.glmix.GlmixModel;
import io.dealrank.testing.CpuMeter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** MovieLens-100k: the published recipe, the defaults, the increment, the time. */
final class MovieLensCases {
  private static final Coordinate GLOBAL = Coordinate.fixedEffect("global", "global_features");
  private static final Coordinate USER =
      Coordinate.randomEffect("per_user", "user", "movie_features");
  private static final Coordinate MOVIE =
      Coordinate.randomEffect("per_movie", "movie", "user_features");

  private MovieLensCases() {}

  /** The three coordinates with their defaults. */
  static GlmixClassifier defaults() {
    return new GlmixClassifier().setCoordinates(GLOBAL, USER, MOVIE);
  }

  static void recipeAndDefaults(SparkSession spark, Map<String, String> options) {
    MovieLens data = new MovieLens(RankerBenchmark.input(options).resolve("movielens100k"));
    Coordinate user = USER.withL2(1).withIntercept(Intercept.FREE);
    Coordinate movie = MOVIE.withL2(1).withIntercept(Intercept.FREE);
    List<double[]> recipe = new ArrayList<>();
    List<double[]> ours = new ArrayList<>();
    for (String fold : options.getOrDefault("folds", "1,2,3,4,5").split(",")) {
      Dataset<Row> train = data.ratings(spark, "u" + fold + ".base");
      Dataset<Row> test = data.ratings(spark, "u" + fold + ".test");
      double[] aucs = new double[3];
      Coordinate[][] steps = {{GLOBAL}, {GLOBAL, user}, {GLOBAL, user, movie}};
      for (int i = 0; i < steps.length; i++) {
        aucs[i] =
            measures(new GlmixClassifier().setCoordinates(steps[i]).setPasses(1).fit(train), test)[
                0];
      }
      recipe.add(aucs);
      print("u%s recipe, AUC global / + user / + movie: %s", fold, text(aucs));
      double[] values = measures(defaults().fit(train), test);
      ours.add(values);
      print("u%s defaults, AUC, AUC per user, NDCG@10, log loss, ECE: %s", fold, text(values));
    }
    print("mean recipe:   %s", text(mean(recipe)));
    print("mean defaults: %s", text(mean(ours)));
  }

  static double[] measures(GlmixModel model, Dataset<Row> test) {
    ScoredRows scored = ScoredRows.of(model.transform(test), "user", "label", "model_score");
    return new double[] {
      scored.auc(),
      scored.groupAuc(),
      scored.ndcg(10),
      scored.logLoss(),
      scored.calibrationError(10)
    };
  }

  static void increment(SparkSession spark, Map<String, String> options) {
    MovieLens data = new MovieLens(RankerBenchmark.input(options).resolve("movielens100k"));
    List<Dataset<Row>> parts = data.byTime(spark, 0.7, 0.2, 0.1);
    Dataset<Row> old = parts.get(0).cache();
    Dataset<Row> fresh = parts.get(1).cache();
    Dataset<Row> both = old.union(fresh).cache();
    Dataset<Row> test = parts.get(2).cache();
    print("rows %d, %d, %d", old.count(), fresh.count(), test.count());
    print("old and new %d", both.count());
    GlmixModel before = defaults().setVariance("simple").fit(old);
    print("stale         %s", text(measures(before, test)));
    print("new rows only %s", text(measures(defaults().fit(fresh), test)));
    Map<String, Supplier<GlmixModel>> fits = new LinkedHashMap<>();
    fits.put("full retrain", () -> defaults().setVariance("simple").fit(both));
    fits.put(
        "full retrain, one partition",
        () -> defaults().setVariance("simple").setPartitions(1).fit(both));
    for (int passes : new int[] {1, 2, 3}) {
      fits.put("increment, passes " + passes, () -> incremental(before, passes).fit(fresh));
    }
    for (int passes : new int[] {1, 2}) {
      fits.put(
          "increment, global locked, passes " + passes,
          () -> incremental(before, passes).setCoordinates(GLOBAL.lock(), USER, MOVIE).fit(fresh));
    }
    compare(fits, test, Integer.parseInt(options.getOrDefault("repeat", "7")));
  }

  private static GlmixClassifier incremental(GlmixModel before, int passes) {
    return defaults().setVariance("simple").setInitialModel(before).setPasses(passes);
  }

  /**
   * Prints measures on the test rows, median and range of the CPU seconds of fits that take turns
   * after two rounds to warm up, and the ratio of the medians to that of the first.
   */
  private static void compare(
      Map<String, Supplier<GlmixModel>> fits, Dataset<Row> test, int repeat) {
    Map<String, double[]> measures = new LinkedHashMap<>();
    Map<String, double[]> seconds = new LinkedHashMap<>();
    fits.forEach(
        (name, fit) -> {
          measures.put(name, measures(fit.get(), test));
          seconds.put(name, new double[repeat]);
        });
    for (int r = -1; r < repeat; r++) {
      for (Map.Entry<String, Supplier<GlmixModel>> fit : fits.entrySet()) {
        var taken = CpuMeter.of(fit.getValue());
        if (r >= 0) {
          seconds.get(fit.getKey())[r] = taken.meter().cpuSeconds();
        }
      }
    }
    double first = Double.NaN;
    for (String name : fits.keySet()) {
      double[] sorted = seconds.get(name);
      Arrays.sort(sorted);
      double median = (sorted[(repeat - 1) / 2] + sorted[repeat / 2]) / 2;
      first = Double.isNaN(first) ? median : first;
      print(
          "%-34s %s  CPU-s %.2f (%.2f to %.2f of %d) = %.2f",
          name,
          text(measures.get(name)),
          median,
          sorted[0],
          sorted[repeat - 1],
          repeat,
          median / first);
    }
  }

  static void speed(SparkSession spark, Map<String, String> options) {
    MovieLens data = new MovieLens(RankerBenchmark.input(options).resolve("movielens100k"));
    Dataset<Row> train = data.ratings(spark, "u1.base").cache();
    print("rows %d", train.count());
    int repeat = Integer.parseInt(options.getOrDefault("repeat", "8"));
    for (int r = 1; r <= repeat; r++) {
      var fit = CpuMeter.of(() -> defaults().setTolerance(0).fit(train));
      print("fit %d, 3 passes: %s", r, fit.meter());
    }
  }

  static String text(double[] values) {
    return String.join(
        " ", Arrays.stream(values).mapToObj(v -> "%.4f".formatted(v)).toArray(String[]::new));
  }

  static double[] mean(List<double[]> rows) {
    double[] mean = new double[rows.get(0).length];
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / rows.size();
      }
    }
    return mean;
  }
}

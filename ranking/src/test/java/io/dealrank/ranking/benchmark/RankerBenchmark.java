package io.dealrank.ranking.benchmark;

import io.dealrank.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the rankers on public data and on generated rows; docs/benchmarks.md has the figures.
 * Started by {@code bin/ranker-benchmark}.
 */
final class RankerBenchmark {
  /** One measurement. */
  interface Case {
    /** Prints its lines to standard output. */
    void run(SparkSession spark, Map<String, String> options);
  }

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  static {
    CASES.put("glmix", MovieLensCases::recipeAndDefaults);
    CASES.put("trees", TreesCase::run);
    CASES.put("targets", TargetsCase::run);
    CASES.put("increment", MovieLensCases::increment);
    CASES.put("speed", MovieLensCases::speed);
    CASES.put("fixed", GeneratedCases::fixedEffect);
    CASES.put("scale", GeneratedCases::scale);
  }

  private RankerBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> options = options(arguments);
    List<String> cases =
        Arrays.asList(options.getOrDefault("case", String.join(",", CASES.keySet())).split(","));
    for (String name : cases) {
      if (!CASES.containsKey(name)) {
        System.err.println("error: no case '" + name + "'; cases: " + CASES.keySet());
        System.exit(2);
      }
    }
    try (SparkSession spark =
        LocalSpark.builder(4)
            .master(options.getOrDefault("master", "local[2]"))
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()) {
      for (String name : cases) {
        System.out.println("== " + name);
        CASES.get(name).run(spark, options);
      }
    }
  }

  private static Map<String, String> options(String[] arguments) {
    List<String> known = List.of("case", "input", "rows", "master", "seeds", "repeat", "folds");
    Map<String, String> options = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i].replaceFirst("^--", "");
      if (name.equals("help")) {
        System.out.println(
            "usage: bin/ranker-benchmark [--case A,B] [--input DIR] [--rows N,N] [--folds 1,2] [--repeat N] [--master M]\ncases: "
                + CASES.keySet()
                + "\n--input: folder with movielens100k/, photon/, lightgbm_lambdarank/ (default ../shared/gold/ranker)");
        System.exit(0);
      }
      if (!known.contains(name) || i + 1 == arguments.length) {
        wrong.add(arguments[i]);
      } else {
        options.put(name, arguments[++i]);
      }
    }
    if (!wrong.isEmpty()) {
      System.err.println("error: unknown option or missing value: " + wrong + "; known: " + known);
      System.exit(2);
    }
    return options;
  }

  /** The folder with the public data. */
  static Path input(Map<String, String> options) {
    String root = System.getProperty("dealrank.root", ".");
    return Path.of(
        options.getOrDefault("input", Path.of(root, "../shared/gold/ranker").toString()));
  }

  static void print(String text, Object... values) {
    System.out.printf(text + "%n", values);
  }
}

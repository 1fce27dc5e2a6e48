package io.dealrank.evaluation.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.dealrank.evaluation.position.ExaminationCurve;
import io.dealrank.evaluation.position.ExaminationEstimator;
import io.dealrank.evaluation.position.PositionEstimate;
import io.dealrank.evaluation.position.Smoothing;
import io.dealrank.evaluation.simulator.Marketplace;
import io.dealrank.testing.LocalSpark;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Errors of the estimators of examination against the truth of simulated marketplaces, k^-0.5.
 * Arguments: searches (default 20000), seeds (default 3).
 */
public final class ExaminationBenchmark {
  private static final int LAST = 20;
  private static final double TRUTH = 0.5;

  private ExaminationBenchmark() {}

  public static void main(String[] arguments) {
    int searches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    SparkSession spark = LocalSpark.builder(8).config("spark.log.level", "ERROR").getOrCreate();
    for (int seed = 1; seed <= seeds; seed++) {
      study(spark, new Marketplace(searches, 90, seed, LocalDate.of(2026, 1, 1)));
    }
    spark.stop();
  }

  private static void study(SparkSession spark, Marketplace marketplace) {
    Dataset<Row> rows = rows(spark, marketplace).localCheckpoint();
    System.out.printf(
        Locale.ROOT,
        "seed %d: %d impressions, %d contacts, %d shuffled%n",
        marketplace.seed(),
        rows.count(),
        rows.filter("label_contact = 1").count(),
        rows.filter("shuffled").count());
    Map<String, ExaminationEstimator> estimators = new LinkedHashMap<>();
    estimators.put("shuffled", ExaminationEstimator.shuffled("shuffled", "query_id"));
    estimators.put("harvested", ExaminationEstimator.harvested("listing_id", "wanted"));
    estimators.put("em", ExaminationEstimator.em("listing_id", "wanted"));
    estimators.put("harvested, listing only", ExaminationEstimator.harvested("listing_id"));
    estimators.put("em, listing only", ExaminationEstimator.em("listing_id"));
    estimators.forEach(
        (name, estimator) -> {
          long start = System.nanoTime();
          ExaminationCurve curve =
              estimator.withCurve(LAST, Smoothing.POWER_LAW, 0.01).estimate(rows);
          double seconds = (System.nanoTime() - start) / 1e9;
          System.out.printf(
              Locale.ROOT,
              "  %-24s 1..10: largest %.3f mean %.3f; 1..20: largest %.3f mean %.3f;"
                  + " mean standard error %.3f; eta %.3f +- %.3f; %.1f s; %s%n",
              name,
              largest(curve, 10),
              mean(curve, 10, at -> error(at)),
              largest(curve, LAST),
              mean(curve, LAST, at -> error(at)),
              mean(curve, LAST, PositionEstimate::standardError),
              curve.eta(),
              curve.etaStandardError(),
              seconds,
              curve.convergence());
        });
  }

  private static double error(PositionEstimate at) {
    return Math.abs(at.estimate() - Math.pow(at.position(), -TRUTH));
  }

  private static double largest(ExaminationCurve curve, int last) {
    return curve.positions().stream()
        .limit(last)
        .mapToDouble(ExaminationBenchmark::error)
        .max()
        .orElse(Double.NaN);
  }

  private static double mean(
      ExaminationCurve curve, int last, ToDoubleFunction<PositionEstimate> of) {
    return curve.positions().stream().limit(last).mapToDouble(of).average().orElse(Double.NaN);
  }

  /** Settled impressions of resumes, with whether the listing has the schedule asked for. */
  private static Dataset<Row> rows(SparkSession spark, Marketplace marketplace) {
    return SettledImpressions.of(SettledImpressions.simulation(spark, marketplace), marketplace)
        .select(
            col("query_id"),
            col("resume_id").as("listing_id"),
            col("schedule_wanted").as("wanted"),
            col("position"),
            col("shuffled"),
            expr("if(channel is null, 0, 1)").as("label_contact"));
  }
}

package io.dealrank.evaluation.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.ExpectedGains;
import io.dealrank.evaluation.backtest.Layout;
import io.dealrank.evaluation.backtest.PositionCorrection;
import io.dealrank.evaluation.offpolicy.PositionPropensity;
import io.dealrank.evaluation.offpolicy.Verdict;
import io.dealrank.evaluation.position.ExaminationCurve;
import io.dealrank.evaluation.position.ExaminationEstimator;
import io.dealrank.evaluation.simulator.Marketplace;
import io.dealrank.evaluation.simulator.Simulation;
import io.dealrank.evaluation.simulator.Table;
import io.dealrank.testing.LocalSpark;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Naive and corrected estimates of the uplift of a known ranking against the truth of simulated
 * marketplaces. Arguments: searches (default 20000), seeds (default 5).
 *
 * <p>The ranking to be judged orders by the true probability of a deal with noise, as a good model
 * would. The truth is the DCG of deal probabilities in both orders; the estimates see outcomes
 * only, and a curve from the 5% of lists that were shuffled.
 */
public final class BiasBenchmark {
  private static final List<String> SHOWN =
      List.of("naive", "ips", "clipped", "doubly_robust", "outcomes", "ips_flatter", "ips_steeper");

  private BiasBenchmark() {}

  public static void main(String[] arguments) {
    int searches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    double noise = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 1.0;
    SparkSession spark = LocalSpark.builder(8).config("spark.log.level", "ERROR").getOrCreate();
    for (int seed = 1; seed <= seeds; seed++) {
      study(spark, new Marketplace(searches, 90, seed, LocalDate.of(2026, 1, 1)), noise);
    }
    spark.stop();
  }

  private static void study(SparkSession spark, Marketplace marketplace, double noise) {
    Dataset<Row> judged = judged(spark, marketplace, noise).localCheckpoint();
    double truth = trueUplift(judged);
    ExaminationCurve curve =
        ExaminationEstimator.shuffled("shuffled", "query_id")
            .withColumns("position", "label_contact")
            .estimate(judged);
    double margin = 1.96 * curve.etaStandardError();
    long lists = judged.select("query_id").distinct().count();
    PositionPropensity e = curve.propensity(20);
    PositionCorrection correction =
        new PositionCorrection(
            e,
            curve.powerLaw(Math.max(0, curve.eta() - margin), 20),
            curve.powerLaw(curve.eta() + margin, 20),
            PositionCorrection.clipFor(lists),
            Conventions.DEFAULT);
    Dataset<Row> perQuery =
        correction
            .perQuery(ExpectedGains.add(judged, e, Conventions.DEFAULT.gain()), Layout.ANY)
            .localCheckpoint();
    Verdict verdict = Verdict.ofOutcomes(PositionCorrection.weights(perQuery));
    List<ComparisonRow> rows =
        Comparison.ofColumns(perQuery, PositionCorrection.ESTIMATORS, new Bootstrap(1000, 0.95, 7))
            .collectAsList()
            .stream()
            .map(ComparisonRow::from)
            .sorted(Comparator.comparingInt(row -> SHOWN.indexOf(row.metric())))
            .toList();
    System.out.printf(
        Locale.ROOT,
        "seed %d: %d lists, truth %+.1f%%; eta %.3f +- %.3f (0.5); clip %.3f; %s%n",
        marketplace.seed(),
        lists,
        100 * truth,
        curve.eta(),
        curve.etaStandardError(),
        correction.clip(),
        verdict.text());
    for (ComparisonRow row : rows) {
      System.out.printf(
          Locale.ROOT,
          "  %-14s %+6.1f%% [%+.1f%%, %+.1f%%]%n",
          row.metric(),
          100 * row.relativeUplift(),
          100 * row.uplift().bySearcher().low(),
          100 * row.uplift().bySearcher().high());
    }
  }

  private static Dataset<Row> judged(SparkSession spark, Marketplace marketplace, double noise) {
    Simulation simulation = SettledImpressions.simulation(spark, marketplace);
    return SettledImpressions.of(simulation, marketplace)
        .join(
            simulation
                .table(Table.TRUTH_IMPRESSIONS)
                .where("side = 'resumes'")
                .withColumnRenamed("listing_id", "resume_id"),
            SettledImpressions.KEY)
        .select(
            col("query_id"),
            col("employer_id").as("searcher_id"),
            col("resume_id").as("listing_id"),
            col("position"),
            expr("cast(null as map<string, string>)").as("segments"),
            expr("if(hired_at is null, 0, 1)").as("label"),
            expr("if(channel is null, 0, 1)").as("label_contact"),
            col("production_score"),
            // a normal deviate of the key: sum of four uniform ones, standardised
            expr("ln(deal_probability + 1e-4) + "
                    + noise
                    + " * sqrt(3.0) * (pmod(xxhash64(query_id, resume_id, 1), 1000003)"
                    + " + pmod(xxhash64(query_id, resume_id, 2), 1000003)"
                    + " + pmod(xxhash64(query_id, resume_id, 3), 1000003)"
                    + " + pmod(xxhash64(query_id, resume_id, 4), 1000003) - 2000004)"
                    + " / 1000003")
                .as("model_score"),
            col("shuffled"),
            col("deal_probability"));
  }

  private static double trueUplift(Dataset<Row> judged) {
    Column rank =
        functions
            .row_number()
            .over(
                Window.partitionBy("query_id")
                    .orderBy(col("model_score").desc(), col("position").asc()));
    Row sums =
        judged
            .withColumn("rank", rank)
            .agg(
                expr("sum(deal_probability / log2(1 + rank))"),
                expr("sum(deal_probability / log2(1 + position))"))
            .head();
    return sums.getDouble(0) / sums.getDouble(1) - 1;
  }
}

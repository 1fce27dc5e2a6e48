package io.dealrank.ranking.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.evaluation.position.ExaminationCurve;
import io.dealrank.evaluation.position.ExaminationEstimator;
import io.dealrank.evaluation.position.Smoothing;
import io.dealrank.evaluation.simulator.Marketplace;
import io.dealrank.ranking.PartialObservation;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import io.dealrank.ranking.delay.DelayDistribution;
import io.dealrank.ranking.delay.DelayEstimator;
import io.dealrank.ranking.delay.DelayedLabels;
import io.dealrank.ranking.position.PropensityWeights;
import io.dealrank.testing.LocalSpark;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains on the simulator's logs and measures against its truth. Options: {@code --seeds 5 --first
 * 1 --searches 5000 --days 60 --test-days 15 --case position,delay,calibration --ranker logistic};
 * {@code --more true} adds variants: the true and the isotonic curve, EM, a single fit. The cases
 * {@code funnel,probability} of {@link FunnelCases} measure on queries 21 days old: {@code --days
 * 120 --test-days 36} leaves 15 days of them.
 */
public final class SimulatorBenchmark {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final Duration WINDOW = Duration.ofDays(21);
  private static final ToDoubleFunction<Truth.Shown> CONTACT = Truth.Shown::contact;
  private static final ToDoubleFunction<Truth.Shown> DEAL = Truth.Shown::deal;
  private static final ToDoubleFunction<Truth.Shown> SHOWN_DEAL =
      one -> one.examination() * one.deal();

  private final Map<String, String> options;
  private final PairedMeasures measures = new PairedMeasures();

  private SimulatorBenchmark(Map<String, String> options) {
    this.options = options;
  }

  public static void main(String[] arguments) {
    Map<String, String> options =
        new LinkedHashMap<>(
            Map.of(
                "seeds", "5", "first", "1", "searches", "5000", "days", "60", "test-days", "15"));
    options.put("case", "position,delay");
    options.put("ranker", "logistic");
    options.put("more", "false");
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String name = arguments[i].replaceFirst("^--", "");
      if (!options.containsKey(name)) {
        throw new IllegalArgumentException(
            "No option '" + arguments[i] + "'. Known: " + options.keySet() + ".");
      }
      options.put(name, arguments[i + 1]);
    }
    SparkSession spark = LocalSpark.builder(4).config("spark.log.level", "ERROR").getOrCreate();
    new SimulatorBenchmark(options).run(spark);
    spark.stop();
  }

  private void run(SparkSession spark) {
    List<String> cases = List.of(options.get("case").split(","));
    System.out.println(options);
    for (int i = 0; i < number("seeds"); i++) {
      long seed = (long) number("first") + i;
      Marketplace marketplace =
          new Marketplace(number("searches"), number("days"), seed, FIRST_DAY);
      Instant cut = marketplace.end().minus(Duration.ofDays(number("test-days")));
      Dataset<Row> rows = SimulatedImpressions.of(spark, marketplace);
      Dataset<Row> test =
          rows.filter(col("shown_at").geq(lit(cut))).persist(StorageLevel.MEMORY_AND_DISK());
      Dataset<Row> past =
          rows.filter(col("shown_at").lt(lit(cut))).persist(StorageLevel.MEMORY_AND_DISK());
      System.out.println("seed " + seed + " before the cut " + rates(past));
      System.out.println("seed " + seed + " after the cut  " + rates(test));
      if (cases.contains("position")) {
        position(seed, past, test);
      }
      if (cases.contains("delay")) {
        delay(seed, past, test, cut);
      }
      if (cases.contains("calibration")) {
        calibration(seed, past, test, cut);
      }
      if (cases.contains("funnel") || cases.contains("probability")) {
        Dataset<Row> wide = FunnelCases.rows(rows);
        FunnelCases funnel = new FunnelCases(measures, seed, cut, marketplace.end(), more());
        if (cases.contains("funnel")) {
          funnel.funnel(wide);
        }
        if (cases.contains("probability")) {
          funnel.calibration(wide);
        }
      }
      release(test);
      release(past);
      release(rows);
    }
    for (String model : measures.models("position ")) {
      measures.compare(model, "position naive");
    }
    for (String model : measures.models("delay ")) {
      measures.compare(model, "delay young are negative");
      measures.compare(model, "delay young dropped");
    }
    for (String model : measures.models("funnel, ")) {
      String which = model.substring(0, model.indexOf(": ") + 2);
      for (String ranker : List.of("logistic", "xgboost")) {
        measures.compare(model, which + ranker + " direct");
      }
    }
    measures.models("funnel, ").forEach(measures::mean);
    measures.models("calibration ").forEach(measures::mean);
  }

  /** Deals that happened and deals that were to be expected, per impression. */
  private static Row rates(Dataset<Row> rows) {
    return rows.selectExpr(
            "count(1) AS impressions",
            "avg(CAST(contacted_at IS NOT NULL AS INT)) AS contacts",
            "avg(examination * contact_probability) AS true_contacts",
            "avg(CAST(hired_at IS NOT NULL AS INT)) AS deals",
            "avg(examination * deal_probability) AS true_deals")
        .head();
  }

  private void position(long seed, Dataset<Row> past, Dataset<Row> test) {
    ExaminationCurve shuffled =
        ExaminationEstimator.shuffled("shuffled", "query_id")
            .withCurve(20, Smoothing.POWER_LAW, 0.01)
            .estimate(past);
    ExaminationCurve steps =
        ExaminationEstimator.shuffled("shuffled", "query_id")
            .withCurve(20, Smoothing.ISOTONIC, 0.01)
            .estimate(past);
    ExaminationCurve harvested =
        ExaminationEstimator.harvested("listing_id", "schedule_is_wanted")
            .withCurve(20, Smoothing.POWER_LAW, 0.01)
            .estimate(past);
    System.out.printf(
        Locale.ROOT,
        "seed %d eta: shuffled %.3f +- %.3f, harvested %.3f +- %.3f, truth 0.5; e_10 isotonic %.3f%n",
        seed,
        shuffled.eta(),
        shuffled.etaStandardError(),
        harvested.eta(),
        harvested.etaStandardError(),
        steps.at(10));
    Dataset<Row> rows =
        past.withColumn("e_shuffled", shuffled.of(col("position")))
            .withColumn("e_isotonic", steps.of(col("position")))
            .withColumn("e_harvested", harvested.of(col("position")))
            .persist(StorageLevel.MEMORY_AND_DISK());
    PropensityWeights inverse = new PropensityWeights("label_contact", "e_shuffled", 10);
    System.out.println("seed " + seed + " " + inverse.summary(rows));
    Ranker ranker = ranker("label_contact");
    Map<String, RankingModel> models = new LinkedHashMap<>();
    models.put("naive", ranker.fit(rows));
    models.put("ipw", ranker("label_contact").setWeightColumn("ipw").fit(inverse.add(rows, "ipw")));
    models.put("3 fits", new PartialObservation("e_shuffled", 3).fit(ranker, rows));
    models.put("3 fits harvested", new PartialObservation("e_harvested", 3).fit(ranker, rows));
    if (more()) {
      models.put("1 fit", new PartialObservation("e_shuffled", 1).fit(ranker, rows));
      models.put("3 fits isotonic", new PartialObservation("e_isotonic", 3).fit(ranker, rows));
      models.put("3 fits truth", new PartialObservation("examination", 3).fit(ranker, rows));
      models.put("em 5 rounds", expectationMaximisation(ranker, rows, "e_shuffled", 5));
    }
    models.forEach(
        (name, model) -> {
          Truth truth = Truth.of(model.transform(test), "model_score");
          measures.add(
              seed,
              "position " + name,
              Map.of(
                  "contact_dcg_sqrt", truth.dcg(CONTACT, k -> 1 / Math.sqrt(k)),
                  "contact_dcg_log2", truth.dcg(CONTACT, k -> Math.log(2) / Math.log(k + 1)),
                  "deal_dcg_sqrt", truth.dcg(DEAL, k -> 1 / Math.sqrt(k)),
                  "contact_log_loss", truth.logLoss(CONTACT)));
        });
    Truth production = Truth.of(test.withColumn("s", expr("-CAST(position AS DOUBLE)")), "s");
    measures.add(
        seed,
        "position production order",
        Map.of(
            "contact_dcg_sqrt", production.dcg(CONTACT, k -> 1 / Math.sqrt(k)),
            "contact_dcg_log2", production.dcg(CONTACT, k -> Math.log(2) / Math.log(k + 1)),
            "deal_dcg_sqrt", production.dcg(DEAL, k -> 1 / Math.sqrt(k)),
            "contact_log_loss", Double.NaN));
    release(rows);
  }

  /** The two weighted rows of the posterior, for comparison. */
  private static RankingModel expectationMaximisation(
      Ranker ranker, Dataset<Row> rows, String share, int rounds) {
    String label = ranker.getOrDefault(ranker.labelColumn());
    Ranker weighted = ranker.copy(org.apache.spark.ml.param.ParamMap.empty()).setWeightColumn("w");
    RankingModel model = new PartialObservation(share, 1).fit(ranker, rows);
    for (int round = 0; round < rounds; round++) {
      Dataset<Row> posterior =
          model
              .transform(rows)
              .withColumn("p", expr("1 / (1 + exp(-model_score))"))
              .withColumn("t", expr("p * (1 - " + share + ") / (1 - p * " + share + ")"));
      Dataset<Row> positive =
          posterior
              .withColumn("w", expr("CASE WHEN " + label + " = 1 THEN 1D ELSE t END"))
              .withColumn(label, lit(1));
      Dataset<Row> negative =
          posterior
              .filter(col(label).equalTo(0))
              .withColumn("w", expr("1 - t"))
              .withColumn(label, lit(0));
      model = weighted.fit(positive.union(negative));
    }
    return model;
  }

  private void delay(long seed, Dataset<Row> past, Dataset<Row> test, Instant cut) {
    DelayDistribution delays =
        new DelayEstimator("shown_at", "hired_at", WINDOW, Duration.ofHours(6)).estimate(past, cut);
    Dataset<Row> rows = young(past, delays).persist(StorageLevel.MEMORY_AND_DISK());
    System.out.printf(
        Locale.ROOT,
        "seed %d delays of %d deals: F(1 d) %.3f, F(4 d) %.3f, F(7 d) %.3f, F(14 d) %.3f%n",
        seed,
        delays.outcomes(),
        delays.at(Duration.ofDays(1)),
        delays.at(Duration.ofDays(4)),
        delays.at(Duration.ofDays(7)),
        delays.at(Duration.ofDays(14)));
    Ranker ranker = ranker("label_deal");
    Map<String, RankingModel> models = new LinkedHashMap<>();
    models.put("young are negative", ranker.fit(rows));
    models.put("young dropped", ranker.fit(rows.filter(col("f").equalTo(1.0))));
    if (more()) {
      models.put("1 fit", new PartialObservation("f", 1).fit(ranker, rows));
    }
    models.put("3 fits", new PartialObservation("f", 3).fit(ranker, rows));
    models.put("told the future", ranker("label_ever").fit(rows));
    models.forEach(
        (name, model) -> {
          Truth truth = Truth.of(model.transform(test), "model_score");
          measures.add(
              seed,
              "delay " + name,
              Map.of(
                  "deal_dcg_sqrt", truth.dcg(DEAL, k -> 1 / Math.sqrt(k)),
                  "deal_log_loss", truth.logLoss(SHOWN_DEAL),
                  "deal_ratio", truth.ratio(SHOWN_DEAL),
                  "deal_calibration", truth.calibrationError(SHOWN_DEAL)));
        });
    release(rows);
  }

  private static Dataset<Row> young(Dataset<Row> past, DelayDistribution delays) {
    return new DelayedLabels("shown_at", "hired_at", "label_deal", "f", Duration.ofHours(6))
        .add(past, delays)
        .withColumn("label_ever", expr("CAST(hired_at IS NOT NULL AS INT)"));
  }

  /** P(deal | examined): both shares together. */
  private void calibration(long seed, Dataset<Row> past, Dataset<Row> test, Instant cut) {
    DelayDistribution delays =
        new DelayEstimator("shown_at", "hired_at", WINDOW, Duration.ofHours(6)).estimate(past, cut);
    ExaminationCurve curve =
        ExaminationEstimator.shuffled("shuffled", "query_id")
            .withCurve(20, Smoothing.POWER_LAW, 0.01)
            .estimate(past);
    Dataset<Row> rows =
        young(past, delays)
            .withColumn("e", curve.of(col("position")).multiply(col("f")))
            .persist(StorageLevel.MEMORY_AND_DISK());
    RankingModel model = new PartialObservation("e").fit(ranker("label_deal"), rows);
    Truth truth = Truth.of(model.transform(test), "model_score");
    measures.add(
        seed,
        "calibration of P(deal | examined)",
        Map.of(
            "deal_dcg_sqrt", truth.dcg(DEAL, k -> 1 / Math.sqrt(k)),
            "deal_ratio", truth.ratio(DEAL),
            "deal_calibration", truth.calibrationError(DEAL)));
    release(rows);
  }

  private Ranker ranker(String label) {
    return Rankers.create(new RankerSpec(options.get("ranker"), Map.of()))
        .setFeatureColumns(SimulatedImpressions.FEATURES)
        .setLabelColumn(label);
  }

  private static void release(Dataset<Row> rows) {
    var unused = rows.unpersist();
  }

  private boolean more() {
    return Boolean.parseBoolean(options.get("more"));
  }

  private int number(String option) {
    return Integer.parseInt(options.get(option));
  }
}

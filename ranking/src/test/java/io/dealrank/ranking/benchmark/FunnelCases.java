package io.dealrank.ranking.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The funnel beside the direct model of the deal, and calibrated probabilities beside the truth.
 * Both learn from impressions shown 21 days or more before the cut, whose outcomes are all known at
 * the cut, and are measured on queries after the cut, whose outcomes are all known at the end.
 */
record FunnelCases(PairedMeasures measures, long seed, Instant cut, Instant end, boolean more) {
  private static final int DRAWS = 5;
  private static final Duration MATURITY = Duration.ofDays(21);
  private static final ToDoubleFunction<Truth.Shown> DEAL = Truth.Shown::deal;
  private static final ToDoubleFunction<Truth.Shown> SHOWN_DEAL =
      one -> one.examination() * one.deal();
  private static final ToDoubleFunction<Truth.Shown> OBSERVED = one -> one.hired() ? 1 : 0;
  private static final RankerSpec LOGISTIC = new RankerSpec("logistic", Map.of("regParam", 0.01));
  private static final RankerSpec TREES =
      new RankerSpec("xgboost", Map.of("rounds", 60, "maxDepth", 3));

  /**
   * Labels, and no more columns than are read; checkpointed, as each of the thousands of jobs of
   * the fits would otherwise describe the plan of the whole simulation again.
   */
  static Dataset<Row> rows(Dataset<Row> shown) {
    return MarketHistory.add(shown)
        .withColumn("label_response", expr("CAST(responded_at IS NOT NULL AS INT)"))
        .withColumn("label_deal", expr("CAST(hired_at IS NOT NULL AS INT)"))
        .select(
            Stream.concat(
                    Stream.of(
                        "query_id",
                        "listing_id",
                        "shown_at",
                        "hired_at",
                        "schedule",
                        "category",
                        "examination",
                        "contact_probability",
                        "deal_probability",
                        "label_contact",
                        "label_response",
                        "label_deal"),
                    Arrays.stream(MarketHistory.FEATURES))
                .map(name -> col(name))
                .toArray(Column[]::new))
        .localCheckpoint();
  }

  private Dataset<Row> past(Dataset<Row> rows) {
    return rows.filter(col("shown_at").lt(lit(cut.minus(MATURITY))));
  }

  private Dataset<Row> test(Dataset<Row> rows) {
    return rows.filter(
        col("shown_at").geq(lit(cut)).and(col("shown_at").lt(lit(end.minus(MATURITY)))));
  }

  /**
   * Where every deal is known, and where one in ten is: employers hire and do not tell, while
   * contacts and responses are logged by the marketplace itself. Which deals are told is drawn five
   * times, without a deal twice, and the measures averaged. The truth is the same.
   */
  void funnel(Dataset<Row> rows) {
    Dataset<Row> past = past(rows).localCheckpoint();
    Dataset<Row> test = test(rows).localCheckpoint();
    rankers()
        .forEach(
            (name, ranker) ->
                measures.add(seed, "funnel, all deals told: " + name, order(ranker, past, test)));
    Map<String, Map<String, Double>> means = new LinkedHashMap<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      Column told = expr("pmod(xxhash64(query_id, listing_id), 10) = " + draw);
      Dataset<Row> few = past.withColumn("label_deal", when(told, col("label_deal")).otherwise(0));
      rankers()
          .forEach(
              (name, ranker) ->
                  order(ranker, few, test)
                      .forEach(
                          (measure, value) ->
                              means
                                  .computeIfAbsent(name, n -> new TreeMap<>())
                                  .merge(measure, value / DRAWS, Double::sum)));
    }
    means.forEach((name, mean) -> measures.add(seed, "funnel, 1 of 10 deals told: " + name, mean));
  }

  private Map<String, Ranker> rankers() {
    Map<String, Ranker> rankers = new LinkedHashMap<>();
    for (RankerSpec spec : List.of(LOGISTIC, TREES)) {
      rankers.put(spec.type() + " direct", Rankers.create(spec).setLabelColumn("label_deal"));
      rankers.put(spec.type() + " funnel", funnelOf(spec, Map.of()));
    }
    rankers.put(
        "logistic direct, 10 times the penalty",
        Rankers.create(new RankerSpec("logistic", Map.of("regParam", 0.1)))
            .setLabelColumn("label_deal"));
    if (more) {
      rankers.put(
          "logistic funnel, uncalibrated", funnelOf(LOGISTIC, Map.of("methods", List.of("none"))));
      rankers.put(
          "logistic funnel, penalty per row", funnelOf(LOGISTIC, Map.of("samePrior", false)));
      rankers.put("logistic contact", Rankers.create(LOGISTIC).setLabelColumn("label_contact"));
    }
    return rankers;
  }

  private static Map<String, Double> order(Ranker ranker, Dataset<Row> past, Dataset<Row> test) {
    RankingModel model = ranker.setFeatureColumns(MarketHistory.FEATURES).fit(past);
    return order(Truth.of(model.transform(test), "model_score"));
  }

  private static Ranker funnelOf(RankerSpec spec, Map<String, Object> more) {
    Map<String, Object> parameters = new LinkedHashMap<>(more);
    parameters.put("ranker", spec);
    return Rankers.create(new RankerSpec("funnel", parameters)).setLabelColumn("label_deal");
  }

  private static Map<String, Double> order(Truth truth) {
    return Map.of(
        "deal_dcg", truth.dcg(DEAL, FunnelCases::log2),
        "deal_ndcg", truth.ndcg(DEAL, FunnelCases::log2),
        "observed_ndcg", truth.ndcg(OBSERVED, FunnelCases::log2));
  }

  private static double log2(double position) {
    return Math.log(2) / Math.log(position + 1);
  }

  void calibration(Dataset<Row> rows) {
    Dataset<Row> past = past(rows);
    Dataset<Row> test = test(rows);
    for (RankerSpec spec : List.of(LOGISTIC, TREES)) {
      for (String method : List.of("none", "platt", "isotonic")) {
        RankingModel model =
            Rankers.create(new RankerSpec("calibrated", Map.of("ranker", spec, "method", method)))
                .setLabelColumn("label_deal")
                .setFeatureColumns(MarketHistory.FEATURES)
                .fit(past);
        calibration(spec.type() + " " + method, model.transform(test));
      }
      calibration(
          spec.type() + " funnel",
          funnelOf(spec, Map.of())
              .setFeatureColumns(MarketHistory.FEATURES)
              .fit(past)
              .transform(test));
    }
  }

  private void calibration(String name, Dataset<Row> scored) {
    Dataset<Row> kept = scored.withColumn("log_odds", expr("ln(probability / (1 - probability))"));
    Truth truth = Truth.of(kept, "log_odds");
    measures.add(
        seed,
        "calibration " + name,
        Map.of(
            "error", truth.calibrationError(SHOWN_DEAL),
            "ratio_to_truth", truth.ratio(SHOWN_DEAL),
            "ratio_to_observed", truth.ratio(OBSERVED),
            "log_loss", truth.logLoss(SHOWN_DEAL)));
    List<String> segments = new ArrayList<>();
    for (Row row :
        kept.groupBy("schedule")
            .agg(
                functions.sum("probability"),
                functions.sum("label_deal"),
                functions.sum(expr("examination * deal_probability")))
            .orderBy("schedule")
            .collectAsList()) {
      segments.add(
          String.format(
              Locale.ROOT,
              "%s predicted %.1f observed %d true %.1f",
              row.getString(0),
              row.getDouble(1),
              row.getLong(2),
              row.getDouble(3)));
    }
    System.out.println("seed " + seed + " calibration " + name + " " + segments);
  }
}

package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.PromotedSlots;
import io.dealrank.evaluation.backtest.TopExposure;
import io.dealrank.evaluation.exposure.ValueCounts;
import io.dealrank.evaluation.report.Chapter;
import io.dealrank.evaluation.report.ColdStart;
import io.dealrank.evaluation.report.ExposureShift;
import io.dealrank.evaluation.report.LorenzCurve;
import io.dealrank.evaluation.report.PromotionMix;
import io.dealrank.evaluation.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What the model's order does to the market: who is seen, who is new, and what is left beside paid
 * placements.
 *
 * @param log all rows of the training set: when a listing was first shown
 * @param outcomes names of the outcomes of the vertical
 * @param files how the rows lie
 */
record MarketChapters(
    Dataset<Row> log,
    Set<String> outcomes,
    BiasChapters bias,
    QueryFiles files,
    Conventions conventions,
    Bootstrap bootstrap) {
  private static final int PLACES = 10;
  private static final int NEW_DAYS = 7;
  private static final int LORENZ_STEPS = 50;

  /**
   * The chapters of a target.
   *
   * @param ranked rows of the test lists with {@code model_score}
   * @param lists how many there are
   */
  List<Chapter> of(Dataset<Row> ranked, String target, long lists) {
    List<Chapter> chapters = new ArrayList<>(exposure(ranked, target, lists));
    chapters.add(promotion(ranked, target));
    return chapters;
  }

  private List<Chapter> exposure(Dataset<Row> ranked, String target, long lists) {
    String outcome = outcomes.contains("contact") ? "contact" : target;
    Dataset<Row> firstShown = log.groupBy("listing_id").agg(min("shown_at").as("first_shown"));
    Dataset<Row> rankings =
        TestLists.judged(
            ranked
                .join(firstShown, "listing_id")
                .withColumn(
                    TopExposure.IS_NEW,
                    when(
                            expr("queried_at < first_shown + interval " + NEW_DAYS + " days"),
                            lit(1.0))
                        .otherwise(lit(0.0))),
            outcome,
            col(TopExposure.IS_NEW));
    Dataset<Row> byListing =
        new TopExposure(PLACES)
            .byListing(rankings, files.layout(rankings))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Row> counts = TopExposure.counts(byListing).collectAsList();
      TopExposure.Both coverage = TopExposure.coverage(byListing);
      BiasChapters.Silent silent =
          outcomes.containsAll(Set.of("contact", "response"))
              ? bias.silent(
                  TestLists.judged(BiasChapters.silentContacts(ranked), "contact", col("silent")),
                  lists)
              : BiasChapters.Silent.UNKNOWN;
      ValueCounts production = TopExposure.of("production_top", counts);
      ValueCounts model = TopExposure.of("model_top", counts);
      return List.of(
          new ColdStart(
              PLACES,
              "first shown less than " + NEW_DAYS + " days before the search",
              coverage.production(),
              coverage.model(),
              List.of()),
          new ExposureShift(
              PLACES,
              new Spread(
                  production.concentration(),
                  TopExposure.of("outcomes", counts).concentration(),
                  silent.production(),
                  lorenz(production)),
              new Spread(model.concentration(), Spread.UNKNOWN, silent.model(), lorenz(model))));
    } finally {
      var unused = byListing.unpersist();
    }
  }

  private static LorenzCurve lorenz(ValueCounts counts) {
    return Double.isNaN(counts.heldByLeast(1))
        ? LorenzCurve.UNKNOWN
        : new LorenzCurve(
            IntStream.rangeClosed(0, LORENZ_STEPS)
                .mapToDouble(step -> (double) step / LORENZ_STEPS)
                .mapToObj(share -> new LorenzCurve.Point(share, counts.heldByLeast(share)))
                .toList());
  }

  private Chapter promotion(Dataset<Row> ranked, String target) {
    PromotedSlots slots = new PromotedSlots(PromotedSlots.SHARES, bootstrap.seed(), conventions);
    Dataset<Row> rankings =
        TestLists.judged(ranked, target, lit(null).cast("double").as(PromotedSlots.BID));
    Map<String, ComparisonRow> rows =
        WholeComparison.of(
            slots.perQuery(rankings, files.layout(rankings)), slots.names(), bootstrap);
    List<PromotionMix.Mix> mixes = new ArrayList<>();
    for (double share : slots.shares()) {
      ComparisonRow row = rows.get(PromotedSlots.name(share));
      if (row != null) {
        mixes.add(new PromotionMix.Mix(share, row.named("ndcg_" + PLACES)));
      }
    }
    return new PromotionMix(mixes);
  }
}

package io.dealrank.ranking.selection;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.ranking.Impressions;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sixty lists, one per hour; those of the last twenty hours are validated on. */
@ExtendWith(SharedSpark.class)
class RankerSearchTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant CUTOFF = START.plusSeconds(40 * 3600);

  /** On the lasso path; strengths near 10 leave no coefficient, and noise orders nothing. */
  private static final RankerSpec SPEC =
      new RankerSpec("logistic", Map.of("elasticNet", 1.0, "maxIter", 30));

  private static final SearchSpace SPACE =
      SearchSpace.parse(
          Map.of(
              "featureColumns", Map.of("choices", List.of(List.of("noise"), List.of("a", "b"))),
              "regParam", Map.of("from", 1e-4, "to", 10, "scale", "log")));

  private static Dataset<Row> rows(SparkSession spark) {
    return Impressions.table(spark, Impressions.random(600, SEED))
        .withColumn(
            "shown_at",
            functions.timestamp_seconds(
                lit(START.getEpochSecond())
                    .plus(col("query_id").substr(2, 9).cast("long").multiply(3600))));
  }

  private static RankerSearch search(int trials) {
    return new RankerSearch(SPEC, SPACE).setTrials(trials).setSeed(SEED);
  }

  @Test
  void the_planted_setting_wins(SparkSession spark) {
    SearchResult result = search(8).run(rows(spark), CUTOFF);
    assertThat(result.trials()).hasSize(8).allMatch(trial -> trial.trainingRows() == 400);
    assertThat(result.lists() + result.emptyLists()).isEqualTo(20);
    Map<String, Object> best = result.trials().get(result.bestOrder()).setting();
    assertThat(best.get("featureColumns")).as("seed " + SEED).isEqualTo(List.of("a", "b"));
    assertThat((double) best.get("regParam")).as("seed " + SEED).isLessThan(0.5);
    assertThat(result.best().parameters())
        .containsAllEntriesOf(best)
        .containsAllEntriesOf(SPEC.parameters());
    double most = result.trials().get(result.bestOrder()).ndcg();
    for (Trial trial : result.trials()) {
      assertThat(trial.ndcg()).isBetween(0.0, most + 1e-9);
      if (trial.setting().get("featureColumns").equals(List.of("noise"))) {
        assertThat(trial.ndcg()).as("seed " + SEED).isLessThan(most - 0.05);
      }
    }
  }

  /** The value of a trial is that of a fit by hand, on rows before, scored on lists after. */
  @Test
  void a_trial_is_a_fit_on_the_rows_before_scored_on_the_lists_after(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    SearchResult result = search(1).setDepth(5).run(rows, CUTOFF);
    RankingModel model =
        Rankers.create(result.best()).fit(rows.filter(col("shown_at").lt(lit(CUTOFF))));
    MeanNdcg expected =
        MeanNdcg.of(
            model.transform(rows.filter(col("shown_at").geq(lit(CUTOFF)))),
            "query_id",
            "model_score",
            "label",
            5);
    assertThat(result.trials().get(0).ndcg())
        .as("seed " + SEED)
        .isCloseTo(expected.mean(), within(1e-12));
    assertThat(result.lists()).isEqualTo(expected.lists());
  }

  @Test
  void a_list_that_began_before_the_cutoff_is_not_validated_on(SparkSession spark) {
    Dataset<Row> rows =
        rows(spark)
            .withColumn(
                "shown_at",
                functions
                    .when(
                        col("query_id").equalTo("q50").and(col("position").equalTo(3)), lit(START))
                    .otherwise(col("shown_at")));
    SearchResult result = search(1).run(rows, CUTOFF);
    assertThat(result.lists() + result.emptyLists()).isEqualTo(19);
    assertThat(result.trials().get(0).trainingRows()).isEqualTo(401);
  }

  @Test
  void the_seed_decides_alone(SparkSession spark) {
    for (DrawSequence sequence : DrawSequence.values()) {
      RankerSearch search = search(4).setSequence(sequence);
      SearchResult once = search.run(rows(spark), CUTOFF);
      SearchResult again = search.run(rows(spark).repartition(3), CUTOFF);
      assertThat(again.best()).as("seed " + SEED).isEqualTo(once.best());
      for (int i = 0; i < 4; i++) {
        assertThat(again.trials().get(i).setting()).isEqualTo(once.trials().get(i).setting());
        assertThat(again.trials().get(i).ndcg())
            .as("seed " + SEED)
            .isCloseTo(once.trials().get(i).ndcg(), within(1e-9));
      }
      assertThat(search(4).setSequence(sequence).setSeed(SEED + 1).settings())
          .isNotEqualTo(search.settings());
    }
  }

  @Test
  void of_equals_the_first_is_best() {
    List<Trial> tried = new ArrayList<>();
    for (double ndcg : new double[] {0.5, 0.7, 0.6, 0.7 + 1e-12}) {
      tried.add(new Trial(tried.size(), Map.of("regParam", ndcg), ndcg, 10, 1));
    }
    assertThat(RankerSearch.best(tried)).isEqualTo(1);
  }

  @Test
  void the_result_is_kept_as_json_and_as_metrics(SparkSession spark) {
    SearchResult result = search(3).run(rows(spark), CUTOFF);
    assertThat(SearchResult.fromJson(result.toJson())).isEqualTo(result);
    assertThat(result.metrics())
        .containsEntry("selection_ndcg_at_10", result.trials().get(result.bestOrder()).ndcg())
        .containsEntry("selection_trials", 3.0)
        .containsEntry("selection_lists", (double) result.lists());
    assertThat(result.metrics().get("selection_gain_over_median")).isNotNegative();
  }

  @Test
  void what_cannot_be_compared_is_refused(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    assertThatThrownBy(() -> search(1).run(rows, START.plusSeconds(1_000_000)))
        .hasMessageContainingAll("nothing to compare", "'shown_at'", "2026-01-12");
    assertThatThrownBy(() -> search(1).run(rows.drop("shown_at"), CUTOFF))
        .hasMessageContainingAll("time column 'shown_at' is missing", "query_id");
    assertThatThrownBy(() -> search(1).run(rows.drop("query_id"), CUTOFF))
        .hasMessageContaining("query column 'query_id' is missing");
    assertThatThrownBy(() -> search(1).run(rows, START)).hasMessageContaining("No training rows");
  }

  @Test
  void every_trial_is_fitted_as_the_caller_says(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    Dataset<Row> before = rows.filter(col("shown_at").lt(lit(CUTOFF)));
    Dataset<Row> after = rows.filter(col("shown_at").geq(lit(CUTOFF)));
    AtomicInteger fits = new AtomicInteger();
    SearchResult result =
        search(3)
            .run(
                before,
                after,
                CUTOFF,
                (ranker, known) -> {
                  fits.incrementAndGet();
                  return ranker.fit(known);
                });
    assertThat(fits).hasValue(3);
    assertThat(result).isEqualTo(search(3).run(rows, CUTOFF));
  }
}

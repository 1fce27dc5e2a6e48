package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.position.ExaminationCurve;
import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.JsonText;
import io.dealrank.ranking.LogisticRegressionRanker;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.RankingModel;
import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What may be learnt from at an instant, on generated rows of the tiny vertical: within 5 days. */
@ExtendWith(SharedSpark.class)
class KnownRowsTest {
  private static final long SEED = new Random().nextLong();
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant CUTOFF = START.plus(Duration.ofDays(20));
  private static final Duration WITHIN = Duration.ofDays(5);
  private static final String POSITION = "position: {estimator: shuffled, last_position: 4}";
  private static final String DELAY = "delay: {model: product_limit}";
  private static final double TOLERANCE = 1e-9;

  private final Dataset<Row> rows;
  @TempDir private Path folder;

  KnownRowsTest(SparkSession spark) {
    rows = rows(spark);
  }

  /** 30 days of lists of 4; position k is examined with probability 1 / k, a deal takes days. */
  private static Dataset<Row> rows(SparkSession spark) {
    Random random = new Random(SEED);
    Rows rows =
        Rows.of(
            "query_id STRING, listing_id STRING, queried_at TIMESTAMP, shown_at TIMESTAMP,"
                + " position INT, shuffled BOOLEAN, mature BOOLEAN, weight DOUBLE, x DOUBLE,"
                + " label_contact INT, label_response INT, label_deal INT,"
                + " contact_at TIMESTAMP, response_at TIMESTAMP, deal_at TIMESTAMP");
    for (int q = 0; q < 600; q++) {
      Instant shown = START.plusSeconds(q * 30L * 86_400 / 600);
      boolean mature = shown.plus(WITHIN).isBefore(START.plus(Duration.ofDays(30)));
      for (int position = 1; position <= 4; position++) {
        double x = random.nextGaussian();
        boolean contact = random.nextDouble() < 0.8 / position / (1 + Math.exp(-x));
        Instant contacted = contact ? shown.plusSeconds(1 + random.nextInt(7200)) : null;
        boolean deal = contact && random.nextBoolean();
        Instant hired = deal ? shown.plusSeconds(1 + random.nextInt(431_000)) : null;
        Integer one = mature ? 1 : null;
        Integer none = mature ? 0 : null;
        String at = shown.toString();
        rows.row(
            "q" + q,
            "r" + random.nextInt(50),
            at,
            at,
            position,
            q % 2 == 0,
            mature,
            1.0,
            x,
            contact ? one : none,
            none,
            deal ? one : none,
            contact ? contacted.toString() : null,
            null,
            deal ? hired.toString() : null);
      }
    }
    return rows.in(spark).persist();
  }

  private VerticalFile file(String... keys) {
    String columns = "position: position}";
    TinyLogs logs =
        new TinyLogs(folder)
            .vertical(columns, columns.replace("}", ", shuffled: \"true\"}"))
            .vertical(
                "label: {within: 5d}\n",
                "label: {within: 5d, weight: \"if(label_deal = 1, 3, 1)\"}\n"
                    + (keys.length == 0 ? "" : "ranker:\n  " + String.join("\n  ", keys) + "\n"))
            .write();
    return VerticalFile.read(logs.folder().resolve("tiny.yaml"));
  }

  private ObservedRows known(Dataset<Row> of, String... keys) {
    return knownBy("logistic", of, keys);
  }

  private ObservedRows knownBy(String type, Dataset<Row> of, String... keys) {
    RankerSpec spec = new RankerSpec(type, Map.of());
    return new KnownRows(file(keys), of, WITHIN, spec).at(CUTOFF, "deal");
  }

  @Test
  void without_the_keys_they_are_the_closed_rows_without_the_times_of_outcomes() {
    ObservedRows known = known(rows);
    Dataset<Row> expected =
        rows.filter(col("mature").and(col("shown_at").lt(lit(CUTOFF.minus(WITHIN)))))
            .drop("contact_at", "response_at", "deal_at");
    assertThat(known.rows().columns()).isEqualTo(expected.columns());
    assertThat(PipelineRun.content(known.rows())).isEqualTo(PipelineRun.content(expected));
    assertThat(known.metrics()).isEmpty();
    assertThat(known.files()).isEmpty();
    assertThat(PipelineRun.content(knownBy("production", rows, POSITION, DELAY).rows()))
        .as("what is not fitted to labels needs no share")
        .isEqualTo(PipelineRun.content(expected));
  }

  @Test
  void an_outcome_at_or_after_the_instant_changes_nothing() {
    Dataset<Row> other = rows;
    for (String outcome : List.of("contact", "response", "deal")) {
      String at = outcome + "_at";
      other =
          other
              .withColumn(at, when(col(at).lt(lit(CUTOFF)), col(at)).otherwise(lit(CUTOFF)))
              .withColumn(
                  "label_" + outcome,
                  when(col("shown_at").lt(lit(CUTOFF.minus(WITHIN))), col("label_" + outcome))
                      .otherwise(1));
    }
    Instant open = CUTOFF.minus(WITHIN);
    other =
        other.withColumn("weight", when(col("shown_at").lt(lit(open)), col("weight")).otherwise(9));
    for (String[] keys : new String[][] {{}, {POSITION}, {DELAY}, {POSITION, DELAY}}) {
      ObservedRows before = known(rows, keys);
      ObservedRows after = known(other, keys);
      assertThat(after.curve()).as("seed %d", SEED).isEqualTo(before.curve());
      assertThat(after.delays()).as("seed %d", SEED).isEqualTo(before.delays());
      assertThat(PipelineRun.content(after.rows()))
          .as("seed %d, %s", SEED, List.of(keys))
          .isEqualTo(PipelineRun.content(before.rows()));
    }
  }

  @Test
  void both_ways_to_harvest_read_the_closed_rows_only() {
    for (String estimator : List.of("harvested", "em")) {
      String key =
          "position: {estimator: " + estimator + ", harvest_by: [listing_id], last_position: 4}";
      Dataset<Row> closed = rows.filter(col("shown_at").lt(lit(CUTOFF.minus(WITHIN))));
      ExaminationCurve all = known(rows, key).curve();
      ExaminationCurve before = known(closed, key).curve();
      assertThat(all.source().name()).isEqualToIgnoringCase(estimator);
      assertThat(all.eta()).as("seed %d", SEED).isCloseTo(before.eta(), within(TOLERANCE));
      for (int k = 0; k < 4; k++) {
        assertThat(all.positions().get(k).impressions())
            .isEqualTo(before.positions().get(k).impressions());
        assertThat(all.positions().get(k).estimate())
            .as("seed %d", SEED)
            .isCloseTo(before.positions().get(k).estimate(), within(TOLERANCE));
      }
    }
    ObservedRows em = known(rows, "position: {estimator: em, harvest_by: [listing_id]}");
    assertThat(em.metrics()).containsEntry("position_converged", 1.0).containsKey("position_steps");
    assertThat(JsonText.read(em.files().get("position.json"), ExaminationCurve.class))
        .isEqualTo(em.curve());
  }

  @Test
  void young_rows_have_what_was_known_of_them_and_the_share_of_their_age() {
    ObservedRows known = known(rows, DELAY);
    assertThat(known.rows().filter(col("shown_at").geq(lit(CUTOFF))).count()).isZero();
    for (Row row :
        known
            .rows()
            .join(rows.select("query_id", "position", "deal_at"), joined())
            .collectAsList()) {
      Instant deal = row.getAs("deal_at");
      int label = deal != null && deal.isBefore(CUTOFF) ? 1 : 0;
      assertThat(row.<Integer>getAs("label_deal")).isEqualTo(label);
      assertThat(row.<Double>getAs("weight")).isEqualTo(label == 1 ? 3 : 1);
      Duration age = Duration.between(row.<Instant>getAs("shown_at"), CUTOFF);
      assertThat(row.<Double>getAs(ObservedRows.SHARE))
          .isCloseTo(known.delays().at(age), within(TOLERANCE));
    }
    assertThat(known.metrics().get("young_share")).isCloseTo(0.25, within(0.01));
    assertThat(known.metrics().get("delay_p50_hours")).isBetween(40.0, 80.0);
    assertThat(known.files()).containsOnlyKeys("delay.json");
  }

  private static scala.collection.immutable.Seq<String> joined() {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of("query_id", "position")).toSeq();
  }

  @Test
  void the_share_is_the_product_of_examination_and_age() {
    ObservedRows both = known(rows, POSITION, DELAY);
    assertThat(both.curve().eta()).as("seed %d", SEED).isBetween(0.3, 1.7);
    for (Row row : both.rows().collectAsList()) {
      Duration age = Duration.between(row.<Instant>getAs("shown_at"), CUTOFF);
      double expected = both.curve().at(row.getAs("position")) * both.delays().at(age);
      assertThat(row.<Double>getAs(ObservedRows.SHARE)).isCloseTo(expected, within(TOLERANCE));
    }
    assertThat(both.files()).containsOnlyKeys("position.json", "delay.json");
  }

  @Test
  void every_way_of_weighing_fits_a_model_that_keeps_the_weight_column() {
    Ranker ranker =
        new LogisticRegressionRanker()
            .setFeatureColumns("x")
            .setLabelColumn("label_deal")
            .setWeightColumn("weight")
            .setQueryColumn("query_id");
    String inverse = POSITION.replace("}", ", weights: inverse, clip: 2}");
    for (String position : List.of(POSITION, inverse)) {
      ObservedRows known = known(rows, position);
      RankingModel model = known.fit(ranker.copy(ParamMap.empty()));
      assertThat(model.<String>getOrDefault(model.weightColumn())).isEqualTo("weight");
      assertThat(model.featureWeights().get(0).weight()).as("seed %d", SEED).isPositive();
      assertThat(known.metrics())
          .containsEntry("largest_weight", position.equals(inverse) ? 2.0 : 1.0);
      assertThat(known.metrics().get("effective_sample_size")).isPositive();
    }
  }

  @Test
  void without_shuffled_lists_or_columns_the_key_and_the_remedy_are_named() {
    assertThatThrownBy(() -> known(rows.withColumn("shuffled", lit(false)), POSITION))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("ranker.position.estimator", "random order", "harvested");
    assertThatThrownBy(() -> known(rows.drop("shuffled"), POSITION))
        .isInstanceOf(DealrankException.class)
        .hasMessageContainingAll("'shuffled'", "build-training-set");
    assertThatThrownBy(() -> known(rows.drop("deal_at"), DELAY))
        .isInstanceOf(DealrankException.class)
        .hasMessageContainingAll("'deal_at'", "ranker.delay", "build-training-set");
  }

  @Test
  void the_step_divides_the_window_into_about_a_thousand() {
    for (String window : List.of("PT1S", "PT90M", "P1D", "P5D", "P14D", "P30D", "P365D")) {
      Duration whole = Duration.parse(window);
      Duration step = KnownRows.step(whole);
      assertThat(whole.toSeconds() % step.toSeconds()).as(window).isZero();
      assertThat(whole.dividedBy(step)).as(window).isBetween(1L, 1000L);
    }
  }
}

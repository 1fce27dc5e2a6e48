package io.dealrank.ranking.funnel;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.calibration.SegmentSums;
import io.dealrank.ranking.FeatureWeight;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class FunnelRankerTest {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "query_id STRING, listing_id STRING, day INT, label_contact INT, label_response INT,"
              + " label_deal INT, weight DOUBLE, pretty DOUBLE, answers DOUBLE, fit DOUBLE");

  /**
   * Log-odds: contact 1.5 pretty - 0.5, response 2 answers, deal 1.5 fit - 0.5; ten rows to a
   * query, one query an hour.
   */
  private static List<Row> rows(int queries, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10 * queries; i++) {
      double pretty = random.nextGaussian();
      double answers = random.nextGaussian();
      double fit = random.nextGaussian();
      int contact = random.nextDouble() < sigmoid(1.5 * pretty - 0.5) ? 1 : 0;
      int response = contact == 1 && random.nextDouble() < sigmoid(2 * answers) ? 1 : 0;
      int deal = response == 1 && random.nextDouble() < sigmoid(1.5 * fit - 0.5) ? 1 : 0;
      rows.add(
          RowFactory.create(
              "q" + i / 10, "l" + i, i / 10, contact, response, deal, 1.0, pretty, answers, fit));
    }
    return rows;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static Dataset<Row> table(SparkSession spark, List<Row> rows) {
    return spark
        .createDataFrame(rows, SCHEMA)
        .coalesce(1)
        .withColumn("shown_at", expr("timestamp_seconds(day * 3600L)"));
  }

  private static FunnelRanker ranker() {
    FunnelRanker ranker =
        new FunnelRanker()
            .setRanker(new RankerSpec("logistic", Map.of("trainingPartitions", 2)))
            .setStageColumns(true);
    ranker.setFeatureColumns("pretty", "answers", "fit");
    return ranker;
  }

  @Test
  void the_probability_is_the_product_of_the_stages_and_close_to_the_truth(SparkSession spark) {
    RankingModel model = ranker().fit(table(spark, rows(400, 1)));
    List<Row> fresh = rows(200, 2);
    Dataset<Row> scored = model.transform(table(spark, fresh));
    double squares = 0;
    double constant = 0;
    for (Row row : scored.collectAsList()) {
      double product =
          row.<Double>getAs("probability_contact")
              * row.<Double>getAs("probability_response")
              * row.<Double>getAs("probability_deal");
      double probability = row.<Double>getAs("probability");
      assertThat(probability).isCloseTo(product, within(1e-12));
      assertThat(row.<Double>getAs("model_score")).isCloseTo(Math.log(probability), within(1e-9));
      double truth =
          sigmoid(1.5 * row.<Double>getAs("pretty") - 0.5)
              * sigmoid(2 * row.<Double>getAs("answers"))
              * sigmoid(1.5 * row.<Double>getAs("fit") - 0.5);
      squares += Math.pow(probability - truth, 2) / fresh.size();
      constant += Math.pow(0.08 - truth, 2) / fresh.size();
    }
    assertThat(Math.sqrt(squares)).isLessThan(0.05).isLessThan(Math.sqrt(constant) / 3);
    assertThat(scored.columns())
        .isEqualTo(model.transformSchema(table(spark, fresh).schema()).fieldNames());
    List<Row> sums = scored.select("probability", "label_deal").collectAsList();
    SegmentSums all =
        SegmentSums.of(
                sums.stream().map(row -> "all").toArray(String[]::new),
                sums.stream().mapToDouble(row -> row.getDouble(0)).toArray(),
                sums.stream().mapToInt(row -> row.getInt(1)).toArray())
            .get(0);
    assertThat(all.ratio()).isBetween(0.7, 1.4);
  }

  @Test
  void each_stage_learns_from_the_rows_that_reached_it(SparkSession spark) {
    List<Row> rows = rows(300, 3);
    FunnelRankingModel model = (FunnelRankingModel) ranker().fit(table(spark, rows));
    long contacts = rows.stream().filter(row -> row.getInt(3) == 1).count();
    long responses = rows.stream().filter(row -> row.getInt(4) == 1).count();
    long deals = rows.stream().filter(row -> row.getInt(5) == 1).count();
    assertThat(model.stageSummaries().stages())
        .containsExactly(
            new FunnelSummary.Stage("label_contact", 3000, contacts, 0, 0, Double.NaN),
            new FunnelSummary.Stage("label_response", contacts, responses, 0, 0, Double.NaN),
            new FunnelSummary.Stage("label_deal", responses, deals, 0, 0, Double.NaN));
    assertThat(model.summary().orElseThrow().positives()).isEqualTo(deals);
    List<String> strongest = new ArrayList<>();
    for (RankingModel stage : model.stageModels()) {
      strongest.add(
          stage.featureWeights().stream()
              .max((x, y) -> Double.compare(Math.abs(x.weight()), Math.abs(y.weight())))
              .orElseThrow()
              .feature());
    }
    assertThat(strongest).containsExactly("pretty", "answers", "fit");
    assertThat(model.featureWeights().get(0).feature()).isEqualTo("label_contact: pretty");
  }

  @Test
  void every_stage_meets_the_prior_of_the_first(SparkSession spark) {
    Dataset<Row> rows = table(spark, rows(100, 11)).localCheckpoint();
    FunnelRankingModel first = (FunnelRankingModel) ridged(Map.of()).fit(rows);
    Map<String, RankerSpec> byHand = new HashMap<>();
    for (FunnelSummary.Stage stage : first.stageSummaries().stages()) {
      byHand.put(stage.label(), logistic(0.02 * 1000 / stage.rows()));
    }
    FunnelRankingModel same = (FunnelRankingModel) ridged(byHand).fit(rows);
    FunnelRankingModel perRow = (FunnelRankingModel) ridged(Map.of()).setSamePrior(false).fit(rows);
    for (int i = 0; i < 9; i++) {
      FeatureWeight weight = first.featureWeights().get(i);
      assertThat(same.featureWeights().get(i).feature()).isEqualTo(weight.feature());
      assertThat(same.featureWeights().get(i).weight()).isCloseTo(weight.weight(), within(1e-9));
    }
    assertThat(size(first, 0)).isEqualTo(size(perRow, 0));
    assertThat(size(first, 1)).isLessThan(0.9 * size(perRow, 1));
    assertThat(size(first, 2)).isLessThan(0.9 * size(perRow, 2));
  }

  private static FunnelRanker ridged(Map<String, RankerSpec> stages) {
    return ranker().setRanker(logistic(0.02)).setStageRankers(stages).setMethods("none");
  }

  private static RankerSpec logistic(double penalty) {
    return new RankerSpec("logistic", Map.of("regParam", penalty, "trainingPartitions", 2));
  }

  private static double size(FunnelRankingModel model, int stage) {
    return model.stageModels().get(stage).featureWeights().stream()
        .mapToDouble(weight -> Math.abs(weight.weight()))
        .sum();
  }

  @Test
  void a_deal_implies_a_response_and_a_contact_and_is_counted(SparkSession spark) {
    List<Row> rows = rows(200, 4);
    Dataset<Row> consistent = table(spark, rows);
    Dataset<Row> broken =
        consistent
            .withColumn("label_contact", expr("if(label_response = 1, 0, label_contact)"))
            .withColumn(
                "label_response", expr("if(label_deal = 1, cast(null as int), label_response)"));
    long responses = rows.stream().filter(row -> row.getInt(4) == 1).count();
    long deals = rows.stream().filter(row -> row.getInt(5) == 1).count();
    FunnelRankingModel model = (FunnelRankingModel) ranker().fit(broken);
    assertThat(model.stageSummaries().stages().get(0).contradictions()).isEqualTo(responses);
    assertThat(model.stageSummaries().stages().get(1).implied()).isEqualTo(deals);
    assertThat(scores(model, consistent)).isEqualTo(scores(ranker().fit(consistent), consistent));
  }

  @Test
  void a_stage_of_one_class_is_refused_or_becomes_its_rate(SparkSession spark) {
    List<Row> rows = rows(100, 5);
    Dataset<Row> always = table(spark, rows).withColumn("label_response", expr("label_contact"));
    long contacts = rows.stream().filter(row -> row.getInt(3) == 1).count();
    assertThatThrownBy(() -> ranker().fit(always))
        .hasMessageContaining(
            "stage 'label_response' has one class only: %d of the %d", contacts, contacts);

    FunnelRankingModel model = (FunnelRankingModel) ranker().setFallback("rate").fit(always);
    FunnelSummary.Stage response = model.stageSummaries().stages().get(1);
    assertThat(response.replacedByRate()).isTrue();
    assertThat(response.rate()).isCloseTo((contacts + 1.0) / (contacts + 2), within(1e-12));
    Row first = model.transform(always).select("probability_response", "model_score").first();
    assertThat(first.getDouble(0)).isCloseTo(response.rate(), within(1e-12));
    assertThat(first.getDouble(1)).isFinite();
    assertThat(model.stageModels()).hasSize(2);
  }

  @Test
  void it_keeps_the_axioms_of_rankers(SparkSession spark, @TempDir Path folder) throws Exception {
    long seed = new Random().nextInt(1_000_000);
    String clue = "seed " + seed;
    List<Row> rows = rows(150, seed);
    Dataset<Row> table = table(spark, rows);
    FunnelRanker ranker =
        ranker()
            .setFallback("rate")
            .setMethods("platt", "isotonic", "none")
            .setStageExclude(Map.of("label_contact", List.of("fit")))
            .setStageRankers(
                Map.of(
                    "label_response",
                    new RankerSpec(
                        "gbt", Map.of("maxIter", 3, "maxDepth", 2, "trainingPartitions", 1))));
    RankingModel model = ranker.fit(table);
    Map<String, Double> scores = scores(model, table);
    assertThat(scores).as(clue).hasSize(rows.size());

    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    close(scores(ranker.fit(table(spark, shuffled).repartition(5)), table), scores, 1e-9, clue);

    Dataset<Row> some = table(spark, rows.subList(0, 3));
    scores(model, some)
        .forEach((listing, score) -> assertThat(score).as(clue).isEqualTo(scores.get(listing)));

    String path = folder.resolve("model").toUri().toString();
    model.save(path);
    FunnelRankingModel loaded = (FunnelRankingModel) RankingModel.load(path);
    close(scores(loaded, table), scores, 1e-12, clue);
    assertThat(loaded.featureWeights()).isEqualTo(model.featureWeights());
    assertThat(loaded.stageSummaries()).isEqualTo(((FunnelRankingModel) model).stageSummaries());
    assertThat(loaded.transform(table).columns()).isEqualTo(model.transform(table).columns());

    List<Row> odd = new ArrayList<>();
    for (Double x : Arrays.asList(null, Double.NaN, 1.0 / 0, -1.0 / 0, Double.MAX_VALUE, 1e99)) {
      odd.add(RowFactory.create(null, "o" + odd.size(), 1, null, null, null, null, x, x, x));
    }
    assertThat(scores(model, table(spark, odd)).values()).as(clue).allMatch(Double::isFinite);
  }

  @Test
  void the_label_column_ends_the_funnel(SparkSession spark) {
    Dataset<Row> table = table(spark, rows(100, 6));
    FunnelRanker ranker = ranker();
    ranker.setLabelColumn("label_contact");
    FunnelRankingModel model = (FunnelRankingModel) ranker.fit(table);
    assertThat(model.stageModels()).hasSize(1);
    assertThat(model.transform(table).columns())
        .endsWith("probability_contact", "probability", "model_score");
    ranker.setLabelColumn("label_hire");
    assertThatThrownBy(() -> ranker.fit(table)).hasMessageContaining("none of the stages");
  }

  @Test
  void names_that_fit_nothing_are_refused(SparkSession spark) {
    Dataset<Row> table = table(spark, rows(10, 7));
    assertThatThrownBy(
            () -> ranker().setStageExclude(Map.of("label_contact", List.of("fitt"))).fit(table))
        .hasMessageContaining("'fitt' out of the stage 'label_contact'");
    assertThatThrownBy(() -> ranker().setStageExclude(Map.of("deal", List.of())).fit(table))
        .hasMessageContaining("'stageExclude' names 'deal'");
    assertThatThrownBy(() -> ranker().setMethods("platt", "none").fit(table))
        .hasMessageContaining("2 calibration methods for 3 stages");
    assertThatThrownBy(() -> ranker().setStages("label_contact", "label_contact").fit(table))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> ranker().setStages("label_contact", "day").fit(table))
        .hasMessageContaining("'day' has 80 values other than 0, 1");
    assertThatThrownBy(
            () ->
                Rankers.create(
                    new RankerSpec(
                        "funnel",
                        Map.of("stageRankers", Map.of("label_deal", Map.of("type", "gtb"))))))
        .hasMessageContaining("no ranker 'gtb'. Did you mean 'gbt'?");
  }

  private static void close(
      Map<String, Double> actual, Map<String, Double> expected, double tolerance, String clue) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (listing, score) ->
            assertThat(score).as(clue).isCloseTo(expected.get(listing), within(tolerance)));
  }

  private static Map<String, Double> scores(RankingModel model, Dataset<Row> rows) {
    Map<String, Double> scores = new HashMap<>();
    for (Row row : model.transform(rows).select("listing_id", "model_score").collectAsList()) {
      scores.put(row.getString(0), row.getDouble(1));
    }
    return scores;
  }
}

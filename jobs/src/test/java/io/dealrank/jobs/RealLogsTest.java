package io.dealrank.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.PerQuery;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real logs through import and training set, against the counts of their READMEs and the NDCG
 * that a plain script computes from the same files by the same definitions, over all lists of the
 * log. Each test is skipped when its log does not lie beside the checkout.
 */
@ExtendWith(SharedSpark.class)
class RealLogsTest {
  private static final String[] KEY = {"query_id", "listing_id"};
  private static final Path ROOT = Path.of(System.getProperty("dealrank.root", ".."));

  private final SparkSession spark;
  @TempDir private Path output;

  RealLogsTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void first_messages_have_the_reference_counts_and_the_ndcg_of_the_reply_rate() {
    Judged judged = judged("collegemsg", "collegemsg");

    Row contacts =
        judged
            .contacts()
            .agg(
                count(lit(1)).as("contacts"),
                count("responded_at").as("answered"),
                count_distinct(col("searcher_id")).as("senders"),
                count_distinct(col("listing_id")).as("receivers"))
            .head();
    assertThat(contacts.<Long>getAs("contacts")).isEqualTo(13_838);
    assertThat(contacts.<Long>getAs("answered") / 13_838.0).isCloseTo(0.467, within(0.0005));
    assertThat(contacts.<Long>getAs("senders")).isEqualTo(1_151);
    assertThat(contacts.<Long>getAs("receivers")).isEqualTo(1_800);
    double answeredInTime = judged.rows().agg(avg("label")).head().getDouble(0);
    assertThat(answeredInTime).isCloseTo(0.423, within(0.0005));

    Row lists = judged.lists();
    assertThat(lists.<Long>getAs("lists")).isEqualTo(6_348);
    assertThat(lists.<Long>getAs("of_two")).isEqualTo(2_509);
    assertThat(lists.<Long>getAs("with_both")).isEqualTo(1_324);
    assertThat(lists.<Long>getAs("compared")).isEqualTo(1_764);
    assertThat(lists.<Double>getAs("production")).isCloseTo(0.831321, within(1e-6));
    assertThat(lists.<Double>getAs("random")).isCloseTo(0.830818, within(1e-6));

    Map<String, Double> alone =
        judged.ndcgOf(
            "reply_rate_so_far", "reply_rate_smoothed", "receiver_replies_reply_rate_all");
    assertThat(alone.get("reply_rate_so_far")).isCloseTo(0.868712, within(1e-6));
    assertThat(alone.get("reply_rate_smoothed")).isCloseTo(0.863993, within(1e-6));
    assertThat(alone.get("receiver_replies_reply_rate_all")).isCloseTo(0.849565, within(1e-6));
  }

  @Test
  void attempts_have_the_reference_counts_and_the_ndcg_of_the_rate_per_channel() {
    Judged judged = judged("copenhagen", "copenhagen-cns");

    Map<String, Row> channels =
        judged
            .contacts()
            .groupBy("channel")
            .agg(
                count(lit(1)).as("attempts"),
                count("responded_at").as("answered"),
                count("attributes.reached_at").as("reached"))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getAs("channel"), row -> row));
    assertThat(channels).containsOnlyKeys("sms", "call");
    assertThat(channels.get("sms").<Long>getAs("attempts")).isEqualTo(1_670);
    assertThat(channels.get("sms").<Long>getAs("answered")).isEqualTo(1_367);
    assertThat(channels.get("sms").<Long>getAs("reached")).isEqualTo(1_367);
    assertThat(channels.get("call").<Long>getAs("attempts")).isEqualTo(903);
    assertThat(channels.get("call").<Long>getAs("answered")).isEqualTo(636);
    assertThat(channels.get("call").<Long>getAs("reached")).isEqualTo(769);

    Row lists = judged.lists();
    assertThat(lists.<Long>getAs("lists")).isEqualTo(2_220);
    assertThat(lists.<Long>getAs("of_two")).isEqualTo(275);
    assertThat(lists.<Long>getAs("with_both")).isEqualTo(98);
    assertThat(lists.<Long>getAs("compared")).isEqualTo(254);
    assertThat(lists.<Double>getAs("production")).isCloseTo(0.930671, within(1e-6));
    assertThat(lists.<Double>getAs("random")).isCloseTo(0.930383, within(1e-6));

    Map<String, Double> alone =
        judged.ndcgOf(
            "answer_rate_in_channel",
            "recipient_answers_answer_rate_all",
            "recipient_answers_answer_rate_all_sms",
            "recipient_answers_answer_rate_all_call");
    assertThat(alone.get("answer_rate_in_channel")).isCloseTo(0.947373, within(1e-6));
    assertThat(alone.get("recipient_answers_answer_rate_all")).isCloseTo(0.938058, within(1e-6));
    assertThat(alone.get("recipient_answers_answer_rate_all_sms"))
        .isCloseTo(0.936394, within(1e-6));
    assertThat(alone.get("recipient_answers_answer_rate_all_call"))
        .isCloseTo(0.934850, within(1e-6));
  }

  /**
   * A training set labelled with the responses of the log, whether their window has closed or not.
   *
   * @param rows judged rankings with all features
   * @param contacts contacts of the lake
   */
  private record Judged(Dataset<Row> rows, Dataset<Row> contacts) {
    /** Counts of lists, and the NDCG of the compared ones in the order shown and at random. */
    Row lists() {
      BacktestMetric ndcg = BacktestMetric.of("ndcg");
      return PerQuery.of(rows, List.of(ndcg), Conventions.DEFAULT)
          .agg(
              count(lit(1)).as("lists"),
              count_if(col("list_length").geq(2)).as("of_two"),
              count_if(
                      col("state").equalTo("compared").and(col("positives").lt(col("list_length"))))
                  .as("with_both"),
              count_if(col("state").equalTo("compared")).as("compared"),
              avg(ndcg.productionColumn()).as("production"),
              avg(ndcg.randomColumn()).as("random"))
          .head();
    }

    /** NDCG of each feature alone, the highest value first, unknown last, ties averaged. */
    Map<String, Double> ndcgOf(String... features) {
      return SingleFeatureCheck.of(
              rows, List.of(features), Conventions.DEFAULT, SingleFeatureCheck.TOO_GOOD)
          .where(col("direction").equalTo("descending"))
          .collectAsList()
          .stream()
          .map(SingleFeatureCheck.Result::from)
          .collect(
              Collectors.toMap(
                  SingleFeatureCheck.Result::feature, SingleFeatureCheck.Result::ndcg));
    }
  }

  private Judged judged(String name, String folder) {
    VerticalFile file = VerticalFile.read(ROOT.resolve("conf/verticals/" + name + ".yaml"));
    Path input = ROOT.resolve("../shared/data").resolve(folder);
    assumeTrue(Files.isDirectory(input), folder + " is not beside the checkout");
    run("import", "--vertical", file.path().toString(), "--input", input.toString());
    run("build-training-set", "--vertical", file.path().toString());
    Workspace workspace = new Workspace(spark, output.resolve(name).toString());
    Dataset<Row> contacts = workspace.lake("contacts").read("");
    Dataset<Row> labels =
        contacts.selectExpr(
            "query_id",
            "listing_id",
            "int(coalesce(responded_at < contacted_at + interval %d days, false)) as label"
                .formatted(file.vertical().label().within().duration().toDays()));
    Dataset<Row> rows =
        workspace
            .trainingSet()
            .read("")
            .join(labels.hint("broadcast"), KEY)
            .withColumn("model_score", lit(0.0));
    return new Judged(rows.localCheckpoint(), contacts);
  }

  private void run(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--output", output.toString()));
    Ran ran = Ran.command(all.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
  }
}

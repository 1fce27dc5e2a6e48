package io.dealrank.evaluation.simulator;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.dealrank.testing.SharedSpark;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shape of a seeded marketplace: rates, and how much a ranking by the truth gains. */
@ExtendWith(SharedSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarketplaceTruthTest {
  private static final Marketplace MARKETPLACE =
      new Marketplace(6000, 60, 11, LocalDate.of(2026, 1, 1));

  private final Simulation simulation;
  private final Dataset<Row> judged;

  MarketplaceTruthTest(SparkSession spark) {
    simulation = new Simulation(Simulation.run(spark, MARKETPLACE).rows().localCheckpoint());
    String[] key = {"query_id", "resume_id"};
    judged =
        simulation
            .table(Table.IMPRESSIONS)
            .join(
                simulation
                    .table(Table.TRUTH_IMPRESSIONS)
                    .withColumnRenamed("listing_id", "resume_id"),
                key)
            .join(
                simulation
                    .table(Table.CONTACTS)
                    .select(
                        "query_id",
                        "resume_id",
                        "channel",
                        "contacted_at",
                        "responded_at",
                        "hired_at"),
                key,
                "left")
            .withColumn("contact", expr("if(contacted_at is null, 0, 1)"))
            .withColumn("response", expr("if(responded_at is null, 0, 1)"))
            .withColumn("hire", expr("if(hired_at is null, 0, 1)"))
            .localCheckpoint();
  }

  @Test
  void rates_are_those_of_a_jobs_marketplace() {
    double searches = number(judged, "count(distinct query_id)");
    double contacts = number(judged, "sum(contact)");
    double hires = number(judged, "sum(hire)");
    assertThat(searches).isEqualTo(MARKETPLACE.searches());
    assertThat(contacts / searches).as("contacts per search").isBetween(1.5, 2.5);
    assertThat(number(judged, "sum(response)") / contacts).as("responses").isBetween(0.38, 0.52);
    assertThat(hires / contacts).as("hires per contact").isBetween(0.12, 0.20);
    assertThat(hires / searches).as("hires per search").isBetween(0.2, 0.4);
    assertThat(number(judged.where("hire = 1"), "count(distinct query_id)") / searches)
        .as("lists with a hire")
        .isBetween(0.2, 0.3);
    assertThat(number(judged, "avg(if(shuffled, 1, 0))")).as("shuffled").isBetween(0.03, 0.07);
  }

  @Test
  void about_four_in_ten_resumes_are_never_contacted() {
    double resumes = number(simulation.table(Table.RESUMES), "count(distinct resume_id)");
    double contacted = number(simulation.table(Table.CONTACTS), "count(distinct resume_id)");
    assertThat(1 - contacted / resumes).isBetween(0.3, 0.5);
  }

  @Test
  void truth_is_calibrated() {
    assertThat(number(judged, "sum(contact)"))
        .isCloseTo(number(judged, "sum(examination * contact_probability)"), withPercentage(4));
    Dataset<Row> settled =
        judged.where(
            "contact = 1 and contacted_at < timestamp '"
                + MARKETPLACE.end()
                + "' - interval 25 days");
    assertThat(number(settled, "sum(hire)"))
        .isCloseTo(number(settled, "sum(hire_probability)"), withPercentage(10));
  }

  @Test
  void examination_falls_with_position() {
    Dataset<Row> shuffled = judged.where("shuffled");
    double top = number(shuffled.where("position <= 2"), "avg(contact)");
    double bottom = number(shuffled.where("position > 10"), "avg(contact)");
    assertThat(top).isGreaterThan(2 * bottom);
    assertThat(number(judged.where("position = 4"), "max(examination)")).isEqualTo(0.5);
  }

  @Test
  void response_rates_differ_between_candidates_and_stay() {
    Column odd =
        functions
            .row_number()
            .over(Window.partitionBy("candidate_id", "channel").orderBy("contacted_at", "query_id"))
            .mod(2);
    Dataset<Row> halves =
        judged
            .where("contact = 1 and hire_probability > 0")
            .withColumn("odd", odd)
            .groupBy("candidate_id", "channel")
            .agg(
                expr("avg(if(odd = 1, response, null))").as("one"),
                expr("avg(if(odd = 0, response, null))").as("other"),
                expr("count(*)").as("contacts"))
            .where("contacts >= 4");
    assertThat(number(halves, "count(*)")).isGreaterThan(100);
    assertThat(number(halves, "corr(one, other)")).isGreaterThan(0.4);
    assertThat(
            number(
                simulation.table(Table.TRUTH_CANDIDATES),
                "avg(abs(response_chat - response_masked_phone))"))
        .isGreaterThan(0.3);
  }

  @Test
  void ranking_by_the_truth_beats_production_by_a_quarter_at_least() {
    double production = ndcg(col("position"));
    double random = ndcg(expr("xxhash64(query_id, resume_id)"));
    double oracle = ndcg(col("deal_probability").desc());
    assertThat(production).isGreaterThan(random);
    assertThat(oracle / production).isGreaterThan(1.25);
  }

  /** Mean over the lists with a hire of sum(hire / log2(1 + rank)) / its maximum, ranks 1 to 10. */
  private double ndcg(Column order) {
    var byQuery = Window.partitionBy("query_id");
    return number(
        judged
            .withColumn("rank", functions.row_number().over(byQuery.orderBy(order)))
            .withColumn("ideal", functions.row_number().over(byQuery.orderBy(col("hire").desc())))
            .groupBy("query_id")
            .agg(
                expr("sum(if(rank <= 10, hire / log2(1 + rank), 0))").as("gain"),
                expr("sum(if(ideal <= 10, hire / log2(1 + ideal), 0))").as("maximum"))
            .where("maximum > 0"),
        "avg(gain / maximum)");
  }

  private static double number(Dataset<Row> rows, String aggregate) {
    return rows.select(expr(aggregate).cast("double")).first().getDouble(0);
  }
}

package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.testing.SharedSpark;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A complete real site (quantumcomputing, March to September 2018) against the counts and the NDCG
 * that its README states. Skipped when the dump does not lie beside the checkout.
 */
@ExtendWith(SharedSpark.class)
class QuantumDumpTest {
  private static final java.nio.file.Path FOLDER =
      java.nio.file.Path.of(
          System.getProperty("dealrank.root", "."), "../shared/data/stackexchange/quantum-2018");

  private final DumpRows posts;
  private final DumpRows votes;
  private final DumpRows comments;
  private final StackExchangeTables tables;

  QuantumDumpTest(SparkSession spark) {
    assumeTrue(Files.isDirectory(FOLDER), "the quantumcomputing dump is not beside the checkout");
    Path folder = new Path(FOLDER.toUri());
    posts = DumpReader.read(spark, folder, DumpFile.POSTS);
    votes = DumpReader.read(spark, folder, DumpFile.VOTES);
    comments = DumpReader.read(spark, folder, DumpFile.COMMENTS);
    tables = StackExchangeTables.of(posts.rows(), votes.rows(), comments.rows());
  }

  @Test
  void every_row_of_the_site_is_read_and_counted() {
    Map<String, Long> counts =
        DumpSummary.of(posts, votes, comments, tables).collectAsList().stream()
            .collect(
                Collectors.toMap(
                    r -> r.<String>getAs("subject") + ": " + r.<String>getAs("fact"),
                    r -> r.getAs("count")));

    assertThat(counts)
        .containsEntry("Votes.xml: rows", 12_560L)
        .containsEntry("Posts.xml: malformed lines", 0L)
        .containsEntry("Votes.xml: malformed lines", 0L)
        .containsEntry("Comments.xml: malformed lines", 0L)
        .containsEntry("questions: rows", 612L)
        .containsEntry("answers: rows", 1_060L)
        .containsEntry("answers: accepted", 389L)
        .containsEntry("lists: with an acceptance and 2 answers or more", 212L)
        .containsEntry("questions: AcceptedAnswerId differs from the vote", 0L)
        .containsEntry("Votes.xml: set aside: " + Quarantine.NO_LISTED_ANSWER, 1L)
        .doesNotContainKeys(
            "Votes.xml: set aside: " + Quarantine.ACCEPTED_AGAIN,
            "Votes.xml: set aside: " + Quarantine.BEFORE_ANSWER,
            "Posts.xml: set aside: " + Quarantine.NO_QUESTION,
            "Posts.xml: set aside: " + Quarantine.BEFORE_QUESTION);
    long votesAccountedFor =
        counts.entrySet().stream()
            .filter(
                e ->
                    e.getKey().matches("Votes.xml: (set aside|not used).*|votes: rows")
                        || e.getKey().equals("answers: accepted"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat(votesAccountedFor).isEqualTo(12_560L);
  }

  @Test
  void both_sides_are_as_many_as_the_site_has() {
    Column known = not(col("answerer_id").startsWith("unknown-"));
    Row sides =
        tables
            .answers()
            .agg(count_distinct(when(known, col("answerer_id"))).as("answerers"))
            .crossJoin(tables.questions().agg(count_distinct(col("asker_id")).as("askers")))
            .first();

    assertThat(sides.<Long>getAs("answerers")).isEqualTo(171L);
    assertThat(sides.<Long>getAs("askers")).isEqualTo(230L);
  }

  @Test
  void arrival_order_has_the_reference_ndcg() {
    Row whole = ndcgOfArrivalOrder(tables.answers());

    assertThat(whole.<Long>getAs("lists")).isEqualTo(212L);
    assertThat(whole.<Double>getAs("ndcg")).isCloseTo(0.76939, within(0.0005));
  }

  @Test
  void the_honest_lists_are_fewer_and_harder() {
    Row honest = ndcgOfArrivalOrder(tables.answers().where(col("before_acceptance")));

    assertThat(honest.<Long>getAs("lists")).isEqualTo(186L);
    assertThat(honest.<Double>getAs("ndcg")).isCloseTo(0.73715, within(0.0005));
  }

  /** With one relevant answer, NDCG of a list is 1 / log2(1 + its position). */
  private static Row ndcgOfArrivalOrder(Dataset<Row> answers) {
    Column accepted = col("accepted_day").isNotNull();
    return answers
        .groupBy("query_id")
        .agg(
            count(lit(1)).as("size"),
            count_if(accepted).as("deals"),
            max(when(accepted, col("position"))).as("position"))
        .where(col("size").geq(2).and(col("deals").equalTo(1)))
        .agg(
            count(lit(1)).as("lists"),
            avg(lit(1.0).divide(log2(col("position").plus(1)))).as("ndcg"))
        .first();
  }
}

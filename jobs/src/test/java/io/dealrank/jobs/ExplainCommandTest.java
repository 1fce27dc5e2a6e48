package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PipelineRun.Shared.class)
class ExplainCommandTest {
  @Test
  void a_list_is_shown_in_the_models_order_and_terms_add_up_to_the_scores(PipelineRun run) {
    Row query = last(run);
    JsonNode explained =
        succeed(explain(run, query.getString(0), "--json", "--top", "1000")).json();
    assertThat(explained.get("query").asText()).isEqualTo(query.getString(0));
    assertThat(explained.get("target").asText()).isEqualTo("deal");
    assertThat(explained.get("warnings")).isEmpty();
    JsonNode listings = explained.get("listings");
    assertThat(listings).hasSize((int) query.getLong(2));
    double above = Double.POSITIVE_INFINITY;
    for (JsonNode listing : listings) {
      double score = listing.get("score").asDouble();
      assertThat(score).isLessThanOrEqualTo(above);
      above = score;
      double sum = 0;
      for (JsonNode term : listing.get("terms")) {
        sum += term.asDouble();
      }
      assertThat(sum).as(listing.toString()).isCloseTo(score, within(1e-9));
    }
    assertThat(explained.get("largest_difference").asDouble()).isLessThan(1e-9);
    assertThat(listings.findValues("position").stream().map(JsonNode::asInt))
        .doesNotHaveDuplicates();
    List<String> lines =
        succeed(explain(run, query.getString(0), "--terms", "2")).out().lines().toList();
    assertThat(lines.get(0))
        .startsWith("query " + query.getString(0))
        .contains(" by logistic until-");
    assertThat(lines.get(1)).startsWith("rank  listing").endsWith("largest terms");
    assertThat(lines.get(2)).startsWith("1 ").containsPattern(" [+-]\\d.* others [+-]");
    assertThat(lines).anyMatch(line -> line.startsWith("each score is the sum of its terms"));
  }

  @Test
  void a_query_before_the_first_cut_off_is_explained_with_a_warning(PipelineRun run) {
    JsonNode explained = succeed(explain(run, first(run).getString(0), "--json")).json();
    assertThat(explained.get("warnings")).hasSize(1);
    assertThat(explained.at("/warnings/0").asText()).contains("older than the first cut-off");
  }

  @Test
  void an_unknown_query_or_target_is_refused_with_examples(PipelineRun run) {
    Ran query = explain(run, "nobody-asked-this");
    assertThat(query.code()).isEqualTo(1);
    assertThat(query.told())
        .contains("no query 'nobody-asked-this'", "\nremedy: ", last(run).getString(0));
    Ran target = explain(run, "any", "--target", "dael");
    assertThat(target.code()).isEqualTo(2);
    assertThat(target.told()).contains("--target dael", "Nearest target: deal");
  }

  @Test
  void nothing_is_written(PipelineRun run) {
    long before = run.workspace().trainingSet().version();
    succeed(explain(run, last(run).getString(0)));
    assertThat(run.workspace().trainingSet().version()).isEqualTo(before);
  }

  private static Row first(PipelineRun run) {
    return query(run, col("asked").asc());
  }

  private static Row last(PipelineRun run) {
    return query(run, col("asked").desc());
  }

  /** The first mature query in an order: id, time, listings. */
  private static Row query(PipelineRun run, Column order) {
    return run.workspace()
        .trainingSet()
        .read("")
        .filter("mature")
        .groupBy("query_id")
        .agg(max("queried_at").as("asked"), count("listing_id").as("listings"))
        .orderBy(order, col("query_id"))
        .head();
  }

  private static Ran explain(PipelineRun run, String query, String... more) {
    List<String> arguments = new ArrayList<>(List.of("explain", "--query", query));
    arguments.addAll(
        List.of(
            "--vertical", PipelineRun.VERTICAL.toString(), "--output", run.output().toString()));
    arguments.addAll(Arrays.asList(more));
    return Ran.command(arguments.toArray(String[]::new));
  }

  private static Ran succeed(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran;
  }
}

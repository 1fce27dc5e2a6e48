package io.dealrank.features.pointintime.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The runner and the engine against the definition, on cases by hand and at random. */
@ExtendWith(SharedSpark.class)
class CaseRunTest {
  private static final long SEED = 20240229;
  private static final int DRAWN = 80;

  @Test
  void the_definition_says_what_was_worked_out_by_hand() {
    for (Story story : Stories.ALL) {
      Case told = story.told();
      assertThat(told.features()).isNotEmpty();
      for (Map.Entry<String, JsonNode> query : story.byHand().properties()) {
        for (Map.Entry<String, JsonNode> answer : query.getValue().properties()) {
          Feature feature =
              told.features().stream()
                  .filter(f -> f.name().equals(answer.getKey()))
                  .findFirst()
                  .orElseThrow();
          JsonNode defined = told.json().get("expected").get(query.getKey()).get(feature.name());
          assertThat(
                  Comparison.lines(told.id(), query.getKey(), feature, answer.getValue(), defined))
              .allMatch(Line::equal);
        }
      }
    }
  }

  @Test
  void every_op_window_bucket_and_kind_is_what_the_definition_says(SparkSession spark) {
    List<Case> cases = RandomCases.draw(SEED, DRAWN);
    Stories.ALL.forEach(story -> cases.add(story.told()));
    List<Line> lines = CaseRun.lines(spark, cases, new Arrangement(SEED, 3));
    assertThat(lines).hasSizeGreaterThan(DRAWN * 40);
    assertThat(lines.stream().filter(line -> !line.equal())).isEmpty();
  }

  @Test
  void what_is_known_late_and_rows_that_change_are_carried_from_day_to_day(SparkSession spark) {
    List<Reading> readings = new ArrayList<>();
    for (Case one : RandomCases.draw(SEED, DRAWN)) {
      readings.add(new Reading(one, Reading.Time.REFERENCE, true, null));
    }
    Batch batch = new Batch(readings);
    LocalDate first = LocalDate.parse("2024-02-27");
    LocalDate last = LocalDate.parse("2024-03-05");
    for (String group : List.of(Batch.EVENTS, Batch.ROWS)) {
      DayByDay marts = new DayByDay(spark, batch, group);
      LocalDate from = first;
      for (int days : new int[] {4, 3}) {
        marts.build(marts.facts(), from, from.plusDays(days));
        from = from.plusDays(days);
      }
      assertThat(from).isEqualTo(last);
      assertThat(marts.rows()).hasSizeGreaterThan(50);
      assertThat(marts.rows()).isEqualTo(marts.backfill(marts.facts(), first, last));
    }
  }

  @Test
  void a_case_that_cannot_be_put_to_the_engine_says_why_and_a_wrong_answer_shows(
      SparkSession spark, @TempDir Path folder) throws IOException {
    Case right = Stories.ALL.get(0).told();
    String text = new ObjectMapper().writeValueAsString(right.json());
    Files.writeString(folder.resolve("1.json"), text);
    Files.writeString(
        folder.resolve("2.json"),
        text.replace("edges of", "wrong").replace("\"sum 5m null\":6.0", "\"sum 5m null\":7.0"));
    Files.writeString(
        folder.resolve("3.json"),
        text.replace("edges of", "median of").replace("\"op\":\"max\"", "\"op\":\"median\""));
    Files.writeString(
        folder.resolve("observed_peers.json"),
        """
        [{"id": "edges of five minutes", "observed": {
          "0": {"sum 5m null": {"expected": 6, "peer": 7}},
          "1": {"min 5m channel": {"expected": {"phone": 4}, "peer": {"phone": 4.0}}}}}]
        """);
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(table, true, StandardCharsets.UTF_8);
    assertThat(PointInTimeCases.run(spark, folder, out)).isFalse();
    List<String> lines =
        table
            .toString(StandardCharsets.UTF_8)
            .lines()
            .map(l -> l.replaceAll("  +", " | "))
            .toList();
    assertThat(lines)
        .contains(
            "case | qid | feature | expected | got | equal | peer",
            "edges of five minutes | 0 | sum 5m null | 6 | 6 | yes | 7",
            "edges of five minutes | 1 | min 5m channel[phone] | 4 | 4 | yes | 4",
            "wrong five minutes | 0 | sum 5m null | 7 | 6 | NO",
            "peer: 1 of 2 features of queries differ, 0 unsupported")
        .anyMatch(line -> line.contains("not run: no op 'median'") && line.endsWith("NO"))
        .anyMatch(line -> line.matches("3 cases, \\d+ values, \\d+ equal"));
    Files.delete(folder.resolve("2.json"));
    Files.delete(folder.resolve("3.json"));
    assertThat(PointInTimeCases.run(spark, folder, out)).isTrue();
  }
}

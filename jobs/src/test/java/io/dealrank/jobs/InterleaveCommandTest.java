package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedSpark.class)
class InterleaveCommandTest {
  private static final String HEADER = "query_id,team,contacts,employer";

  @TempDir private Path folder;

  @BeforeEach
  void the_session_of_all_tests_is_there(SparkSession spark) {
    assertThat(spark.sparkContext().isStopped()).isFalse();
  }

  /** b wins 40 searches, a 10; 20 are ties, 5 of them without a contact. */
  @Test
  void an_experiment_is_read_by_search() throws IOException {
    JsonNode json = interleave(experiment(), "--json").json();
    assertThat(json.get("searches").asInt()).isEqualTo(70);
    assertThat(json.get("without_contact").asInt()).isEqualTo(5);
    assertThat(json.get("b_wins").asInt()).isEqualTo(40);
    assertThat(json.get("ties").asInt()).isEqualTo(20);
    assertThat(json.get("a_wins").asInt()).isEqualTo(10);
    assertThat(json.get("delta").asDouble()).isCloseTo(50.0 / 70 - 0.5, within(1e-12));
    // exact: 2 P(Binomial(50, 1/2) <= 10)
    assertThat(json.get("p").asDouble()).isCloseTo(2.386e-5, within(1e-8));
    assertThat(json.get("verdict").asText()).startsWith("b is preferred: delta +21.43%");
    Ran text = interleave(experiment());
    assertThat(text.out())
        .contains("70 searches, 5 of them without a contact", "b is preferred", "b wins");
  }

  /** The same searches, nearly all of one employer, show nothing. */
  @Test
  void searchers_are_what_counts_where_they_are_known() throws IOException {
    Ran ran = interleave(experiment(), "--columns", "searcher=employer", "--json");
    JsonNode json = ran.json();
    assertThat(json.get("searchers").asInt()).isEqualTo(3);
    assertThat(json.get("searcher_b_wins").asInt()).isEqualTo(1);
    assertThat(json.get("searcher_a_wins").asInt()).isEqualTo(1);
    assertThat(json.get("searcher_p").asDouble()).isEqualTo(1);
    assertThat(json.get("verdict").asText()).startsWith("no preference is shown");
  }

  @Test
  void an_experiment_without_a_winner_shows_nothing() throws IOException {
    Ran ran = interleave(file("none.csv", HEADER, "1,a,0,e", "1,b,,e"), "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().get("p").isNull()).isTrue();
    assertThat(ran.json().get("verdict").asText()).startsWith("nothing is shown");
  }

  @Test
  void one_search_or_searcher_has_no_interval() throws IOException {
    String one = file("one.csv", HEADER, "1,a,0,e", "1,b,1,e");
    assertThat(interleave(one).out())
        .contains(
            "no preference is shown: delta +50.00%, its interval not defined: one search; p 1");
    JsonNode json = interleave(one, "--json").json();
    assertThat(json.get("interval").get(0).isNull()).isTrue();
    String two = file("two.csv", HEADER, "1,b,1,e", "2,b,1,e", "2,a,0,e");
    assertThat(interleave(two, "--columns", "searcher=employer").out())
        .contains("its interval not defined: one searcher; p 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "method team_draft",
        "length 10",
        "attention 1",
        "contact-rate 0.3",
        "noise 0.02",
        "searches 100000",
        "seed 7"
      })
  void options_of_the_simulation_do_not_fit_a_table(String optionAndValue) throws IOException {
    String[] parts = optionAndValue.split(" ");
    refused(
        "--" + parts[0] + " does not fit the other options",
        experiment(),
        "--" + parts[0],
        parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2,c,1,e -> the team in column team is neither a nor b: 'c' (query_id 2)",
        "2,,1,e -> the team in column team is neither a nor b (query_id 2)",
        ",a,1,e -> column query_id is null",
        "2,a,-1,e -> the count in column contacts is not a whole number of at least 0: '-1'",
        "2,a,0.5,e -> the count in column contacts is not a whole number of at least 0: '0.5'",
        "2,a,NaN,e -> the count in column contacts is not a whole number of at least 0: 'NaN'",
        "2,a,one,e -> the count in column contacts is not a whole number of at least 0: 'one'",
        "2,a -> the row cannot be parsed: '2,a'"
      })
  void a_broken_row_is_told_with_file_line_and_search(String rowAndProblem) throws IOException {
    String[] parts = rowAndProblem.split(" -> ");
    String broken = file("broken.csv", HEADER, "1,a,1,e", parts[0], "3,b,0,e");
    refused(broken + ":3: " + parts[1], broken);
  }

  @Test
  void broken_tables_are_told() throws IOException {
    refused("does not exist", folder.resolve("absent.csv").toString());
    refused("has no row", file("header.csv", HEADER));
    refused("has no column team, contacts", file("narrow.csv", "query_id,contact", "1,1"));
    refused(
        "search 1 has more than one searcher in column employer",
        file("torn.csv", HEADER, "1,a,1,e", "1,b,1,f"),
        "--columns",
        "searcher=employer");
    refused("'teem=x' names no column", experiment(), "--columns", "teem=x");
    refused("--table and --qrels or --run are given", experiment(), "--qrels", "x");
    Ran none = Ran.command("interleave");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.told()).contains("Missing option --table");
  }

  /** a ranks the relevant documents last, b first: few searches show it. */
  @Test
  void a_forecast_tells_how_many_searches_are_needed() throws IOException {
    String qrels = file("qrels", "1 0 x 2", "1 0 y 0", "2 0 x 1", "2 0 z -1");
    String a =
        file("a", "1 Q0 y 1 3 t", "1 Q0 v 2 2 t", "1 Q0 x 3 1 t", "2 Q0 z 1 2 t", "2 Q0 x 2 1 t");
    String b = file("b", "1 Q0 x 1 3 t", "1 Q0 v 2 2 t", "2 Q0 x 1 2 t", "2 Q0 u 2 1 t");
    for (String method : List.of("team_draft", "balanced")) {
      Ran ran = forecast(qrels, a, b, "--method", method, "--json");
      assertThat(ran.code()).as(ran.err()).isZero();
      JsonNode json = ran.json();
      assertThat(json.get("queries").asInt()).isEqualTo(2);
      assertThat(json.get("delta").asDouble()).isPositive();
      assertThat(json.get("searches_needed").asInt()).isBetween(20, 1000);
      double before = 0;
      for (JsonNode size : json.get("sizes")) {
        assertThat(size.get("b_found").asDouble()).isGreaterThanOrEqualTo(before - 1e-9);
        before = size.get("b_found").asDouble();
      }
      JsonNode mirrored = forecast(qrels, b, a, "--method", method, "--json").json();
      assertThat(mirrored.get("delta").asDouble())
          .isCloseTo(-json.get("delta").asDouble(), within(0.01));
    }
    Ran text = forecast(qrels, a, b);
    assertThat(text.out()).contains("position i is looked at with 1/i^1", "searches show that b");
    assertThat(forecast(qrels, a, b).out()).isEqualTo(text.out());
    assertThat(forecast(qrels, a, a).out()).contains("the simulation itself shows no preference");
  }

  @Test
  void a_forecast_needs_two_runs_and_sound_files() throws IOException {
    String qrels = file("qrels", "1 0 x 1");
    String run = file("run", "1 Q0 x 1 3 t");
    told("two --run are needed, 1 runs are given", "--qrels", qrels, "--run", run);
    told(run + "2: there is no such file", "--qrels", qrels, "--run", run, "--run", run + "2");
    told(
        "--contact-rate 2 is not a number",
        "--qrels",
        qrels,
        "--run",
        run,
        "--run",
        run,
        "--contact-rate",
        "2");
    told(
        "--noise 0.5 is not a number",
        "--qrels",
        qrels,
        "--run",
        run,
        "--run",
        run,
        "--noise",
        "0.5");
    told(
        "--method drift is unknown",
        "--qrels",
        qrels,
        "--run",
        run,
        "--run",
        run,
        "--method",
        "drift");
    told(
        "--columns does not fit",
        "--qrels",
        qrels,
        "--run",
        run,
        "--run",
        run,
        "--columns",
        "team=x");
    String broken = file("broken", "1 Q0 x 1 nan t");
    told(broken + ":1: ", "--qrels", qrels, "--run", run, "--run", broken);
  }

  private String experiment() throws IOException {
    List<String> rows = new ArrayList<>(List.of(HEADER));
    for (int search = 0; search < 70; search++) {
      int b = search < 40 ? 2 : search < 50 ? 0 : search < 65 ? 1 : 0;
      int a = search < 40 ? 1 : search < 50 ? 1 : search < 65 ? 1 : 0;
      String employer = search < 40 ? "big" : search < 50 ? "small" : "other";
      rows.add("s%d,a,%d,%s".formatted(search, a, employer));
      rows.add("s%d,b,%d,%s".formatted(search, b, employer));
      rows.add("s%d,b,0,%s".formatted(search, employer));
    }
    return file("experiment.csv", rows.toArray(String[]::new));
  }

  private void refused(String said, String table, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--table", table));
    arguments.addAll(Arrays.asList(options));
    told(said, arguments.toArray(String[]::new));
  }

  private void told(String said, String... options) {
    List<String> arguments = new ArrayList<>(List.of("interleave"));
    arguments.addAll(Arrays.asList(options));
    Ran ran = Ran.command(arguments.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.told()).contains(said).contains("remedy: ");
  }

  private Ran interleave(String table, String... options) {
    List<String> arguments = new ArrayList<>(List.of("interleave", "--table", table));
    arguments.addAll(Arrays.asList(options));
    return Ran.command(arguments.toArray(String[]::new));
  }

  private static Ran forecast(String qrels, String a, String b, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("interleave", "--qrels", qrels, "--run", a, "--run", b));
    arguments.addAll(Arrays.asList(options));
    return Ran.command(arguments.toArray(String[]::new));
  }

  private String file(String name, String... rows) throws IOException {
    return Files.write(folder.resolve(name), List.of(rows)).toString();
  }
}

package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final List<String> COMMANDS =
      Dealrank.COMMANDS.stream().map(Command::name).toList();

  @TempDir private Path folder;

  @Test
  void an_unknown_command_is_told_with_the_nearest() {
    refused(List.of("bild-marts"), "bild-marts", "build-marts", "bin/dealrank help");
  }

  @Test
  void help_for_an_unknown_command_is_told_with_the_nearest() {
    refused(List.of("help", "trian"), "trian", "train");
  }

  @Test
  void an_unknown_option_is_told_with_the_nearest() {
    refused(List.of("simulate", "--serches", "10"), "--serches", "Nearest option: --searches");
  }

  @Test
  void a_missing_required_option_is_named() {
    refused(List.of("build-marts"), "Missing option --vertical", "build-marts --help");
  }

  @Test
  void an_option_without_its_value_is_named() {
    refused(List.of("simulate", "--searches"), "searches");
  }

  @Test
  void an_argument_without_an_option_is_refused() {
    refused(List.of("simulate", "1000"), "1000");
  }

  @Test
  void a_switch_given_twice_is_refused() {
    refused(List.of("simulate", "--seed", "1", "--seed", "2"), "seed");
  }

  @Test
  void a_malformed_day_is_told_with_an_example() {
    String vertical = new TinyLogs(folder).write().folder().resolve("tiny.yaml").toString();
    refused(
        List.of("build-marts", "--vertical", vertical, "--from", "2026-02-30"),
        "--from 2026-02-30 is not a day",
        "--from 2026-01-31");
    refused(List.of("simulate", "--from", "yesterday"), "--from yesterday is not a day");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "0", "-5", "1.5", "99999999999999999999"})
  void a_number_that_is_no_count_is_told_with_an_example(String number) {
    refused(
        List.of("simulate", "--searches", number),
        "--searches " + number + " is not a whole number of at least 1",
        "--searches 1000");
  }

  @Test
  void a_count_of_days_beyond_all_bounds_is_refused() {
    refused(List.of("simulate", "--days", "3000000000"), "--days 3000000000");
  }

  @Test
  void a_missing_vertical_file_is_named() {
    refused(
        List.of("train", "--vertical", folder.resolve("none.yaml").toString()),
        "none.yaml cannot be read",
        "--vertical");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--format xml", "--ranker logistik", "--gain linaer", "--discount log3"})
  void the_whole_pipeline_refuses_a_wrong_choice_before_its_first_step(String choice) {
    String vertical = new TinyLogs(folder).write().folder().resolve("tiny.yaml").toString();
    String[] option = choice.split(" ");
    refused(
        List.of("run", "--vertical", vertical, "--input", folder.toString(), option[0], option[1]),
        option[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "logistic,,gbt", "logistic,", "logistic,gtb", "gbt,logistic, gbt"})
  void wrong_lists_of_rankers_are_refused_before_anything_is_read(String rankers) {
    String vertical = new TinyLogs(folder).write().folder().resolve("tiny.yaml").toString();
    refused(List.of("compare", "--vertical", vertical, "--rankers", rankers), "--rankers", rankers);
  }

  @Test
  void a_missing_input_folder_is_named_before_anything_is_read() {
    String vertical = new TinyLogs(folder).write().folder().resolve("tiny.yaml").toString();
    Ran ran = Ran.command("import", "--vertical", vertical, "--output", folder + "/out");
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.told()).contains("--input is missing", "Source 'impressions'");
  }

  static List<String> commands() {
    return COMMANDS;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_shows_usage_defaults_and_an_example(String command) {
    Command described =
        Dealrank.COMMANDS.stream().filter(c -> c.name().equals(command)).findFirst().orElseThrow();
    Ran ran = Ran.command(command, "--help");
    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith("Usage: bin/dealrank " + command);
    assertThat(ran.out()).containsOnlyOnce("Example:\n  bin/dealrank " + command);
    for (Command.Option option : described.options()) {
      String line =
          ran.out()
              .lines()
              .filter(l -> l.strip().startsWith("--" + option.name() + " "))
              .findFirst()
              .orElseThrow();
      if (option.fallback() != null) {
        assertThat(line).contains("(default: " + option.fallback() + ")");
      }
      assertThat(line.contains("(required")).isEqualTo(option.required());
    }
    assertThat(Ran.command("help", command)).isEqualTo(ran);
    assertThat(Ran.command(command, "--nonsense", "-h")).isEqualTo(ran);
  }

  @Test
  void the_example_of_every_command_is_accepted_by_its_own_parser() {
    for (Command command : Dealrank.COMMANDS) {
      List<String> words = List.of(command.example().split(" "));
      assertThat(words.subList(0, 2)).containsExactly("bin/dealrank", command.name());
      assertThat(CommandLine.parse(command, words.subList(2, words.size()))).isNotNull();
    }
  }

  @Test
  void help_lists_every_command() {
    Ran ran = Ran.command("help");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains(COMMANDS);
    assertThat(Ran.command()).isEqualTo(ran);
    assertThat(Ran.command("--help")).isEqualTo(ran);
  }

  @Test
  void json_is_one_object_and_progress_goes_to_standard_error() throws Exception {
    Path judgments = Files.writeString(folder.resolve("qrels"), "q1 0 a 1\nq1 0 b 0\n");
    Path ranking = Files.writeString(folder.resolve("run"), "q1 Q0 a 1 2.0 x\nq1 Q0 b 2 1.0 x\n");
    Ran ran =
        Ran.command(
            "evaluate", "--qrels", judgments.toString(), "--run", ranking.toString(), "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().isObject()).isTrue();
    assertThat(ran.json().get("command").asText()).isEqualTo("evaluate");
  }

  @ExtendWith(SharedSpark.class)
  @Test
  void json_of_a_spark_job_is_one_object_too(SparkSession spark) {
    Path output = folder.resolve("out");
    TinyLogs logs = new TinyLogs(folder.resolve("in"));
    logs.contacts().add(logs.contacts().get(1));
    Ran ran = logs.write().run("validate", output, "--input", logs.folder().toString(), "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().get("findings")).hasSize(1);
    assertThat(ran.err().lines()).anyMatch(line -> line.startsWith("check impressions"));
    assertThat(output).doesNotExist();
    assertThat(spark.sparkContext().isStopped()).isFalse();
    Ran people = logs.run("validate", output, "--input", logs.folder().toString());
    assertThat(people.out()).contains("duplicate contact_id").doesNotContain("check impressions");
  }

  /** The command ends with exit code 2, says all of this, and starts no session. */
  private static void refused(List<String> arguments, String... said) {
    var session = SparkSession.getDefaultSession();
    var active = SparkSession.getActiveSession();
    SparkSession.clearDefaultSession();
    SparkSession.clearActiveSession();
    try {
      Ran ran = Ran.command(arguments.toArray(String[]::new));
      assertThat(SparkSession.getDefaultSession().isEmpty()).as("no session").isTrue();
      assertThat(ran.code()).as(ran.err()).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.told()).contains(said);
      assertThat(ran.told().lines().map(line -> line.split(":")[0]))
          .containsExactly("error", "reason", "remedy");
    } finally {
      if (session.isDefined()) {
        SparkSession.setDefaultSession(session.get());
      }
      if (active.isDefined()) {
        SparkSession.setActiveSession(active.get());
      }
    }
  }
}

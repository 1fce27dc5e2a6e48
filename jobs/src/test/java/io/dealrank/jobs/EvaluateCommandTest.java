package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
  @TempDir private Path folder;

  private String qrels;
  private String first;
  private String second;

  @BeforeEach
  void two_runs_over_three_queries() throws IOException {
    qrels = file("qrels.tsv", "1 0 a 1", "1 0 b 0", "2 0 a 2", "3 0 a 1");
    first = file("first.tsv", "1 Q0 b 1 2 t", "1 Q0 a 2 1 t", "2 Q0 a 1 1 t", "9 Q0 a 1 1 t");
    second = file("second.run.gz.tsv", "1 Q0 a 1 2 t", "1 Q0 b 2 1 t", "2 Q0 a 1 1 t");
  }

  @Test
  void prints_measure_query_and_value_and_tells_what_was_left_out() {
    Ran ran = evaluate("--run", first, "--measures", "map,num_rel");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "map\t1\t0.5",
            "map\t2\t1.0",
            "map\tall\t0.75",
            "num_rel\t1\t1",
            "num_rel\t2\t1",
            "num_rel\tall\t2");
    assertThat(ran.err())
        .contains("1 queries have no judgment")
        .contains("1 judged queries are not in the run")
        .contains("--mode complete");
  }

  @Test
  void several_runs_have_a_leading_column() {
    Ran ran = evaluate("--run", first, "--run", second, "--measures", "map", "--means");
    assertThat(ran.out().lines())
        .containsExactly(first + "\tmap\tall\t0.75", second + "\tmap\tall\t1.0");
  }

  @Test
  void modes_level_and_depth_are_those_of_trec_eval() {
    assertThat(mean("map", "--mode", "complete")).isEqualTo("0.5");
    assertThat(mean("map", "--mode", "complete,condensed")).isEqualTo("0.5");
    assertThat(mean("map", "--level", "2")).isEqualTo("0.5");
    assertThat(mean("map", "--level", "2", "--undefined", "skip")).isEqualTo("1.0");
    assertThat(mean("map", "--depth", "1")).isEqualTo("0.5");
  }

  @Test
  void json_has_means_values_and_counts() {
    Ran ran = evaluate("--run", first, "--measures", "map,auc_list", "--format", "json");
    JsonNode run = ran.json().get("runs").get(0);
    assertThat(run.get("means").get("map").asDouble()).isEqualTo(0.75);
    assertThat(run.get("values").get("map").get("1").asDouble()).isEqualTo(0.5);
    assertThat(run.get("values").get("auc_list").get("2").isNull()).isTrue();
    assertThat(run.get("undefined").get("auc_list").asInt()).isEqualTo(1);
    assertThat(run.get("counts").get("notReturned").asInt()).isEqualTo(1);
  }

  @Test
  void latex_is_a_table_of_runs_by_measures() {
    Ran ran = evaluate("--run", first, "--run", second, "--measures", "map", "--format", "latex");
    assertThat(ran.out().lines())
        .contains("\\begin{tabular}{lr}", "first & 0.7500 \\\\", "second & \\textbf{1.0000} \\\\");
  }

  @Test
  void an_unknown_measure_is_told_with_the_nearest() {
    refused("Did you mean ndcg_cut_K?", "--run", first, "--measures", "ndcg_at_10");
    refused("'map' is given twice", "--run", first, "--measures", "map,map");
    refused("no measure ''", "--run", first, "--measures", "map,");
  }

  @Test
  void the_same_run_twice_is_refused() {
    refused(
        "is given twice",
        "--run",
        first,
        "--run",
        folder.resolve("x").resolve("..").resolve("first.tsv").toString());
  }

  @Test
  void ties_are_averaged_only_where_the_expectation_is_known() {
    refused("[bpref]", "--run", first, "--measures", "bpref", "--ties", "average");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--mode complet",
        "--mode complete;condensed",
        "--ties ids",
        "--format csv",
        "--undefined null",
        "--level 0",
        "--depth -1",
        "--depth ten",
        "--gain log",
        "--discount log3"
      })
  void a_wrong_choice_is_told(String choice) {
    String[] parts = choice.split(" ");
    refused(parts[0], "--run", first, parts[0], parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 Q0 a 1 x t",
        "1 Q0 a 1 nan t",
        "1 Q0 a 1 Infinity t",
        "1 Q0 a 1 2",
        "1 Q0 a",
        "1 Q0 b 1 1 t",
        "1 Q0 c\u0000 1 1 t"
      })
  void a_broken_row_is_told_with_file_and_line(String row) throws IOException {
    String broken = file("broken.tsv", "1 Q0 b 1 2 t", row);
    refused(broken + ":2: ", "--run", broken);
  }

  @Test
  void a_missing_an_empty_and_an_unrelated_file_are_told() throws IOException {
    refused("absent", "--run", folder.resolve("absent").toString());
    String empty = file("empty.tsv");
    refused(empty, "--run", empty);
    String unrelated = file("unrelated.tsv", "7 Q0 a 1 1 t");
    refused("no query of the run is judged", "--run", unrelated);
  }

  /** Broken files that lie beside the checkout, and what trec_eval takes in silence. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "duplicate_in_run.run.tsv:2: document 'a' occurs a second time in query '1'",
        "short_line.run.tsv:2: the row has 3 fields",
        "score_not_a_number.run.tsv:1: the score 'abc' is not a finite number",
        "nan_score.run.tsv:1: the score 'nan' is not a finite number",
        "no_common_query.run.tsv: no query of the run is judged in ",
        "empty.run.tsv: the file has no row",
        "duplicate_in_qrels.qrels.tsv:2: document 'a' occurs a second time in query '1'"
      })
  void every_broken_reference_file_is_told(String told) {
    Path errors =
        Path.of(System.getProperty("dealrank.root", "..")).resolve("../shared/gold/ranking/errors");
    assumeTrue(Files.isDirectory(errors), () -> "no reference files at " + errors);
    String name = told.substring(0, told.indexOf(".tsv") + 4);
    String broken = errors.resolve(name).toString();
    String good = errors.resolve("ok.qrels.tsv").toString();
    Ran ran =
        name.contains(".qrels.")
            ? Ran.command("evaluate", "--qrels", broken, "--run", first)
            : Ran.command("evaluate", "--qrels", good, "--run", broken);
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.told()).contains(errors.resolve(told).toString()).contains("remedy: ");
  }

  @Test
  void the_reference_files_are_all_looked_at() throws IOException {
    Path errors =
        Path.of(System.getProperty("dealrank.root", "..")).resolve("../shared/gold/ranking/errors");
    assumeTrue(Files.isDirectory(errors), () -> "no reference files at " + errors);
    try (Stream<Path> files = Files.list(errors)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.startsWith("ok.") && !name.startsWith("expected."))
          .hasSize(7);
    }
  }

  private String mean(String measure, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--run", first, "--measures", measure, "--means"));
    Ran ran = evaluate(arguments.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out().strip().split("\t")[2];
  }

  private void refused(String said, String... options) {
    Ran ran = evaluate(options);
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.told()).contains(said).contains("remedy: ");
  }

  private Ran evaluate(String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--qrels", qrels));
    arguments.addAll(List.of(options));
    return Ran.command(arguments.toArray(String[]::new));
  }

  private String file(String name, String... rows) throws IOException {
    return Files.write(folder.resolve(name), List.of(rows)).toString();
  }
}

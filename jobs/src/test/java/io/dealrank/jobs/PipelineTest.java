package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.PerQuery;
import io.dealrank.features.mart.Mart;
import io.dealrank.features.training.TrainingSet;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole pipeline on a small marketplace. Its truth was deleted before the run, so no command
 * can have read it.
 */
@ExtendWith(PipelineRun.Shared.class)
class PipelineTest {
  private static final VerticalFile FILE = VerticalFile.read(PipelineRun.VERTICAL);
  private static final Vertical RESUMES = FILE.vertical();

  @Test
  void it_prints_one_json_object_with_a_headline(PipelineRun run) {
    assertThat(run.ran().code()).isZero();
    assertThat(run.ran().json().get("command").asText()).isEqualTo("run");
    assertThat(run.ran().json().at("/results/0/headline").asText()).isNotBlank();
  }

  @Test
  void every_metric_of_the_report_has_both_orders_an_uplift_and_an_interval(PipelineRun run)
      throws Exception {
    JsonNode report = run.report();
    assertThat(report.get("targets")).isNotEmpty();
    for (JsonNode target : report.get("targets")) {
      assertThat(target.get("metrics")).isNotEmpty();
      for (JsonNode metric : target.get("metrics")) {
        for (String value : List.of("production", "model", "uplift")) {
          assertThat(metric.get(value).isNumber()).as("%s of %s", value, metric).isTrue();
        }
        assertThat(metric.get("production").asDouble()).isBetween(0.0, 1.0);
        assertThat(metric.get("model").asDouble()).isBetween(0.0, 1.0);
        JsonNode interval = metric.get("interval");
        assertThat(interval).hasSize(2);
        assertThat(interval.get(0).asDouble())
            .as("interval of %s", metric)
            .isLessThanOrEqualTo(interval.get(1).asDouble());
      }
    }
  }

  @Test
  void the_report_has_the_values_corrected_for_position_bias_by_shuffled_lists(PipelineRun run)
      throws Exception {
    for (JsonNode target : run.report().get("targets")) {
      Map<String, JsonNode> chapters = new LinkedHashMap<>();
      target.get("chapters").forEach(c -> chapters.putIfAbsent(c.get("chapter").asText(), c));
      assertThat(chapters)
          .containsKeys(
              "curve", "changes", "cold_start", "exposure", "promotion", "calibration", "ledger");
      assertThat(chapters.get("position_bias").get("source").asText()).isEqualTo("shuffled_lists");
      JsonNode corrections = chapters.get("bias_corrections");
      assertThat(corrections.findValuesAsText("estimator"))
          .containsExactly("naive", "inverse_propensity", "self_normalised", "doubly_robust");
      assertThat(corrections.get("advice").asText()).startsWith("Trust ");
      assertThat(chapters.get("promotion").get("mixes")).hasSize(4);
    }
  }

  @Test
  void the_report_is_there_as_a_page(PipelineRun run) throws Exception {
    Path reports = run.output().resolve("resumes/reports");
    String current = Files.readString(reports.resolve("CURRENT")).strip();
    String page = Files.readString(reports.resolve(current).resolve("report.html"));
    assertThat(page).startsWith("<!DOCTYPE html>").contains("</html>");
  }

  @Test
  void every_table_has_the_schema_that_is_declared(PipelineRun run) {
    Workspace workspace = run.workspace();
    for (LakeTable table : LakeTable.of(RESUMES)) {
      StructType lake = workspace.lake(table.name()).read("").schema();
      StructType contract = table.contract().columns();
      assertThat(columns(new StructType(Arrays.copyOf(lake.fields(), contract.size()))))
          .as(table.name())
          .isEqualTo(columns(contract));
      assertThat(lake.fieldNames()).hasSize(contract.size() + 1);
      assertThat(lake.fieldNames()[contract.size()]).isEqualTo(table.contract().attributesColumn());
      assertThat(workspace.quarantine(table.name()).exists())
          .as("nothing of a simulated marketplace is set aside")
          .isFalse();
    }
    for (FeatureGroup group : RESUMES.features()) {
      assertThat(columns(workspace.mart(group.group()).read("").schema()))
          .as(group.group())
          .isEqualTo(columns(Mart.schema(group)));
      assertThat(columns(workspace.profile(group.group()).read("").schema()))
          .as("profile of " + group.group())
          .isEqualTo(columns(MartProfiles.SCHEMA));
    }
    assertThat(columns(workspace.trainingSet().read("").schema()))
        .isEqualTo(columns(TrainingSet.schema(FILE)));
  }

  @Test
  void marts_profiles_and_training_set_built_again_have_the_same_rows(PipelineRun run) {
    Map<String, String> before = contents(run);
    for (String command : List.of("build-marts", "build-training-set")) {
      Ran again = run.command(command);
      assertThat(again.code()).as(again.err()).isZero();
    }
    assertThat(contents(run)).isEqualTo(before);
  }

  @Test
  void the_lists_of_the_training_set_are_scored_and_judged_without_a_shuffle(PipelineRun run)
      throws Exception {
    ModelRuns runs = new ModelRuns(run.workspace(), Instant.now());
    for (String target : RESUMES.label().targets()) {
      try (QueryFiles files = QueryFiles.open(run.workspace().trainingSet())) {
        TestLists lists = TestLists.of(FILE, run.workspace().trainingSet().read(""));
        Dataset<Row> scored =
            lists.ranked(runs.store(target, runs.current(target, "")), new ArrayList<>()).cache();
        Dataset<Row> judged = TestLists.judged(scored, target);
        Dataset<Row> perQuery =
            files.perQuery(judged, BacktestMetric.DEFAULTS, Conventions.DEFAULT);
        assertThat(QueryFiles.movesRows(perQuery)).as(target).isFalse();
        assertThat(PipelineRun.content(perQuery))
            .isEqualTo(
                PipelineRun.content(
                    PerQuery.of(judged, BacktestMetric.DEFAULTS, Conventions.DEFAULT)));
        var unused = scored.unpersist();
      }
    }
  }

  @Test
  void the_manifest_of_an_export_counts_its_rows_and_its_files(PipelineRun run) throws Exception {
    for (String entity : List.of("candidate", "employer", "resume")) {
      Path export = run.output().resolve("resumes/export").resolve(entity);
      Path current = export.resolve(Files.readString(export.resolve("CURRENT")).strip());
      assertThat(current.resolve("_SUCCESS")).exists();
      JsonNode manifest = new ObjectMapper().readTree(current.resolve("manifest.json").toFile());
      assertThat(manifest.fieldNames())
          .toIterable()
          .containsExactlyElementsOf(TablesDocTest.MANIFEST.keySet());
      assertThat(current.getFileName()).hasToString(manifest.get("version").asText());
      assertThat(manifest.get("rows").asLong())
          .isPositive()
          .isEqualTo(run.spark().read().parquet(current + "/data").count());
      assertThat(columnNames(manifest))
          .containsExactly(run.spark().read().parquet(current + "/data").columns());
      Map<String, String> sums = new LinkedHashMap<>();
      for (JsonNode file : manifest.get("files")) {
        sums.put(file.get("file").asText(), file.get("sha256").asText());
      }
      try (Stream<Path> files = Files.list(current.resolve("data"))) {
        for (Path part :
            files.filter(f -> f.getFileName().toString().startsWith("part-")).toList()) {
          byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(part));
          assertThat(sums.remove("data/" + part.getFileName()))
              .isEqualTo(HexFormat.of().formatHex(digest));
        }
      }
      assertThat(sums).isEmpty();
    }
  }

  @Test
  void no_command_puts_the_truth_back(PipelineRun run) {
    assertThat(run.output().resolve("truth")).doesNotExist();
  }

  private static List<String> columnNames(JsonNode manifest) {
    return manifest.get("schema").findValuesAsText("name");
  }

  private static Map<String, String> contents(PipelineRun run) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (FeatureGroup group : RESUMES.features()) {
      contents.put(
          group.group(), PipelineRun.content(run.workspace().mart(group.group()).read("")));
      contents.put(
          "profile of " + group.group(),
          PipelineRun.content(run.workspace().profile(group.group()).read("").drop("files")));
    }
    contents.put("training_set", PipelineRun.content(run.workspace().trainingSet().read("")));
    return contents;
  }

  /** Name, type, nullability and meaning of each column. */
  private static List<String> columns(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(
            field ->
                field.name()
                    + " "
                    + field.dataType().simpleString()
                    + (field.nullable() ? " " : " NOT NULL ")
                    + field.getComment().getOrElse(() -> ""))
        .toList();
  }
}

package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dealrank.features.mart.MartProfile;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.VerticalFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PipelineRun.Shared.class)
class MartsCommandTest {
  private static final List<String> GROUPS =
      VerticalFile.read(PipelineRun.VERTICAL).vertical().features().stream()
          .map(FeatureGroup::group)
          .toList();

  @Test
  void without_a_group_the_marts_are_listed_with_days_rows_and_columns(PipelineRun run) {
    List<JsonNode> marts = objects(succeed(marts(run, "--json")));
    assertThat(marts.stream().map(mart -> mart.get("group").asText()))
        .containsExactlyElementsOf(GROUPS);
    JsonNode exposure = marts.get(GROUPS.indexOf("resume_exposure"));
    Dataset<Row> mart = run.workspace().mart("resume_exposure").read("");
    String last = exposure.get("day").asText();
    assertThat(exposure.get("built_days").asText()).endsWith(".." + last);
    assertThat(exposure.get("rows").asLong())
        .isPositive()
        .isEqualTo(mart.filter("ds = '" + last + "'").count());
    assertThat(exposure.get("columns").asInt()).isEqualTo(6);
    assertThat(succeed(marts(run)).out().lines().toList())
        .hasSize(GROUPS.size() + 1)
        .anyMatch(line -> line.startsWith("employer_deals      employer "));
    JsonNode never = objects(succeed(marts(run, "--json", "--date", "2020-01-01"))).get(0);
    assertThat(never.get("rows").isNull()).isTrue();
  }

  @Test
  void a_described_group_has_a_row_per_feature_and_bucket(PipelineRun run) {
    List<JsonNode> rows =
        objects(succeed(marts(run, "--describe", "candidate_channels", "--json")));
    assertThat(rows.stream().map(row -> row.get("column").asText()).distinct())
        .startsWith("contacts_30d", "contacts_30d_by_channel", "contacts_all")
        .contains("response_rate_all_by_channel");
    assertThat(rows.stream().map(row -> row.get("bucket").asText()))
        .contains("null", "chat", "masked_phone", "in_app_call");
    List<String> names = new ArrayList<>(Arrays.asList(MartProfile.SCHEMA.fieldNames()));
    names.add("warnings");
    assertThat(rows.get(0).fieldNames()).toIterable().containsExactlyElementsOf(names);
    assertThat(rows.get(0).at("/deciles/0/upper").isNumber()).isTrue();
    assertThat(rows.get(0).get("psi").isNumber()).as("there is a day before").isTrue();
    assertThat(rows.get(0).get("warnings").isArray()).isTrue();
  }

  @Test
  void people_read_a_table_and_below_it_the_warnings(PipelineRun run) {
    String first =
        objects(succeed(marts(run, "--json"))).get(0).get("built_days").asText().split("\\.\\.")[0];
    // On the second of the days few candidates are known, and everything moves.
    String second = java.time.LocalDate.parse(first).plusDays(1).toString();
    String out = succeed(marts(run, "--describe", "candidate_response", "--date", second)).out();
    List<String> lines = out.lines().toList();
    assertThat(lines.get(0)).startsWith("candidate_response as of " + second + ": ");
    assertThat(lines.get(1)).startsWith("column ").endsWith(" psi");
    assertThat(lines.get(2)).startsWith("contacts_7d ");
    assertThat(lines).anyMatch(line -> line.matches("WARNING: \\w+: .*"));
    assertThat(lines.subList(1, 16)).extracting(String::length).containsOnly(lines.get(1).length());
  }

  @Test
  void a_day_built_again_by_itself_has_the_same_profile(PipelineRun run) {
    DeltaFolder profile = run.workspace().profile("candidate_response");
    String last = run.workspace().mart("candidate_response").builtDays().last().toString();
    String before = PipelineRun.content(profile.read("").drop("files"));
    long version = profile.version();
    assertThat(
            Ran.command(
                    "build-marts",
                    "--vertical",
                    PipelineRun.VERTICAL.toString(),
                    "--output",
                    run.output().toString(),
                    "--from",
                    last,
                    "--to",
                    last)
                .code())
        .isZero();
    assertThat(profile.version()).isGreaterThan(version);
    assertThat(PipelineRun.content(profile.read("").drop("files"))).isEqualTo(before);
  }

  @Test
  void an_unknown_group_is_told_with_the_nearest(PipelineRun run) {
    Ran ran = marts(run, "--describe", "candidate_respons");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.told())
        .contains("--describe candidate_respons is no feature group", "resumes.yaml")
        .contains("remedy: Nearest group: candidate_response.");
  }

  @Test
  void a_day_that_was_not_built_is_told_with_those_that_were(PipelineRun run) {
    Ran ran = marts(run, "--describe", "resume_exposure", "--date", "2020-01-01");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.told())
        .contains("mart resume_exposure has no snapshot of 2020-01-01")
        .contains("Built days: 2026-")
        .contains("Give a day that was built, or run first: bin/dealrank build-marts --vertical");
  }

  @Test
  void before_the_first_build_the_list_is_there_and_a_description_is_not(
      PipelineRun run, @TempDir Path empty) {
    String[] vertical = {
      "--vertical", PipelineRun.VERTICAL.toString(), "--output", empty.toString()
    };
    Ran list = Ran.command("marts", vertical[0], vertical[1], vertical[2], vertical[3], "--json");
    assertThat(objects(succeed(list)))
        .hasSize(GROUPS.size())
        .allMatch(mart -> mart.get("day").isNull() && mart.get("built_days").asText().isEmpty());
    Ran described =
        Ran.command(
            "marts",
            vertical[0],
            vertical[1],
            vertical[2],
            vertical[3],
            "--describe",
            "resume_exposure");
    assertThat(described.code()).isEqualTo(1);
    assertThat(described.told()).contains("does not exist", "build-marts --vertical");
    assertThat(empty).isEmptyDirectory();
  }

  private static Ran marts(PipelineRun run, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "marts",
                "--vertical",
                PipelineRun.VERTICAL.toString(),
                "--output",
                run.output().toString()));
    arguments.addAll(List.of(more));
    return Ran.command(arguments.toArray(String[]::new));
  }

  private static Ran succeed(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran;
  }

  private static List<JsonNode> objects(Ran ran) {
    return ran.out().lines().map(MartsCommandTest::object).toList();
  }

  private static JsonNode object(String line) {
    try {
      return JsonMapper.builder().build().readTree(line);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError("not a JSON object: " + line, malformed);
    }
  }
}

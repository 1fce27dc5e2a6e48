package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Logs in which an attribute of the impression knows the outcome. */
@ExtendWith(SharedSpark.class)
class InvalidBacktestTest {
  InvalidBacktestTest(SparkSession unused) {}

  @Test
  void a_feature_that_knows_the_outcome_fails_the_command_but_not_the_report(@TempDir Path folder)
      throws Exception {
    TinyLogs logs =
        new TinyLogs(folder.resolve("logs"))
            .vertical(
                "position: position}",
                "position: position}\n"
                    + "    attributes: {paid: {expression: \"if(position = '1', 1, 0)\", type: double}}")
            .vertical(
                "label:",
                "cross: [{name: paid, expression: query.paid}]\n"
                    + "lists: {all: \"true\", top: position < 3}\n"
                    + "label:")
            .write();
    Path output = folder.resolve("out");
    Ran imported = logs.importInto(output);
    assertThat(imported.code()).as(imported.err()).isZero();
    for (String command : new String[] {"build-marts", "build-training-set", "train"}) {
      Ran ran = logs.run(command, output);
      assertThat(ran.code()).as(ran.err()).isZero();
    }
    Ran refused = logs.run("backtest", output, "--json");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.told())
        .contains("error: the backtest is not valid:", "no feature too good to be true", "paid")
        .contains("--allow-invalid");
    JsonNode checks = report(refused).at("/targets/0/validity");
    assertThat(checks.findValuesAsText("name"))
        .contains("A/A: production against itself shows nothing", "the ideal order has NDCG 1");

    Ran allowed =
        logs.run("backtest", output, "--json", "--allow-invalid", "--ages", "0,5", "--ablation");
    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(allowed.json().at("/results/0/headline").asText()).startsWith("Not to be believed");
    JsonNode targets = report(allowed).get("targets");
    assertThat(targets).hasSize(2);
    for (JsonNode target : targets) {
      assertThat(target.get("chapters").findValues("ages").get(0)).hasSize(2);
      assertThat(target.get("chapters").findValuesAsText("group"))
          .containsExactlyInAnyOrder("resume_contacts", FeatureSources.NONE);
    }
    JsonNode chapters = targets.get(0).get("chapters");
    assertThat(chapters.findValuesAsText("chapter"))
        .contains("curve", "changes", "position_bias", "bias_corrections", "exposure", "promotion");
    assertThat(chapters.toString())
        .contains("No list of the log is marked as shown in random order");
  }

  private static JsonNode report(Ran ran) throws java.io.IOException {
    Path page = Path.of(ran.json().get("report").asText());
    return new ObjectMapper().readTree(page.resolveSibling("report.json").toFile());
  }
}

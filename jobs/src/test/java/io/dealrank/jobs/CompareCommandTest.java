package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three rankers of the small marketplace: the one it was trained with, its equal under another name
 * (calibrated by nothing), and one that cannot be fitted.
 */
@ExtendWith(PipelineRun.Shared.class)
class CompareCommandTest {
  @TempDir private Path folder;

  @Test
  void rankers_stand_in_one_table_and_a_failed_one_keeps_its_row(PipelineRun run)
      throws IOException {
    Path workspace = run.output().resolve("resumes");
    String currentModel = Files.readString(workspace.resolve("models/deal/CURRENT"));
    String currentReport = Files.readString(workspace.resolve("reports/CURRENT"));
    Ran ran =
        Ran.command(
            "compare",
            "--vertical",
            vertical().toString(),
            "--output",
            run.output().toString(),
            "--rankers",
            "logistic,calibrated,popularity",
            "--json");
    assertThat(ran.code()).as(ran.err()).isEqualTo(1);
    assertThat(ran.told()).startsWith("error: failed: popularity;").contains("no_such_column");
    assertThat(Files.readString(workspace.resolve("models/deal/CURRENT"))).isEqualTo(currentModel);
    assertThat(Files.readString(workspace.resolve("reports/CURRENT"))).isEqualTo(currentReport);

    Path page = Path.of(ran.json().get("report").asText());
    assertThat(Files.readString(page)).contains("</html>", "failed: ");
    JsonNode compared =
        new ObjectMapper().readTree(page.resolveSibling("compare.json").toFile()).get("targets");
    JsonNode backtested = run.report().get("targets");
    assertThat(compared).hasSameSizeAs(backtested);
    for (int i = 0; i < compared.size(); i++) {
      JsonNode target = compared.get(i);
      assertThat(target.get("rankers"))
          .extracting(ranker -> ranker.get("ranker").asText())
          .containsExactly("logistic", "calibrated", "popularity");
      assertThat(target.at("/rankers/0/over_production"))
          .as("the row of the vertical's ranker is what backtest says of it")
          .isEqualTo(backtested.get(i).get("metrics"));
      assertThat(target.at("/rankers/0/training_seconds").asDouble()).isPositive();
      for (int ranker = 0; ranker < 2; ranker++) {
        for (JsonNode metric : target.at("/rankers/" + ranker + "/over_first")) {
          assertThat(metric.get("difference").asDouble()).as(metric.toString()).isZero();
          assertThat(metric.at("/difference_searcher_interval/0").asDouble()).isZero();
          assertThat(metric.at("/difference_searcher_interval/1").asDouble()).isZero();
          assertThat(metric.get("ties")).isEqualTo(metric.get("lists"));
        }
      }
      assertThat(target.at("/rankers/2/status").asText()).isEqualTo("failed");
      assertThat(target.at("/rankers/2/reason").asText()).contains("no_such_column");
    }

    Dataset<Row> perQuery = run.spark().read().parquet(page.resolveSibling("per_query").toString());
    assertThat(perQuery.columns())
        .contains("query_id", "target", "list", "ranker", "model_ndcg_10");
    List<Row> byRanker = perQuery.groupBy("ranker").count().orderBy("ranker").collectAsList();
    assertThat(byRanker)
        .extracting(row -> row.getString(0))
        .containsExactly("calibrated", "logistic");
    assertThat(byRanker.get(0).getLong(1)).isPositive().isEqualTo(byRanker.get(1).getLong(1));
  }

  /** The shipped file with other alternatives. */
  private Path vertical() throws IOException {
    String shipped = Files.readString(PipelineRun.VERTICAL);
    int from = shipped.indexOf("  alternatives:");
    int to = shipped.indexOf("\n", shipped.indexOf("    mixed:", from)) + 1;
    assertThat(from).isPositive();
    String changed = shipped.substring(0, from) + alternatives() + shipped.substring(to);
    return Files.writeString(folder.resolve("resumes.yaml"), changed);
  }

  private static String alternatives() {
    return """
             alternatives:
               calibrated: {method: none, ranker: {type: logistic}}
               popularity: {successesColumn: no_such_column, trialsColumn: resume_exposure_impressions_30d}
           """;
  }
}

package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealrank.evaluation.position.ExaminationCurve;
import io.dealrank.ranking.JsonText;
import io.dealrank.ranking.ModelProvenance;
import io.dealrank.ranking.ModelStore;
import io.dealrank.ranking.delay.DelayDistribution;
import io.dealrank.ranking.selection.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Position, delay and selection by configuration, on the lake of the simulated marketplace. */
@ExtendWith(PipelineRun.Shared.class)
class ConfiguredTrainingTest {
  private static final String RANKER =
      """
      ranker:
        groups: [cross]
        position: {estimator: harvested, harvest_by: [listing_id], last_position: 10}
        delay: {model: product_limit}
        selection: {trials: 2, space: {regParam: {from: 0.001, to: 1, scale: log}}}
      """;

  @Test
  void all_three_leave_their_record_with_the_model(PipelineRun run, @TempDir Path folder)
      throws Exception {
    Path vertical = folder.resolve("resumes.yaml");
    String text = Files.readString(PipelineRun.VERTICAL);
    Files.writeString(
        vertical,
        text.substring(0, text.indexOf("\nranker:") + 1)
                .replace("within: 14d", "within: 3d")
                .replace("targets: [deal]", "targets: [response]")
                .replace("split: {test_share: 0.35}", "split: {test_share: 0.25}")
            + RANKER);
    copy(run.output().resolve("resumes/lake"), folder.resolve("out/resumes/lake"));
    for (String command : List.of("build-training-set", "train", "backtest")) {
      Ran ran =
          Ran.command(
              command,
              "--vertical",
              vertical.toString(),
              "--output",
              folder.resolve("out").toString(),
              "--json");
      assertThat(ran.code()).as(ran.err()).isZero();
      if (command.equals("train")) {
        check(ran.json(), new Workspace(run.spark(), folder.resolve("out") + "/resumes"));
      }
    }
  }

  private static void check(JsonNode summary, Workspace workspace) throws IOException {
    String version = summary.get("models").fieldNames().next().replace("response/", "");
    JsonNode metrics = summary.at("/models/response~1" + version);
    assertThat(metrics.get("position_eta").isNumber()).isTrue();
    assertThat(metrics.get("largest_weight").asDouble()).isEqualTo(1);
    assertThat(metrics.get("effective_sample_size").asDouble())
        .isBetween(1.0, metrics.get("training_rows").asDouble());
    assertThat(metrics.get("young_share").asDouble()).isBetween(0.01, 0.5);
    assertThat(metrics.get("delay_p50_hours").asDouble()).isBetween(0.01, 72.0);
    assertThat(metrics.get("selection_trials").asDouble()).isEqualTo(2);
    double chosen = summary.at("/selected/response~1" + version + "/regParam").asDouble();
    assertThat(chosen).isBetween(0.001, 1.0);

    ModelRuns runs = new ModelRuns(workspace, java.time.Instant.EPOCH);
    String run = runs.current("response", "");
    ModelStore store = runs.store("response", run);
    ModelProvenance provenance = store.provenance(version);
    assertThat(provenance.recipe().ranker().parameters()).containsEntry("regParam", chosen);
    assertThat(provenance.training().gap()).isEqualTo(Duration.ZERO);
    Path folder = Path.of(workspace.models("response"), run, version);
    SearchResult tried = SearchResult.fromJson(Files.readString(folder.resolve("selection.json")));
    assertThat(tried.trials()).hasSize(2);
    assertThat(tried.best()).isEqualTo(provenance.recipe().ranker());
    assertThat(tried.cutoff()).isBefore(provenance.training().to());
    ExaminationCurve curve =
        JsonText.read(Files.readString(folder.resolve("position.json")), ExaminationCurve.class);
    assertThat(curve.positions()).hasSize(10);
    DelayDistribution delays =
        DelayDistribution.fromJson(Files.readString(folder.resolve("delay.json")));
    assertThat(delays.window()).isEqualTo(Duration.ofDays(3));
    assertThat(delays.asOf()).isEqualTo(provenance.training().to());
    assertThat(store.load(version)).isNotNull();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, target);
        }
      }
    }
  }
}

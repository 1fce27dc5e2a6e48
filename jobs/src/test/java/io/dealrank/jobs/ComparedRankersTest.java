package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.RankerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparedRankersTest {
  @TempDir private Path folder;

  @Test
  void without_a_list_they_are_the_verticals_ranker_and_then_its_alternatives() {
    assertThat(ComparedRankers.of(null, file()))
        .containsExactly(
            new RankerSpec("gbt", Map.of("maxIter", 3L)),
            new RankerSpec("xgboost", Map.of("rounds", 5L)),
            new RankerSpec("logistic", Map.of("regParam", 0.5)));
  }

  @Test
  void a_list_keeps_its_order_and_takes_the_parameters_of_the_file() {
    assertThat(ComparedRankers.of("logistic, gbt,mixed", file()))
        .isEqualTo(
            List.of(
                new RankerSpec("logistic", Map.of("regParam", 0.5)),
                new RankerSpec("gbt", Map.of("maxIter", 3L)),
                new RankerSpec("mixed", Map.of())));
  }

  private VerticalFile file() {
    String label = "label: {within: 5d}\n";
    String ranker =
        "ranker: {type: gbt, parameters: {maxIter: 3}, alternatives: {xgboost: {rounds: 5},"
            + " logistic: {regParam: 0.5}, gbt: {maxIter: 9}}}\n";
    TinyLogs logs = new TinyLogs(folder).vertical(label, label + ranker).write();
    return VerticalFile.read(logs.folder().resolve("tiny.yaml"));
  }
}

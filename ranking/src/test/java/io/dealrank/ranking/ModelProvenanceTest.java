package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelProvenanceTest {
  static ModelProvenance of(String version) {
    return new ModelProvenance(
        version,
        "resumes",
        ModelProvenance.Recipe.of(
            new RankerSpec(
                "gbt",
                Map.of(
                    "labelColumn",
                    "label_deal",
                    "featureColumns",
                    List.of("x", "y"),
                    "stepSize",
                    0.1,
                    "seed",
                    7))),
        new ModelProvenance.TrainingSlice(
            1000,
            20,
            100,
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-02-01T00:00:00Z"),
            Duration.ofDays(30)),
        new ModelProvenance.Origin(
            Map.of("training_set", 3L), "0.1.0", Instant.parse("2026-03-01T10:15:30Z")),
        Map.of("ndcg@10", 0.5, "auc", Double.NaN));
  }

  @Test
  void json_keeps_everything() {
    ModelProvenance provenance = of("v1");
    assertThat(ModelProvenance.fromJson(provenance.toJson())).isEqualTo(provenance);
  }

  @Test
  void json_is_readable_text() {
    assertThat(of("v1").toJson())
        .contains("\"from\" : \"2026-01-01T00:00:00Z\"")
        .contains("\"gap\" : \"PT720H\"")
        .contains("\"label\" : \"label_deal\"")
        .contains("\"seed\" : 7");
  }

  @Test
  void an_unknown_or_missing_key_is_an_error() {
    String json = of("v1").toJson();
    assertThatThrownBy(() -> ModelProvenance.fromJson(json.replaceFirst("\\{", "{\"verzion\": 1,")))
        .isInstanceOf(UncheckedIOException.class)
        .hasStackTraceContaining("verzion");
    assertThatThrownBy(() -> ModelProvenance.fromJson("{\"version\": \"v1\"}"))
        .isInstanceOf(UncheckedIOException.class)
        .hasStackTraceContaining("vertical");
  }
}

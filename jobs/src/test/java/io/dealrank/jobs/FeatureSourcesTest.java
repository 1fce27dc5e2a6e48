package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.vertical.VerticalFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureSourcesTest {
  @Test
  void a_feature_belongs_to_every_group_it_reads() {
    VerticalFile file = VerticalFile.read(PipelineRun.VERTICAL);
    List<String> features = TrainCommand.features(file);
    Map<String, List<String>> sources = FeatureSources.of(file, features);
    assertThat(sources.get("candidate_channels")).containsExactly("expected_response");
    assertThat(sources.get("employer_deals"))
        .contains("deal_rate_for_schedule", "deals_resemblance", "expected_response");
    assertThat(sources.get("employer_searches")).contains("log_contact_rate_for_schedule");
    assertThat(sources.get(FeatureSources.NONE)).contains("salary_gap", "has_photo");
    assertThat(sources.values().stream().flatMap(List::stream).distinct())
        .containsExactlyInAnyOrderElementsOf(features);
  }
}

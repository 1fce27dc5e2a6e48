package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dealrank.features.ConfigurationException;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private enum Gain {
    LINEAR,
    EXPONENTIAL
  }

  @Test
  void a_name_in_lower_case_gives_its_constant() {
    assertThat(Choice.of("gain", "exponential", Gain.values())).isEqualTo(Gain.EXPONENTIAL);
  }

  @Test
  void an_unknown_name_is_told_with_the_nearest_and_all_valid_ones() {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class, () -> Choice.of("gain", "linaer", Gain.values()));
    assertThat(refused.problem()).isEqualTo("--gain linaer is unknown.");
    assertThat(refused.reason()).contains("linear");
    assertThat(refused.remedy()).contains("linear, exponential");
  }
}

package io.dealrank.features.vertical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureGroupTest {
  private static final Measure COUNT = Measures.of("{count: true}");
  private static final Measure RECENCY = Measures.of("{recency: true}");

  private static FeatureGroup group(
      String name, Map<String, String> by, List<Span> windows, Map<String, Measure> measures) {
    return new FeatureGroup(name, "employer", "contacts", null, null, by, windows, null, measures);
  }

  @Test
  void names_a_column_per_measure_window_and_bucket() {
    Map<String, Measure> measures = new LinkedHashMap<>();
    measures.put("contacts", COUNT);
    measures.put("days_since", RECENCY);
    FeatureGroup group =
        group(
            "g",
            Map.of("channel", "channel"),
            List.of(Span.parse("7d"), Span.parse("all")),
            measures);
    assertThat(group.columns().stream().map(MartColumn::name))
        .containsExactly(
            "contacts_7d",
            "contacts_7d_by_channel",
            "contacts_all",
            "contacts_all_by_channel",
            "days_since",
            "days_since_by_channel");
  }

  @Test
  void looks_back_without_bound_by_default() {
    assertThat(group("g", null, null, Map.of("contacts", COUNT)).columns().get(0).name())
        .isEqualTo("contacts_all");
    assertThat(group("g", null, List.of(), Map.of("contacts", COUNT)).windows())
        .containsExactly(Span.parse("all"));
  }

  @Test
  void refuses_a_group_without_measures() {
    assertThatThrownBy(() -> group("g", null, null, Map.of()))
        .hasMessageContaining("declares no measures");
  }

  @Test
  void refuses_names_that_make_no_column() {
    assertThatThrownBy(() -> group("My Group", null, null, Map.of("contacts", COUNT)))
        .hasMessageContaining("group 'My Group'");
    assertThatThrownBy(() -> group("g", Map.of("a-b", "x"), null, Map.of("contacts", COUNT)))
        .hasMessageContaining("by 'a-b'");
    assertThatThrownBy(() -> group("g", null, null, Map.of("7days", COUNT)))
        .hasMessageContaining("measure '7days'");
    assertThatThrownBy(() -> group(null, null, null, Map.of("contacts", COUNT)))
        .hasMessageContaining("'group' is missing");
  }

  @Test
  void refuses_a_window_that_can_hold_no_fact_or_no_mature_trial() {
    assertThatThrownBy(() -> group("g", Map.of(), List.of(Span.parse("0d")), Map.of("n", COUNT)))
        .hasMessageContaining("window 0d");
    Measure rate = Measures.of("{rate: deal_at, maturity: 2d}");
    assertThatThrownBy(() -> group("g", Map.of(), List.of(Span.parse("2d")), Map.of("r", rate)))
        .hasMessageContaining("no mature trial");
    assertThat(group("g", Map.of(), List.of(Span.parse("3d")), Map.of("r", rate)).columns())
        .hasSize(1);
  }

  @Test
  void a_share_is_by_its_bucket_only_and_an_entropy_in_total_only() {
    Map<String, Measure> measures = new LinkedHashMap<>();
    measures.put("share", Measures.of("{share: channel}"));
    measures.put("entropy", Measures.of("{entropy: channel}"));
    measures.put("trend", Measures.of("{trend: 1d, over: 2d}"));
    Map<String, String> by = new LinkedHashMap<>();
    by.put("channel", "channel");
    by.put("region", "region");
    assertThat(
            group("g", by, List.of(Span.parse("7d")), measures).columns().stream()
                .map(MartColumn::name))
        .containsExactly(
            "share_7d_by_channel", "entropy_7d", "trend", "trend_by_channel", "trend_by_region");
  }
}

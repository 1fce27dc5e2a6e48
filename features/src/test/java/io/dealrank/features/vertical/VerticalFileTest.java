package io.dealrank.features.vertical;

import static io.dealrank.features.VerticalText.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.VerticalText;
import io.dealrank.features.training.FeatureColumn;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerticalFileTest {
  private static final String GROUP =
      """
      features:
        - group: answers
          entity: candidate
          from: contacts
          windows: [7d]
          measures:
            contacts: {count: true}
      """;

  private static ConfigurationException refusal(String text) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> VerticalText.read(text));
    assertThat(refused).as(text).isNotNull();
    return refused;
  }

  /** The refusal stands at the line of the given words. */
  private static ConfigurationException refusalAt(String text, String words) {
    int line =
        1 + (int) text.substring(0, text.indexOf(words)).chars().filter(c -> c == '\n').count();
    ConfigurationException refused = refusal(text);
    assertThat(refused.problem()).containsPattern("vertical\\d+\\.yaml:" + line + ": ");
    return refused;
  }

  @Test
  void reads_a_tiny_file_and_fills_the_defaults() {
    Vertical vertical = VerticalText.read(TINY).vertical();
    assertThat(vertical.accuracy()).isEqualTo(Accuracy.DAILY);
    assertThat(vertical.clock()).isEqualTo(Clock.INSTANT);
    assertThat(vertical.publicationLag().micros()).isZero();
    assertThat(vertical.logs().quarantineLimit()).isEqualTo(0.05);
    assertThat(vertical.label().targets()).containsExactly("deal");
    assertThat(vertical.label().outcomes()).containsOnlyKeys("contact", "response", "deal");
    assertThat(vertical.lists()).containsExactly(java.util.Map.entry("all", "true"));
    assertThat(vertical.features()).isEmpty();
  }

  @Test
  void tells_which_role_an_entity_plays() {
    Vertical vertical = VerticalText.read(TINY).vertical();
    assertThat(vertical.roleOf("employer")).contains(Role.SEARCHER);
    assertThat(vertical.roleOf("resume")).contains(Role.LISTING);
    assertThat(vertical.roleOf("candidate")).contains(Role.OWNER);
    assertThat(vertical.roleOf("nobody")).isEmpty();
  }

  @Test
  void a_misspelt_key_names_file_line_key_and_the_nearest_key() {
    ConfigurationException refused =
        refusalAt(TINY + GROUP.replace("windows:", "window:"), "window:");
    assertThat(refused.problem()).contains("'features.0.window'");
    assertThat(refused.remedy()).contains("Nearest valid key: 'windows'");
  }

  @Test
  void a_misspelt_key_at_the_top_is_found_too() {
    ConfigurationException refused = refusalAt(TINY + "bucket: {channel: [chat]}\n", "bucket:");
    assertThat(refused.problem()).contains("'bucket'");
    assertThat(refused.remedy()).contains("Nearest valid key: 'buckets'");
  }

  @Test
  void a_misspelt_required_key_is_named_as_misspelt_not_as_missing() {
    ConfigurationException top = refusalAt(TINY.replace("label:", "labels:"), "labels:");
    assertThat(top.problem()).contains("'labels'");
    assertThat(top.remedy()).contains("Nearest valid key: 'label'");
    ConfigurationException deep =
        refusalAt(TINY + GROUP.replace("entity: cand", "entty: cand"), "entty:");
    assertThat(deep.problem()).contains("'features.0.entty'");
    assertThat(deep.remedy()).contains("Nearest valid key: 'entity'");
  }

  @Test
  void a_key_given_twice_is_refused() {
    String text = TINY + "label: {within: 5d}\n";
    ConfigurationException refused = refusalAt(text, "label: {within: 5d}");
    assertThat(refused.problem()).contains("key 'label' is given twice");
  }

  @Test
  void a_value_of_the_wrong_type_names_its_key() {
    assertThat(refusalAt(TINY + GROUP.replace("[7d]", "7d"), "windows:").problem())
        .contains("'features.0.windows'");
    assertThat(
            refusalAt(TINY + GROUP.replace("count: true", "count: many"), "{count: many").problem())
        .contains("'features.0.measures.contacts.count'");
    assertThat(refusalAt(TINY.replace("3d", "three days"), "label:").problem())
        .contains("'label.within'")
        .contains("'three days' is not a length of time");
  }

  @Test
  void a_measure_of_two_kinds_names_its_key() {
    ConfigurationException refused =
        refusalAt(
            TINY + GROUP.replace("count: true", "count: true, sum: attributes.price"),
            "contacts: {count");
    assertThat(refused.problem())
        .contains("'features.0.measures.contacts'")
        .contains("this one has [count, sum]");
  }

  @Test
  void an_unknown_source_entity_or_table_of_facts_names_the_nearest() {
    assertThat(
            refusalAt(TINY.replace("from: contacts", "from: contact"), "contacts: {from").remedy())
        .contains("'contacts'");
    assertThat(
            refusalAt(
                    TINY + GROUP.replace("entity: candidate", "entity: canditate"), "entity: cand")
                .remedy())
        .contains("'candidate'");
    ConfigurationException facts =
        refusalAt(TINY + GROUP.replace("from: contacts", "from: impression"), "from: impression\n");
    assertThat(facts.problem()).contains("'impression' is no table of facts");
    assertThat(facts.remedy()).contains("'impressions'");
  }

  @Test
  void a_bucket_list_of_an_unknown_dimension_names_the_nearest() {
    String by = GROUP.replace("    windows:", "    by: {channel: channel}\n    windows:");
    ConfigurationException refused =
        refusalAt(TINY + "buckets:\n  chanel: [chat]\n" + by, "  chanel:");
    assertThat(refused.problem())
        .contains("'buckets.chanel'")
        .contains("'chanel' is no bucket dimension");
    assertThat(refused.remedy()).contains("'channel'");
  }

  @Test
  void a_measure_over_an_undeclared_dimension_names_its_key() {
    String text = TINY + GROUP + "      mix: {entropy: category}\n";
    assertThat(refusalAt(text, "      mix:").problem())
        .contains("'features.0.measures.mix.entropy'")
        .contains("reads the bucket 'category'");
  }

  @Test
  void a_window_that_can_hold_nothing_names_its_key() {
    assertThat(refusalAt(TINY + GROUP.replace("[7d]", "[7d, 0d]"), "windows:").problem())
        .contains("'features.0.windows'")
        .contains("window 0d is empty");
    String rate = GROUP.replace("{count: true}", "{rate: deal_at, maturity: 7d}");
    assertThat(refusalAt(TINY + rate, "    contacts: {rate").problem())
        .contains("'features.0.measures.contacts'")
        .contains("has no mature trial");
  }

  @Test
  void a_lag_without_end_is_refused() {
    assertThat(refusalAt(TINY + "publication_lag: all\n", "publication_lag:").problem())
        .contains("'publication_lag'");
  }

  @Test
  void an_unknown_table_of_outcomes_is_refused() {
    String text =
        TINY.replace("{within: 3d}", "{within: 3d, outcomes: {refusal: {from: refusals, at: at}}}");
    assertThat(refusalAt(text, "label:").problem())
        .contains("'label.outcomes.refusal.from'")
        .contains("'refusals' is no table of outcomes");
  }

  @Test
  void a_target_without_an_outcome_names_the_nearest() {
    String text = TINY.replace("{within: 3d}", "{within: 3d, targets: [deals]}");
    assertThat(refusalAt(text, "label:").problem()).contains("'deals'").contains("nearest: deal");
  }

  @Test
  void a_group_declared_twice_is_refused() {
    String text = TINY + GROUP + GROUP.substring(GROUP.indexOf("  - group"));
    assertThat(refusal(text).problem())
        .contains("'features.1.group'")
        .contains("'answers' is declared twice");
  }

  @Test
  void an_anchor_stands_for_its_value() {
    String text =
        TINY.replace(
            "  contacts: {format: parquet, path: contacts}",
            "  contacts: &rows {format: parquet, path: contacts}\n  more: *rows");
    Vertical vertical = VerticalText.read(text).vertical();
    assertThat(vertical.sources().get("more")).isEqualTo(vertical.sources().get("contacts"));
  }

  @Test
  void a_date_stays_the_day_that_was_written() {
    String text = TINY + "logs: {from: 2026-01-01, to: 2026-02-01}\n";
    LogPeriod logs = VerticalText.read(text).vertical().logs();
    assertThat(logs.from()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(logs.to()).isEqualTo(LocalDate.of(2026, 2, 1));
    String option =
        TINY.replace("path: contacts}", "path: contacts, options: {since: 2026-01-01}}");
    assertThat(VerticalText.read(option).vertical().sources().get("contacts").options())
        .containsEntry("since", "2026-01-01");
  }

  @Test
  void a_text_that_is_no_mapping_is_refused() {
    assertThat(refusal("").problem()).contains("no mapping");
    assertThat(refusal("- a\n- b\n").problem()).contains("no mapping");
    assertThat(refusal("a: [1\n").problem()).contains("not valid YAML");
  }

  @Test
  void a_file_that_is_not_there_is_refused() {
    Path absent = Path.of("no", "such.yaml");
    assertThatThrownBy(() -> VerticalFile.read(absent))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(absent.toString())
        .hasMessageContaining("--vertical");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collegemsg",
        "copenhagen",
        "expedia",
        "resumes",
        "speed-dating",
        "stackexchange",
        "vacancies"
      })
  void the_shipped_files_can_be_read_and_their_features_listed(String name) {
    Path root = Path.of(System.getProperty("dealrank.root"));
    VerticalFile file = VerticalFile.read(root.resolve("conf/verticals/" + name + ".yaml"));
    assertThat(file.vertical().vertical()).isEqualTo(name);
    List<String> features = FeatureColumn.of(file).stream().map(FeatureColumn::name).toList();
    assertThat(features).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void position_delay_and_selection_are_off_unless_asked_for() {
    RankerChoice ranker = VerticalText.read(TINY).vertical().ranker();
    assertThat(ranker.position()).isNull();
    assertThat(ranker.delay()).isNull();
    assertThat(ranker.selection()).isNull();
  }

  @Test
  void shuffled_lists_must_be_marked_to_be_learnt_from() {
    String text = TINY + "ranker:\n  position:\n    estimator: shuffled\n";
    ConfigurationException refused = refusalAt(text, "    estimator:");
    assertThat(refused.problem()).contains("'ranker.position.estimator'");
    assertThat(refused.remedy()).contains("tables.impressions.columns.shuffled");
    assertThat(
            VerticalText.read(text.replace("query_id: query_id", "query_id: q, shuffled: random"))
                .vertical()
                .ranker()
                .position()
                .weights())
        .isEqualTo(PositionChoice.Weights.LIKELIHOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "position: {estimator: harvested}; harvested needs harvest_by",
        "position: {estimator: em}; em needs harvest_by",
        "position: {estimator: harvested, harvest_by: [listing_id], clip: 5}; clip belongs to",
        "position: {estimator: shuffled, harvest_by: [listing_id]}; harvest_by belongs to",
        "position: {estimator: harvested, harvest_by: [listing_id], outcome: deals}; 'deals'",
        "position: {estimator: harvested, harvest_by: [listing_id], last_position: 1}; 2 to 200",
        "position: {weights: inverse}; needs an estimator",
        "position: {estimator: harvested, top: 5}; unknown key 'ranker.position.top'",
        "delay: {}; delay needs a model",
        "delay: {model: product_limit, youngest: 3d}; every impression",
        "selection: {trials: 4}; selection needs a space",
        "selection: {holdout: 1, space: {regParam: {from: 0, to: 1}}}; holdout 1.0",
        "selection: {trials: 0, space: {regParam: {from: 0, to: 1}}}; trials 0",
        "selection: {sequence: grid, space: {regParam: {from: 0, to: 1}}}; grid"
      })
  void what_does_not_fit_together_in_the_ranker_is_refused_at_its_line(String refused) {
    String key = refused.substring(0, refused.indexOf(';'));
    assertThat(refusalAt(TINY + "ranker:\n  " + key + "\n", key).problem())
        .contains(refused.substring(refused.indexOf(';') + 2));
  }
}

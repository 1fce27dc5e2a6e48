package io.dealrank.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dealrank.features.vertical.VerticalFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactNamesTest {
  private static final String TEXT =
      VerticalText.TINY.replace(
              "label:",
              """
                signals: {votes: {from: contacts, columns: {event_id: id}, attributes: {up: up}}}
                entities:
                  resume: {from: contacts, columns: {entity_id: id}, attributes: {schedule: s}}
              label:""")
          + """
          features:
            - group: answers
              entity: candidate
              from: %s
              by:
                bucket: %s
              measures:
                m: %s
          """;

  private static VerticalFile file(String from, String by, String measure) {
    return VerticalText.read(TEXT.formatted(from, by, measure));
  }

  private static ConfigurationException refusal(VerticalFile file) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> FactNames.check(file));
    assertThat(refused).isNotNull();
    return refused;
  }

  private static int lineOf(String words) {
    String text = TEXT.substring(0, TEXT.indexOf(words));
    return 1 + (int) text.chars().filter(c -> c == '\n').count();
  }

  @Test
  void an_unknown_bucket_column_names_file_line_and_the_nearest() {
    ConfigurationException refused = refusal(file("contacts", "chanel", "{count: true}"));
    assertThat(refused.problem())
        .containsPattern("vertical\\d+\\.yaml:" + lineOf("bucket:") + ": ")
        .contains("'features.0.by.bucket'")
        .contains("'chanel' is no column of contacts");
    assertThat(refused.remedy()).contains("Nearest: 'channel'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contacts|{sum: attributes.price}|sum|attributes",
        "contacts|{rate: responed_at, maturity: 1d}|rate|responded_at",
        "contacts|{last: resume.shedule}|last|resume.schedule",
        "contacts|{count: true, at: deal}|at|deal_at",
        "contacts|{count: true, where: attributes.paid}|where|attributes",
        "votes|{sum: attributes.down}|sum|attributes.up",
        "votes|{last: searcher}|last|searcher_id",
        "impressions|{mean: postion}|mean|position",
        "impressions|{count: true, where: query.fresh}|where|query"
      })
  void an_unknown_name_of_a_measure_is_refused(
      String from, String measure, String key, String nearest) {
    ConfigurationException refused = refusal(file(from, "owner_id", measure));
    assertThat(refused.problem())
        .contains(":" + lineOf(" m:") + ": ")
        .contains("'features.0.measures.m." + key + "'");
    assertThat(refused.remedy()).contains("'" + nearest + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{count: true}",
        "{count: true, where: true}",
        "{last: CHANNEL, type: string}",
        "{last: resume.schedule, at: Received_At}",
        "{last: listing.schedule}",
        "{sum: \"attributes.anything + 1\"}"
      })
  void what_the_facts_have_or_only_sql_can_tell_is_not_refused(String measure) {
    VerticalFile file = file("contacts", "resume.schedule", measure);
    assertThatCode(() -> FactNames.check(file)).doesNotThrowAnyException();
  }

  @Test
  void segments_have_any_name() {
    VerticalFile file = file("impressions", "segments.region", "{mean: position}");
    assertThatCode(() -> FactNames.check(file)).doesNotThrowAnyException();
  }
}

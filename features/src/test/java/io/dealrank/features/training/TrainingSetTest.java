package io.dealrank.features.training;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class TrainingSetTest {
  private static final Instant END = Instant.parse("2026-01-31T00:00:00Z");

  private static final String TEXT =
      VerticalText.TINY.replace(
              "label:",
              """
                entities:
                  resume: {from: contacts, columns: {entity_id: id}, attributes: {favourite: channel}}
              label:""")
          + """
          buckets: {channel: [chat]}
          features:
            - group: answers
              entity: candidate
              from: contacts
              by: {channel: channel}
              windows: [7d]
              measures:
                contacts: {count: true}
                rate: {rate: responded_at, maturity: 1d, smoothing: {prior: 0.25, strength: 2}}
            - group: deals
              entity: employer
              from: contacts
              windows: [all]
              measures:
                deals: {count: true, at: deal_at}
                days_since_deal: {recency: true, at: deal_at}
          cross:
            - {name: rate_of_favourite, lookup: answers.rate_7d, at: resume.favourite}
            - {name: eagerness, expression: "(deals.deals_all + 1) / (answers.contacts_7d + 4)"}
            - {name: budget, expression: query.budget}
          """;
  private static final VerticalFile DAILY = VerticalText.read(TEXT);
  private static final VerticalFile EXACT = VerticalText.read("accuracy: exact\n" + TEXT);

  private final SparkSession spark;

  TrainingSetTest(SparkSession spark) {
    this.spark = spark;
  }

  /** The impressions are shown at midnight, where daily and exact must agree. */
  private SmallMarket market() {
    return new SmallMarket(spark)
        .contact(null, "e1", "1", "chat", "05 10:00", "05 11:00", "06 10:00")
        .contact(null, "e1", "1", "phone", "06 10:00", null, null)
        .contact(null, "e2", "2", "chat", "06 10:00", null, null)
        .shown("q1", "e1", "1", "08 00:00", 1)
        .shown("q1", "e1", "2", "08 00:00", 2)
        .shown("q2", "nobody", "9", "08 00:00", 1)
        .contact("q1", "e1", "1", "chat", "08 00:00", "08 00:00", "08 00:00");
  }

  private static Dataset<Row> build(VerticalFile file, Lake lake) {
    return TrainingSet.build(file, lake, Map.of(), END, false);
  }

  /** Query and listing to the features by name. */
  private static Map<String, Map<String, Double>> features(Dataset<Row> rows) {
    Map<String, Map<String, Double>> all = new LinkedHashMap<>();
    for (Row row : rows.orderBy("query_id", "listing_id").collectAsList()) {
      Map<String, Double> values = new LinkedHashMap<>();
      FeatureColumn.of(DAILY).forEach(f -> values.put(f.name(), row.getAs(f.name())));
      assertThat(all.put(row.getAs("query_id") + "/" + row.getAs("listing_id"), values)).isNull();
    }
    return all;
  }

  @Test
  void has_one_row_per_impression_with_what_was_known_at_midnight() {
    Map<String, Map<String, Double>> rows = features(build(DAILY, market().lake()));
    assertThat(rows.keySet()).containsExactly("q1/r1", "q1/r2", "q2/r9");
    double prior = 0.25;
    double strength = 2;
    // Candidate 1 had two mature contacts of which one, by chat, was answered within a day.
    Map<String, Double> first = rows.get("q1/r1");
    assertThat(first)
        .containsEntry("answers_contacts_7d", 2.0)
        .containsEntry("answers_contacts_7d_chat", 1.0)
        .containsEntry("answers_rate_7d", (1 + strength * prior) / (2 + strength))
        .containsEntry("answers_rate_7d_chat", (1 + strength * prior) / (1 + strength))
        .containsEntry("rate_of_favourite", (1 + strength * prior) / (1 + strength))
        .containsEntry("deals_deals_all", 1.0)
        .containsEntry("deals_days_since_deal", 38.0 / 24)
        .containsEntry("eagerness", (1.0 + 1) / (2 + 4))
        .containsEntry("budget", 1.0);
    // Nobody ever reached candidate 2 by fax: the prior.
    assertThat(rows.get("q1/r2")).containsEntry("rate_of_favourite", prior);
  }

  @Test
  void a_missing_snapshot_gives_the_values_of_nothing() {
    Map<String, Double> nothing = features(build(DAILY, market().lake())).get("q2/r9");
    assertThat(nothing)
        .containsEntry("answers_contacts_7d", 0.0)
        .containsEntry("answers_contacts_7d_chat", 0.0)
        .containsEntry("answers_rate_7d", 0.25)
        .containsEntry("answers_rate_7d_chat", 0.25)
        .containsEntry("rate_of_favourite", 0.25)
        .containsEntry("deals_deals_all", 0.0)
        .containsEntry("deals_days_since_deal", null)
        .containsEntry("eagerness", 1.0 / 4);
  }

  @Test
  void every_group_says_up_to_when_it_knew_the_past_and_that_is_before_it_was_asked() {
    for (VerticalFile file : List.of(DAILY, EXACT)) {
      Dataset<Row> rows = TrainingSet.build(file, market().lake(), Map.of(), END, true);
      assertThat(rows.schema().simpleString())
          .isEqualTo(((StructType) TrainingSet.schema(file, true).asNullable()).simpleString());
      Row row = rows.filter("query_id = 'q1' and listing_id = 'r1'").head();
      for (FeatureGroup group : file.vertical().features()) {
        assertThat(row.<Instant>getAs(group.group() + "_asked_at"))
            .isEqualTo(Instant.parse("2026-01-08T00:00:00Z"));
      }
      assertThat(TrainingSet.leaks(file.vertical(), rows).count()).isZero();
      Dataset<Row> wrong =
          rows.withColumn(
              file.vertical().features().get(0).group() + "_asked_at",
              lit(Instant.parse("2026-01-05T00:00:00Z")));
      assertThat(TrainingSet.leaks(file.vertical(), wrong).count()).isPositive();
    }
  }

  @Test
  void daily_features_are_the_exact_ones_of_midnight() {
    Lake lake = market().lake();
    assertThat(features(build(DAILY, lake))).isEqualTo(features(build(EXACT, lake)));
  }

  @Test
  void what_happens_after_the_last_instant_changes_no_feature() {
    Lake later =
        market()
            .contact(null, "e1", "1", "chat", "08 00:00", "08 00:01", "08 00:02")
            .contact(null, "nobody", "9", "chat", "08 00:00", "08 00:00", "08 00:00")
            .contact("q1", "e1", "2", "phone", "09 00:00", "09 00:00", "09 00:00")
            .lake();
    Map<String, Map<String, Double>> before = features(build(EXACT, market().lake()));
    assertThat(features(build(EXACT, later))).isEqualTo(before);
    assertThat(features(build(DAILY, later))).isEqualTo(before);
  }

  @Test
  void carries_labels_maturity_and_weight() {
    List<Row> rows =
        build(
                VerticalText.read(
                    TEXT.replace("{within: 3d}", "{within: 3d, weight: 1 + label_deal}")),
                market().lake())
            .orderBy("query_id", "position")
            .collectAsList();
    assertThat(rows.stream().map(r -> r.<Integer>getAs("label_deal"))).containsExactly(1, 0, 0);
    assertThat(rows.stream().map(r -> r.<Double>getAs("weight"))).containsExactly(2.0, 1.0, 1.0);
    assertThat(rows.stream().map(r -> r.<Boolean>getAs("mature"))).containsOnly(true);
    assertThat(rows.stream().map(r -> r.<Boolean>getAs("shuffled")))
        .containsExactly(true, false, true);
    assertThat(rows.stream().map(r -> r.<Instant>getAs("deal_at")))
        .containsExactly(Instant.parse("2026-01-08T00:00:00Z"), null, null);
    assertThat(rows.stream().map(r -> r.<Boolean>getAs("in_all"))).containsOnly(true);
  }

  @Test
  void an_unknown_column_names_the_feature() {
    VerticalFile wrong = VerticalText.read(TEXT.replace("query.budget", "query.budgte"));
    Lake lake = market().lake();
    assertThatThrownBy(() -> build(wrong, lake))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("feature 'budget'")
        .hasMessageContaining("query.budgte");
  }

  @Test
  void a_lookup_of_an_unknown_column_names_the_nearest() {
    VerticalFile wrong = VerticalText.read(TEXT.replace("answers.rate_7d", "answers.rat_7d"));
    assertThatThrownBy(() -> FeatureColumn.of(wrong))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'cross.0.lookup'")
        .hasMessageContaining("'answers.rate_7d'");
  }

  @Test
  void no_feature_can_read_a_label() {
    Lake lake = market().lake();
    for (String outcome : List.of("label_deal", "unix_seconds(deal_at)")) {
      VerticalFile leak = VerticalText.read(TEXT.replace("query.budget", outcome));
      assertThatThrownBy(() -> build(leak, lake))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("feature 'budget'")
          .hasMessageContaining(outcome);
    }
  }

  @Test
  void an_outcome_whose_time_would_be_a_key_is_refused() {
    VerticalFile clash =
        VerticalText.read(
            TEXT.replace("{within: 3d}", "{within: 3d, outcomes: {shown: {from: contacts}}}"));
    assertThatThrownBy(() -> FeatureColumn.of(clash))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("label.outcomes.shown", "'shown_at'");
  }

  @Test
  void no_feature_has_the_name_of_an_outcomes_time_or_of_the_shuffled_flag() {
    for (String name : List.of("deal_at", "contact_at", "response_at", "shuffled")) {
      VerticalFile clash = VerticalText.read(TEXT.replace("name: budget", "name: " + name));
      assertThatThrownBy(() -> FeatureColumn.of(clash))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("'" + name + "'");
    }
    assertThat(FeatureColumn.of(DAILY).stream().map(FeatureColumn::name))
        .doesNotContain("deal_at", "contact_at", "response_at", "shuffled");
  }

  @Test
  void two_features_of_one_name_are_refused() {
    VerticalFile clash = VerticalText.read(TEXT.replace("name: budget", "name: position"));
    assertThatThrownBy(() -> FeatureColumn.of(clash))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'position'");
  }
}

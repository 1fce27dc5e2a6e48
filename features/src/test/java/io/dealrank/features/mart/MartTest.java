package io.dealrank.features.mart;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.VerticalText;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class MartTest {
  private static final Vertical VERTICAL =
      VerticalText.read(
              VerticalText.TINY
                  + """
                  buckets: {channel: [chat, In-app call]}
                  features:
                    - group: answers
                      entity: candidate
                      from: contacts
                      by: {channel: channel}
                      windows: [7d]
                      measures:
                        contacts: {count: true}
                        rate: {rate: responded_at, maturity: 1d, smoothing: {prior: 0.25, strength: 2}}
                    - group: seen
                      entity: candidate
                      from: impressions
                      measures:
                        place: {mean: position}
                        days_since: {recency: true, where: "position < 3"}
                        paid: {sum: position}
                  """)
          .vertical();

  @Test
  void every_column_of_a_mart_says_what_it_means() {
    for (String name : List.of("resumes", "vacancies")) {
      Path root = Path.of(System.getProperty("dealrank.root"));
      Vertical shipped =
          io.dealrank.features.vertical.VerticalFile.read(
                  root.resolve("conf/verticals/" + name + ".yaml"))
              .vertical();
      for (FeatureGroup group : shipped.features()) {
        for (StructField field : Mart.schema(group).fields()) {
          assertThat(field.getComment().isDefined())
              .as(group.group() + "." + field.name())
              .isTrue();
          assertThat(field.getComment().get()).isNotBlank().doesNotContain("'");
        }
      }
    }
    assertThat(
            Mart.schema(VERTICAL.features().get(0))
                .apply("contacts_7d_by_channel")
                .getComment()
                .get())
        .isEqualTo("number of facts in the 7d before, by channel");
  }

  @Test
  void a_flat_snapshot_has_one_row_per_entity_and_the_values_of_nothing(SparkSession spark) {
    FeatureGroup answers = VERTICAL.features().get(0);
    FeatureGroup seen = VERTICAL.features().get(1);
    Dataset<Row> answered =
        Rows.of("ds DATE, entity_id STRING, contacts_7d DOUBLE, rate_7d DOUBLE, k STRING")
            .row("2026-01-05", "c1", "3", "0.5", "In-app call")
            .row("2026-01-04", "c1", "9", "0.9", "chat")
            .row("2026-01-05", "c2", "1", "0.3", "chat")
            .in(spark)
            .withColumn("contacts_7d_by_channel", expr("map(k, contacts_7d)"))
            .withColumn("rate_7d_by_channel", expr("map(k, rate_7d)"));
    Dataset<Row> shown =
        Rows.of("ds DATE, entity_id STRING, place_all DOUBLE, days_since DOUBLE, paid_all DOUBLE")
            .row("2026-01-05", "c1", "2", null, "7")
            .row("2026-01-05", "c3", "4", "1.5", "8")
            .in(spark);
    List<Row> rows =
        FlatSnapshot.of(
                VERTICAL,
                List.of(answers, seen),
                Map.of("answers", answered, "seen", shown),
                Map.of(),
                LocalDate.of(2026, 1, 5))
            .orderBy("entity_id")
            .collectAsList();
    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly(
            "entity_id",
            "answers_contacts_7d",
            "answers_contacts_7d_chat",
            "answers_contacts_7d_in_app_call",
            "answers_rate_7d",
            "answers_rate_7d_chat",
            "answers_rate_7d_in_app_call",
            "seen_place_all",
            "seen_days_since",
            "seen_paid_all");
    assertThat(rows.stream().map(Row::toString))
        .containsExactly(
            "[c1,3.0,0.0,3.0,0.5,0.25,0.5,2.0,null,7.0]",
            "[c2,1.0,1.0,0.0,0.3,0.3,0.25,null,null,0.0]",
            "[c3,0.0,0.0,0.0,0.25,0.25,0.25,4.0,1.5,8.0]");
  }

  @Test
  void groups_of_an_entity_stand_together() {
    assertThat(FlatSnapshot.groupsByEntity(VERTICAL)).containsOnlyKeys("candidate");
    assertThat(FlatSnapshot.groupsByEntity(VERTICAL).get("candidate"))
        .containsExactlyElementsOf(VERTICAL.features());
  }
}

package io.dealrank.features.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.Lake;
import io.dealrank.features.vertical.Outcome;
import io.dealrank.features.vertical.Span;
import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class LabelsTest {
  private static final Map<String, Outcome> OUTCOMES =
      Map.of(
          "contact", new Outcome("contacts", "contacted_at"),
          "deal", new Outcome("contacts", "deal_at"));

  private final SparkSession spark;

  LabelsTest(SparkSession spark) {
    this.spark = spark;
  }

  /** Query and listing to the label, each impression once. */
  private static Map<String, Integer> labels(Dataset<Row> rows, String label) {
    Map<String, Integer> labels = new TreeMap<>();
    for (Row row : rows.collectAsList()) {
      String key = row.getAs("query_id") + "/" + row.getAs("listing_id");
      assertThat(labels.containsKey(key)).as(key + " is there once").isFalse();
      labels.put(key, row.getAs(label));
    }
    return labels;
  }

  @Test
  void a_deal_counts_from_the_impression_to_the_end_of_the_window() {
    SmallMarket market = new SmallMarket(spark);
    String[] deals = {"05 09:59", "05 10:00", "08 09:59:59.999999", "08 10:00", "12 10:00", null};
    for (int i = 0; i < deals.length; i++) {
      market.shown("q" + i, "e", "" + i, "05 10:00", 1);
      market.contact("q" + i, "e", "" + i, "chat", "05 09:00", null, deals[i]);
    }
    Lake lake = market.lake();
    Dataset<Row> rows =
        Labels.attach(
            lake.impressions(),
            lake,
            OUTCOMES,
            Span.parse("3d"),
            Instant.parse("2026-01-31T00:00:00Z"));
    assertThat(labels(rows, "label_deal"))
        .isEqualTo(Map.of("q0/r0", 0, "q1/r1", 1, "q2/r2", 1, "q3/r3", 0, "q4/r4", 0, "q5/r5", 0));
    assertThat(labels(rows, "label_contact").values())
        .as("a contact before the impression is none of its outcomes")
        .containsOnly(0);
    Dataset<Row> observed =
        Labels.observe(lake.impressions(), lake.impressions(), lake, OUTCOMES, Span.parse("all"));
    assertThat(labels(observed, "label_deal"))
        .as("without a bound every later deal counts")
        .isEqualTo(Map.of("q0/r0", 0, "q1/r1", 1, "q2/r2", 1, "q3/r3", 1, "q4/r4", 1, "q5/r5", 0));
  }

  @Test
  void a_contact_belongs_to_its_query_or_else_to_the_latest_impression_before_it() {
    Lake lake =
        new SmallMarket(spark)
            .shown("q1", "e", "1", "05 10:00", 1)
            .shown("q2", "e", "1", "06 10:00", 1)
            .shown("q3", "e", "1", "07 10:00", 1)
            .shown("q4", "other", "1", "06 11:00", 1)
            .shown("q5", "e", "2", "05 10:00", 2)
            .shown("q6", "e", "3", "05 10:00", 3)
            .shown("q7", "e", "4", "05 10:00", 4)
            .contact(null, "e", "1", "chat", "06 12:00", null, "07 12:00") // q2
            .contact(null, "e", "2", "chat", "08 10:00", null, null) // 3 days after q5: too late
            .contact(null, "e", "3", "chat", "05 10:00", null, null) // at the instant of q6
            .contact("q9", "e", "4", "chat", "05 11:00", null, null) // of a query never shown
            .contact("q7", "e", "1", "chat", "05 11:00", null, null) // q7 did not show it
            .contact(null, null, "4", "chat", "05 11:00", null, null) // of nobody known
            .lake();
    Dataset<Row> rows =
        Labels.attach(
            lake.impressions(),
            lake,
            OUTCOMES,
            Span.parse("3d"),
            Instant.parse("2026-01-31T00:00:00Z"));
    assertThat(labels(rows, "label_contact"))
        .isEqualTo(
            Map.of(
                "q1/r1", 0, "q2/r1", 1, "q3/r1", 0, "q4/r1", 0, "q5/r2", 0, "q6/r3", 1, "q7/r4",
                0));
    assertThat(labels(rows, "label_deal").get("q2/r1")).isEqualTo(1);
  }

  @Test
  void several_contacts_of_an_impression_are_one_label() {
    Lake lake =
        new SmallMarket(spark)
            .shown("q1", "e", "1", "05 10:00", 1)
            .contact("q1", "e", "1", "chat", "05 11:00", null, null)
            .contact("q1", "e", "1", "chat", "05 12:00", null, "05 13:00")
            .contact(null, "e", "1", "phone", "05 12:00", null, null)
            .lake();
    Dataset<Row> rows =
        Labels.attach(
            lake.impressions(),
            lake,
            OUTCOMES,
            Span.parse("3d"),
            Instant.parse("2026-01-31T00:00:00Z"));
    assertThat(labels(rows, "label_deal")).isEqualTo(Map.of("q1/r1", 1));
    assertThat(labels(rows, "label_contact")).isEqualTo(Map.of("q1/r1", 1));
  }

  @Test
  void a_list_has_no_labels_before_the_window_of_its_last_impression_has_closed() {
    Lake lake =
        new SmallMarket(spark)
            .shown("closed", "e", "1", "05 09:00", 1)
            .shown("closed", "e", "2", "05 10:00", 2)
            .shown("open", "e", "1", "05 09:00", 1)
            .shown("open", "e", "2", "05 10:01", 2)
            .contact("open", "e", "1", "chat", "05 11:00", null, "05 12:00")
            .lake();
    Dataset<Row> rows =
        Labels.attach(
            lake.impressions(),
            lake,
            OUTCOMES,
            Span.parse("3d"),
            Instant.parse("2026-01-08T10:00:00Z"));
    for (Row row : rows.collectAsList()) {
      boolean closed = row.getAs("query_id").equals("closed");
      assertThat(row.<Boolean>getAs("mature")).as(row.toString()).isEqualTo(closed);
      for (String label : new String[] {"label_deal", "label_contact"}) {
        assertThat(row.<Integer>getAs(label)).as(row.toString()).isEqualTo(closed ? 0 : null);
      }
    }
    assertThat(rows.count()).isEqualTo(4);
  }

  @Test
  void an_outcome_is_dated_by_the_first_inside_the_window_even_of_a_young_list() {
    SmallMarket market =
        new SmallMarket(spark)
            .shown("old", "e", "1", "05 10:00", 1)
            .shown("young", "e", "2", "09 10:00", 1)
            .shown("none", "e", "3", "05 10:00", 1)
            .contact("old", "e", "1", "chat", "05 09:00", null, null) // before it
            .contact("old", "e", "1", "chat", "05 12:00", null, "08 10:00") // a deal too late
            .contact("old", "e", "1", "chat", "05 11:00", null, "07 10:00")
            .contact("old", "e", "1", "chat", "05 11:30", null, "06 10:00")
            .contact("young", "e", "2", "chat", "09 11:00", null, "10 09:00");
    Lake lake = market.lake();
    Instant end = Instant.parse("2026-01-10T10:00:00Z");
    Map<String, Row> rows = new TreeMap<>();
    Labels.attach(lake.impressions(), lake, OUTCOMES, Span.parse("3d"), end)
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("query_id"), row));
    assertThat(rows.get("old").<Instant>getAs("contact_at"))
        .isEqualTo(Instant.parse("2026-01-05T11:00:00Z"));
    assertThat(rows.get("old").<Instant>getAs("deal_at"))
        .isEqualTo(Instant.parse("2026-01-06T10:00:00Z"));
    assertThat(rows.get("young").<Integer>getAs("label_deal")).isNull();
    assertThat(rows.get("young").<Instant>getAs("deal_at"))
        .isEqualTo(Instant.parse("2026-01-10T09:00:00Z"));
    assertThat(rows.get("none").<Instant>getAs("contact_at")).isNull();
  }

  /** What is known at an instant is made from the times before it: those no later event moves. */
  @Test
  void a_later_outcome_moves_no_time_before_it() {
    Instant end = Instant.parse("2026-01-31T00:00:00Z");
    Instant instant = Instant.parse("2026-01-06T00:00:00Z");
    List<Map<String, Instant>> known = new ArrayList<>();
    for (boolean later : new boolean[] {false, true}) {
      SmallMarket market =
          new SmallMarket(spark)
              .shown("q1", "e", "1", "05 10:00", 1)
              .shown("q2", "e", "2", "05 10:00", 2)
              .contact("q1", "e", "1", "chat", "05 11:00", null, "05 12:00");
      if (later) {
        market
            .contact("q1", "e", "1", "chat", "06 00:00", null, "06 00:00")
            .contact("q2", "e", "2", "chat", "06 00:00", null, "07 00:00")
            .contact(null, "e", "1", "chat", "06 00:00", null, "06 00:00");
      }
      Lake lake = market.lake();
      Map<String, Instant> times = new TreeMap<>();
      for (Row row :
          Labels.attach(lake.impressions(), lake, OUTCOMES, Span.parse("3d"), end)
              .collectAsList()) {
        for (String outcome : OUTCOMES.keySet()) {
          Instant at = row.getAs(Labels.time(outcome));
          boolean before = at != null && at.isBefore(instant);
          times.put(row.getAs("query_id") + " " + outcome, before ? at : Instant.MAX);
        }
      }
      known.add(times);
    }
    assertThat(known.get(1)).isEqualTo(known.get(0)).hasSize(4);
  }
}

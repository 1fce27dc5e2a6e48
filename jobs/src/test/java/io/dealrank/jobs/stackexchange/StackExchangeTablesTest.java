package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class StackExchangeTablesTest {
  private final TinyDump dump;
  private final StackExchangeTables tables;

  StackExchangeTablesTest(SparkSession spark) {
    dump = TinyDump.read(spark);
    tables = dump.tables();
  }

  @Test
  void answers_are_listed_by_arrival_then_id() {
    assertThat(
            TinyDump.text(
                answers("query_id", "position", "answers_before", "answer_id", "answerer_id")))
        .containsExactly(
            "1,1,0,2,20",
            "1,2,1,3,21",
            "1,3,2,4,unknown-4",
            "1,4,3,5,10",
            "6,1,0,7,20",
            "11,1,0,12,20",
            "11,2,1,13,21");
  }

  @Test
  void only_the_answer_accepted_first_on_a_possible_day_has_an_accepted_day() {
    assertThat(TinyDump.text(answers("answer_id", "accepted_day", "before_acceptance")))
        .containsExactly(
            "2,null,true",
            "3,2020-01-02,true",
            "4,null,true", // a millisecond before the end of the acceptance day
            "5,null,false", // at its end
            "7,null,true",
            "12,2020-01-07,true",
            "13,null,true");
  }

  @Test
  void an_answer_carries_what_its_question_says() {
    assertThat(
            TinyDump.text(
                answers("asker_id", "self_answer", "main_tag", "score_at_end_of_dump", "queried_at")
                    .where("position = 1 or self_answer")))
        .containsExactly(
            "10,false,java,7,2020-01-01T10:00:00Z",
            "10,true,java,-1,2020-01-01T10:00:00Z",
            "unknown-6,false,sql,0,2020-01-05T08:00:00Z",
            "12,false,null,3,2020-01-06T08:00:00Z");
  }

  @Test
  void questions_keep_their_tags_in_both_notations() {
    List<Row> rows = tables.questions().orderBy("asked_at").collectAsList();

    assertThat(rows)
        .extracting(r -> r.getList(r.fieldIndex("tags")))
        .containsExactly(List.of("java", "c++"), List.of("sql"), List.of());
    assertThat(TinyDump.text(tables.questions().orderBy("asked_at").select("asker_id", "main_tag")))
        .containsExactly("10,java", "unknown-6,sql", "12,null");
  }

  @Test
  void a_deal_is_known_from_the_end_of_its_day_and_after_its_contact() {
    Dataset<Row> deals = tables.contacts().where(col("deal_at").isNotNull());

    assertThat(
            TinyDump.text(
                deals.orderBy("contacted_at").select("contact_id", "contacted_at", "deal_at")))
        .containsExactly(
            "3,2020-01-02T09:00:00.250Z,2020-01-03T00:00:00Z",
            "12,2020-01-06T12:00:00Z,2020-01-08T00:00:00Z");
    assertThat(tables.contacts().count()).isEqualTo(7);
    assertThat(deals.where("deal_at <= contacted_at").isEmpty()).isTrue();
  }

  @Test
  void votes_and_comments_go_to_the_owner_of_the_post() {
    assertThat(TinyDump.text(tables.votes().orderBy("event_id")))
        .containsExactly(
            "1,20,2,up,2020-01-02T00:00:00Z,true",
            "11,10,1,up,2020-01-03T00:00:00Z,false",
            "3,21,3,down,2020-01-03T00:00:00Z,true");
    assertThat(TinyDump.text(tables.comments().orderBy("event_id")))
        .containsExactly("1,10,20,1,2020-01-01T10:30:00.123Z", "2,20,null,2,2020-01-01T12:00:00Z");
  }

  @Test
  void what_cannot_be_used_is_set_aside_with_its_reason() {
    assertThat(TinyDump.text(tables.quarantine().orderBy("file", "row_id")))
        .containsExactly(
            "Comments.xml,3," + Quarantine.NO_OWNER,
            "Comments.xml,4," + Quarantine.NO_POST,
            "Posts.xml,8," + Quarantine.NO_QUESTION,
            "Posts.xml,9," + Quarantine.BEFORE_QUESTION,
            "Votes.xml,4," + Quarantine.NO_OWNER,
            "Votes.xml,5," + Quarantine.BEFORE_ANSWER,
            "Votes.xml,6," + Quarantine.NO_POST,
            "Votes.xml,8," + Quarantine.NO_QUESTION_OR_ANSWER,
            "Votes.xml,10," + Quarantine.ACCEPTED_AGAIN,
            "Votes.xml,12," + Quarantine.NO_LISTED_ANSWER);
  }

  @Test
  void the_schemas_are_the_declared_ones() {
    assertThat(tables.answers().schema().toDDL()).isEqualTo(Answers.SCHEMA.toDDL());
    assertThat(tables.contacts().schema().toDDL()).isEqualTo(Contacts.SCHEMA.toDDL());
    assertThat(tables.questions().schema().toDDL()).isEqualTo(Questions.SCHEMA.toDDL());
    assertThat(tables.votes().schema().toDDL()).isEqualTo(VoteSignals.SCHEMA.toDDL());
    assertThat(tables.comments().schema().toDDL()).isEqualTo(CommentSignals.SCHEMA.toDDL());
    assertThat(tables.quarantine().schema().toDDL()).isEqualTo(Quarantine.SCHEMA.toDDL());
  }

  @Test
  void votes_of_a_day_change_nothing_that_is_known_before_the_next_midnight() {
    List<Row> all = facts(tables);
    for (int dayOfMonth : new int[] {1, 2, 4, 7, 8}) {
      LocalDate day = LocalDate.of(2020, 1, dayOfMonth);
      List<Row> without =
          facts(
              StackExchangeTables.of(
                  dump.posts().rows(),
                  dump.votes().rows().where(col("CreationDate").lt(lit(day))),
                  dump.comments().rows()));
      Instant midnight = Instant.parse(day.plusDays(1) + "T00:00:00Z");
      Instant lastMicrosecond = midnight.minusNanos(1_000);

      assertThat(knownAt(lastMicrosecond, all))
          .as("known in the last microsecond of %s", day)
          .isEqualTo(knownAt(lastMicrosecond, without));
      boolean hasUsableVotes = List.of(1, 2, 7).contains(dayOfMonth);
      assertThat(knownAt(midnight, all).equals(knownAt(midnight, without)))
          .as("the votes of %s do not show at the next midnight", day)
          .isEqualTo(!hasUsableVotes);
    }
  }

  /** What becomes known, and when: contacts, their deals, votes. */
  private static List<Row> facts(StackExchangeTables tables) {
    Dataset<Row> contacts =
        tables.contacts().select(col("contacted_at"), lit("contact"), col("contact_id"));
    Dataset<Row> deals =
        tables
            .contacts()
            .where(col("deal_at").isNotNull())
            .select(col("deal_at"), lit("deal"), col("contact_id"));
    return contacts
        .union(deals)
        .union(tables.votes().select("at", "kind", "event_id"))
        .collectAsList();
  }

  private static List<String> knownAt(Instant instant, List<Row> facts) {
    return facts.stream()
        .filter(fact -> !fact.getInstant(0).isAfter(instant))
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private Dataset<Row> answers(String first, String... others) {
    return tables.answers().orderBy("queried_at", "position").select(first, others);
  }
}

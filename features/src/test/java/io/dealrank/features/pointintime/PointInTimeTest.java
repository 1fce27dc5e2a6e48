package io.dealrank.features.pointintime;

import static io.dealrank.features.pointintime.Histories.DAY;
import static io.dealrank.features.pointintime.Histories.HOUR;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.pointintime.FeatureOracle.Contact;
import io.dealrank.features.pointintime.Histories.Question;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The engine against its definition, on many small random histories in few Spark jobs. */
@ExtendWith(SharedSpark.class)
class PointInTimeTest {
  private static final long SEED = 20260301;

  private static final Vertical VERTICAL = EveryMeasure.VERTICAL;
  private static final FeatureGroup ANSWERS = EveryMeasure.ANSWERS;
  private static final FeatureGroup QUIET = VERTICAL.features().get(1);
  private static final FeatureGroup OUTCOMES = VERTICAL.features().get(3);
  private static final List<FeatureGroup> GROUPS = VERTICAL.features();

  private final SparkSession spark;

  PointInTimeTest(SparkSession spark) {
    this.spark = spark;
  }

  private static List<Contact> histories(int entities) {
    return Histories.contacts(SEED, entities);
  }

  private static List<Question> questions(int entities, int each) {
    return Histories.questions(SEED, entities, each);
  }

  private List<Row> ask(Lake lake, List<FeatureGroup> groups, Dataset<Row> questions) {
    return PointInTime.ask(VERTICAL, lake, groups, questions, "who", "t")
        .orderBy("number")
        .collectAsList();
  }

  private static List<Contact> of(List<Contact> contacts, String entity) {
    return contacts.stream().filter(c -> c.entity().equals(entity)).toList();
  }

  @Test
  void a_snapshot_is_the_answer_at_its_midnight() {
    List<Contact> contacts = histories(40);
    Lake lake = Histories.lake(spark, contacts);
    LocalDate day = LocalDate.of(2026, 3, 9);
    Dataset<Row> snapshots = PointInTime.snapshots(VERTICAL, lake, ANSWERS, day, day);
    List<Row> answers =
        PointInTime.ask(
                VERTICAL,
                lake,
                List.of(ANSWERS),
                snapshots.select(col("entity_id"), col("as_of")),
                "entity_id",
                "as_of")
            .select("entity_id", "as_of", "answers.*")
            .orderBy("entity_id")
            .collectAsList();
    assertThat(answers).isNotEmpty();
    assertThat(answers).isEqualTo(snapshots.orderBy("entity_id").collectAsList());
  }

  @Test
  void what_happens_at_or_after_the_instant_changes_nothing() {
    long t = 8 * DAY;
    List<Contact> contacts = histories(150);
    List<Contact> known = new ArrayList<>();
    for (Contact c : contacts) {
      if (c.at() < t) {
        known.add(c.knownAt(t));
      }
    }
    List<Question> questions = new ArrayList<>();
    for (int e = 0; e < 150; e++) {
      questions.add(new Question(e, "e" + e, t));
    }
    List<Contact> later = new ArrayList<>(contacts);
    for (int e = 0; e < 150; e++) {
      later.add(new Contact("e" + e, t, t, t, "chat", 1e6));
      later.add(new Contact("e" + e, t + 1, t + DAY, t + DAY, "phone", -1e6));
    }
    assertThat(later.size()).isGreaterThan(known.size() + 300);
    Dataset<Row> asked = Histories.table(spark, questions);
    List<Row> actual = ask(Histories.lake(spark, later), GROUPS, asked);
    List<Row> expected = ask(Histories.lake(spark, known), GROUPS, asked);
    for (int e = 0; e < 150; e++) {
      assertThat(actual.get(e)).as("seed %d, e%d", SEED, e).isEqualTo(expected.get(e));
    }
  }

  @Test
  void a_bucket_or_condition_on_an_outcome_says_what_was_known() {
    Contact contact = new Contact("e", 0, 2 * HOUR, null, "chat", 1.0);
    List<Question> questions =
        List.of(
            new Question(0, "e", HOUR), new Question(1, "e", 2 * HOUR), new Question(2, "e", DAY));
    List<Row> answers =
        ask(
            Histories.lake(spark, List.of(contact)),
            List.of(OUTCOMES),
            Histories.table(spark, questions));
    for (Row answer : answers) {
      Row features = answer.getAs("outcomes");
      boolean answered = answer.<Integer>getAs("number") == 2;
      String place = "question " + answer.getAs("number");
      assertThat(features.<Double>getAs("contacts_all")).as(place).isEqualTo(1.0);
      assertThat(features.getJavaMap(features.fieldIndex("contacts_all_by_state")))
          .as(place)
          .isEqualTo(Map.of(answered ? "answered" : "silent", 1.0));
      assertThat(features.<Double>getAs("answered_all")).as(place).isEqualTo(answered ? 1.0 : 0.0);
    }
  }

  @Test
  void a_value_that_is_no_number_is_ignored_like_null() {
    List<Contact> contacts =
        List.of(
            new Contact("e", 0, null, null, "chat", Double.NaN),
            new Contact("e", 0, null, null, "chat", Double.POSITIVE_INFINITY),
            new Contact("e", 0, null, null, "chat", 3.0));
    Row features =
        ask(
                Histories.lake(spark, contacts),
                List.of(ANSWERS),
                Histories.table(spark, List.of(new Question(0, "e", DAY))))
            .get(0)
            .getAs("answers");
    assertThat(features.<Double>getAs("paid_all")).isEqualTo(3.0);
    assertThat(features.<Double>getAs("price_all")).isEqualTo(3.0);
    assertThat(features.<Double>getAs("contacts_all")).isEqualTo(3.0);
  }

  @Test
  void the_order_and_the_partitions_of_the_rows_change_nothing() {
    List<Contact> contacts = new ArrayList<>(histories(60));
    Dataset<Row> asked = Histories.table(spark, questions(60, 2));
    List<Row> expected = ask(Histories.lake(spark, contacts), List.of(QUIET, OUTCOMES), asked);
    for (int partitions : List.of(1, 2, 7)) {
      java.util.Collections.shuffle(contacts, new Random(SEED + partitions));
      Lake lake = Histories.lake(spark, contacts);
      Lake spread =
          new Lake(null, lake.contacts().repartition(partitions), lake.signals(), lake.entities());
      assertThat(ask(spread, List.of(QUIET, OUTCOMES), asked.repartition(partitions)))
          .as("%d partitions", partitions)
          .isEqualTo(expected);
    }
  }

  @Test
  void every_question_comes_back_once() {
    Instant noon = Instant.parse("2026-03-02T12:00:00Z");
    Dataset<Row> questions =
        Rows.of("number INT, who STRING, t TIMESTAMP")
            .row(0, "e0", noon)
            .row(1, "e0", noon)
            .row(2, null, noon)
            .row(3, "nobody", noon)
            .row(4, "e0", null)
            .in(spark);
    List<Row> answers =
        ask(Histories.lake(spark, histories(1)), List.of(ANSWERS, QUIET), questions);
    assertThat(answers.stream().map(r -> r.<Integer>getAs("number")))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(answers.get(0).<Row>getAs("answers")).isEqualTo(answers.get(1).getAs("answers"));
    assertThat(answers.get(2).<Row>getAs("answers")).isNull();
    assertThat(answers.get(2).<Row>getAs("quiet")).isNull();
    assertThat(answers.get(3).<Row>getAs("answers").<Double>getAs("contacts_all")).isZero();
    assertThat(answers.get(4).<Row>getAs("answers")).isNull();
  }

  @Test
  void windows_buckets_and_priors_keep_their_order() {
    List<Contact> contacts = histories(100);
    List<Row> answers =
        ask(
            Histories.lake(spark, contacts),
            List.of(ANSWERS),
            Histories.table(spark, questions(100, 3)));
    for (Row answer : answers) {
      Row f = answer.getAs("answers");
      List<Contact> own = of(contacts, answer.getAs("who"));
      String place = "seed " + SEED + ", " + own + " as of " + answer.getAs("t");
      for (String measure : List.of("contacts", "responses", "silent", "hired_by_chat")) {
        double narrow = f.getAs(measure + "_3d");
        double middle = f.getAs(measure + "_5d");
        double wide = f.getAs(measure + "_all");
        assertThat(narrow).as(place).isBetween(0.0, middle);
        assertThat(middle).as(place).isLessThanOrEqualTo(wide);
        double byChannel =
            f
                .<String, Double>getJavaMap(f.fieldIndex(measure + "_all_by_channel"))
                .values()
                .stream()
                .mapToDouble(v -> v)
                .sum();
        assertThat(byChannel).as(place).isLessThanOrEqualTo(wide);
        if (own.stream().allMatch(c -> c.channel() != null)) {
          assertThat(byChannel).as(place).isEqualTo(wide);
        }
      }
      double smoothed = f.getAs("response_rate_all");
      Double raw = f.getAs("raw_rate_all");
      double prior = 0.4;
      double other = raw == null ? prior : raw;
      assertThat(smoothed)
          .as(place)
          .isBetween(Math.min(prior, other) - 1e-15, Math.max(prior, other) + 1e-15);
    }
  }

  @Test
  void two_groups_of_one_side_cost_one_shuffle_and_no_join() {
    Dataset<Row> asked =
        PointInTime.ask(
            VERTICAL,
            Histories.lake(spark, histories(5)),
            List.of(ANSWERS, QUIET),
            Histories.table(spark, questions(5, 1)),
            "who",
            "t");
    assertShufflesAndNoJoin(asked, 1);
  }

  @Test
  void buckets_by_attributes_as_valid_then_cost_one_more_shuffle_and_no_join() {
    Vertical bySchedule =
        VerticalText.read(
                VerticalText.TINY_WITH_RESUMES
                    + """
                    features:
                      - group: schedules
                        entity: candidate
                        from: contacts
                        by: {schedule: resume.schedule}
                        windows: [3d, all]
                        measures:
                          contacts: {count: true}
                    """)
            .vertical();
    StructType versions =
        Contract.ENTITY.columns().add("attributes", StructType.fromDDL("schedule STRING"));
    Lake lake =
        new Lake(
            null,
            Histories.lake(spark, histories(5)).contacts(),
            Map.of(),
            Map.of("resume", spark.createDataFrame(List.of(), versions)));
    Dataset<Row> asked =
        PointInTime.ask(
            bySchedule,
            lake,
            bySchedule.features(),
            Histories.table(spark, questions(5, 1)),
            "who",
            "t");
    assertShufflesAndNoJoin(asked, 2);
  }

  private static void assertShufflesAndNoJoin(Dataset<Row> rows, int shuffles) {
    String plan = rows.queryExecution().executedPlan().toString();
    assertThat(Pattern.compile("\\bExchange\\b").matcher(plan).results().count())
        .as(plan)
        .isEqualTo(shuffles);
    assertThat(plan).doesNotContain("Join").doesNotContain("Cartesian").doesNotContain(" UDF");
  }

  @Test
  void an_unknown_column_names_the_group() {
    Vertical wrong =
        VerticalText.read(
                VerticalText.TINY
                    + """
                    features:
                      - group: answers
                        entity: candidate
                        from: contacts
                        measures:
                          paid: {sum: attributes.prize}
                    """)
            .vertical();
    LocalDate day = Histories.START.atZone(ZoneOffset.UTC).toLocalDate();
    Lake lake = Histories.lake(spark, List.of());
    assertThatThrownBy(() -> PointInTime.snapshots(wrong, lake, wrong.features().get(0), day, day))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("feature group 'answers'")
        .hasMessageContaining("prize");
  }
}

package io.dealrank.features.pointintime;

import static io.dealrank.features.pointintime.Histories.DAY;
import static io.dealrank.features.pointintime.Histories.HOUR;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.pointintime.FeatureOracle.Contact;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A digest changes with every fact known before its midnight, and with nothing else. */
@ExtendWith(SharedSpark.class)
class FactDigestTest {
  private static final long SEED = Long.getLong("dealrank.seed", 20260301);
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private static final int ENTITIES = 300;

  private static final Vertical BY_SCHEDULE =
      VerticalText.read(
              VerticalText.TINY_WITH_RESUMES
                  + """
                  features:
                    - group: schedules
                      entity: candidate
                      from: contacts
                      by: {schedule: resume.schedule, other: channel}
                      measures:
                        contacts: {count: true}
                        deals: {count: true, at: deal_at}
                  """)
          .vertical();

  private final SparkSession spark;

  FactDigestTest(SparkSession spark) {
    this.spark = spark;
  }

  private static Map<String, Long> digests(
      Vertical vertical, FeatureGroup group, Lake lake, LocalDate day) {
    Map<String, Long> digests = new HashMap<>();
    for (Row row : FactDigest.of(vertical, lake, group, List.of(day)).collectAsList()) {
      if (row.getLong(1) != 0) {
        digests.put(row.getString(0), row.getLong(1));
      }
    }
    return digests;
  }

  private static Map<String, Long> digests(Lake lake, LocalDate day) {
    return digests(EveryMeasure.VERTICAL, EveryMeasure.ANSWERS, lake, day);
  }

  private static Map<String, Contact> histories() {
    Map<String, Contact> byId = new HashMap<>();
    Histories.contacts(SEED, ENTITIES).forEach(c -> byId.put("c%07d".formatted(byId.size()), c));
    return byId;
  }

  @Test
  void the_order_and_the_partitions_of_the_facts_change_nothing() {
    Lake lake = Histories.lake(spark, histories());
    Lake permuted = lake.with("contacts", lake.contacts().repartition(5, col("channel")));
    LocalDate midnight = START.plusDays(12);
    assertThat(digests(permuted, midnight))
        .isEqualTo(digests(lake, midnight))
        .hasSizeGreaterThan(ENTITIES / 2);
  }

  @Test
  void what_becomes_known_at_or_after_the_midnight_changes_nothing() {
    Lake lake = Histories.lake(spark, Histories.contacts(SEED, ENTITIES));
    for (FeatureGroup group : EveryMeasure.VERTICAL.features()) {
      for (int day : new int[] {1, 7, 14, 20}) {
        LocalDate midnight = START.plusDays(day);
        Lake known = CarriedStateTest.knownAt(lake, midnight);
        assertThat(digests(EveryMeasure.VERTICAL, group, known, midnight))
            .as("seed %d, group %s as of %s", SEED, group.group(), midnight)
            .isEqualTo(digests(EveryMeasure.VERTICAL, group, lake, midnight))
            .isNotEmpty();
      }
    }
  }

  @Test
  void exactly_the_entities_of_which_something_else_was_known_have_another_digest() {
    LocalDate day = START.plusDays(12);
    long midnight = 12 * DAY;
    Random random = new Random(SEED);
    Map<String, Contact> before = histories();
    Map<String, Contact> after = new HashMap<>(before);
    Set<String> touched = new HashSet<>();
    before.forEach(
        (id, contact) -> {
          if (random.nextBoolean() && touched.add(contact.entity())) {
            change(after, id, contact, random);
          }
        });
    Map<String, Map<String, Contact>> knownBefore = known(before, midnight);
    Map<String, Map<String, Contact>> knownAfter = known(after, midnight);
    Map<String, Long> was = digests(Histories.lake(spark, before), day);
    Map<String, Long> is = digests(Histories.lake(spark, after), day);
    int changed = 0;
    for (String entity : touched) {
      Map<String, Contact> own = knownBefore.get(entity);
      boolean same = Objects.equals(own, knownAfter.get(entity));
      assertThat(Objects.equals(was.get(entity), is.get(entity)))
          .as("seed %d: %s, then %s", SEED, own, knownAfter.get(entity))
          .isEqualTo(same);
      changed += same ? 0 : 1;
    }
    assertThat(changed).isBetween(50, touched.size() - 50);
    was.keySet().removeAll(touched);
    is.keySet().removeAll(touched);
    assertThat(is).isEqualTo(was).isNotEmpty();
  }

  /** Adds, removes or changes a contact, at any time. */
  private static void change(Map<String, Contact> all, String id, Contact c, Random random) {
    long at = 6 * HOUR * random.nextInt(80);
    Long later = c.at() + 6 * HOUR * random.nextInt(40);
    switch (random.nextInt(7)) {
      case 0 -> all.put("x" + id, new Contact(c.entity(), at, null, null, null, null));
      case 1 -> all.remove(id);
      case 2 -> all.put(id, of(c, at, c.responded(), c.deal(), c.channel(), c.price()));
      case 3 -> all.put(id, of(c, c.at(), later, c.deal(), c.channel(), c.price()));
      case 4 -> all.put(id, of(c, c.at(), c.responded(), null, c.channel(), c.price()));
      case 5 -> all.put(id, of(c, c.at(), c.responded(), c.deal(), null, c.price()));
      default -> all.put(id, of(c, c.at(), c.responded(), c.deal(), c.channel(), 123.4));
    }
  }

  private static Contact of(
      Contact c, long at, Long responded, Long deal, String channel, Double price) {
    return new Contact(c.entity(), at, responded, deal, channel, price);
  }

  /** Per entity the contacts that were known before t, by id, as they were known. */
  private static Map<String, Map<String, Contact>> known(Map<String, Contact> contacts, long t) {
    Map<String, Map<String, Contact>> known = new HashMap<>();
    contacts.forEach(
        (id, c) -> {
          if (c.at() < t) {
            known.computeIfAbsent(c.entity(), e -> new HashMap<>()).put(id, c.knownAt(t));
          }
        });
    return known;
  }

  @Test
  void exactly_the_entities_with_a_state_have_a_digest() {
    Lake lake = Histories.lake(spark, histories());
    LocalDate day = START.plusDays(5);
    for (FeatureGroup group : EveryMeasure.VERTICAL.features()) {
      List<String> known =
          PointInTime.states(EveryMeasure.VERTICAL, lake, group, day, null)
              .select("entity_id")
              .as(Encoders.STRING())
              .collectAsList();
      assertThat(digests(EveryMeasure.VERTICAL, group, lake, day).keySet())
          .as(group.group())
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }

  @Test
  void an_attribute_of_the_entity_that_came_late_is_a_change() {
    Contact contact = new Contact("e", DAY, null, 2 * DAY, "chat", 1.0);
    Lake lake = Histories.lake(spark, List.of(contact));
    Map<String, Map<String, Long>> bySchedule = new HashMap<>();
    for (String schedule : List.of("full", "chat", "")) {
      Lake with = schedule.isEmpty() ? withSchedule(lake, null) : withSchedule(lake, schedule);
      bySchedule.put(
          schedule, digests(BY_SCHEDULE, BY_SCHEDULE.features().get(0), with, START.plusDays(5)));
    }
    assertThat(bySchedule.values()).doesNotHaveDuplicates().allMatch(d -> d.size() == 1);
  }

  @Test
  void a_value_that_moves_from_one_column_to_another_is_a_change() {
    FeatureGroup group = BY_SCHEDULE.features().get(0);
    Lake first =
        withSchedule(
            Histories.lake(spark, List.of(new Contact("e", DAY, null, null, null, null))), "chat");
    Lake second =
        withSchedule(
            Histories.lake(spark, List.of(new Contact("e", DAY, null, null, "chat", null))), null);
    LocalDate day = START.plusDays(5);
    assertThat(digests(BY_SCHEDULE, group, first, day))
        .isNotEqualTo(digests(BY_SCHEDULE, group, second, day));
  }

  private Lake withSchedule(Lake lake, String schedule) {
    StructType type =
        Contract.ENTITY.columns().add("attributes", StructType.fromDDL("schedule STRING"));
    Row version =
        RowFactory.create("resume-of-e", Instant.EPOCH, null, RowFactory.create(schedule));
    return new Lake(
        null,
        lake.contacts(),
        Map.of(),
        Map.of("resume", spark.createDataFrame(List.of(version), type)));
  }
}

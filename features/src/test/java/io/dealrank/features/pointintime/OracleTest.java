package io.dealrank.features.pointintime;

import static io.dealrank.features.pointintime.Histories.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.Lake;
import io.dealrank.features.pointintime.FeatureOracle.Contact;
import io.dealrank.features.pointintime.Histories.Question;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The engine against its definition, on many small random histories in few Spark jobs: every
 * measure, every window, both accuracies. The number of histories is the system property {@code
 * dealrank.histories}; the profile {@code long} sets 10,000.
 */
@ExtendWith(SharedSpark.class)
class OracleTest {
  private static final long SEED = Long.getLong("dealrank.seed", 20260301);
  private static final int HISTORIES = Integer.getInteger("dealrank.histories", 300);

  private final SparkSession spark;

  OracleTest(SparkSession spark) {
    this.spark = spark;
  }

  private static Map<String, List<Contact>> byEntity(List<Contact> contacts) {
    Map<String, List<Contact>> all = new HashMap<>();
    contacts.forEach(c -> all.computeIfAbsent(c.entity(), e -> new ArrayList<>()).add(c));
    return all;
  }

  @Test
  void answers_are_what_the_definition_says() {
    List<Contact> contacts = Histories.contacts(SEED, HISTORIES);
    Map<String, List<Contact>> byEntity = byEntity(contacts);
    // The last five entities have no facts.
    List<Question> questions = Histories.questions(SEED, HISTORIES + 5, 4);
    Lake lake = Histories.lake(spark, contacts);
    List<Row> answers =
        PointInTime.ask(
                EveryMeasure.VERTICAL,
                lake,
                EveryMeasure.COMPARED,
                Histories.table(spark, questions),
                "who",
                "t")
            .orderBy("number")
            .collectAsList();
    assertThat(answers).hasSameSizeAs(questions);
    int compared = 0;
    for (int i = 0; i < answers.size(); i++) {
      Question q = questions.get(i);
      List<Contact> own = byEntity.getOrDefault(q.entity(), List.of());
      String where = "seed " + SEED + ", " + q.entity() + " as of " + q.t();
      for (FeatureGroup group : EveryMeasure.COMPARED) {
        Row features = answers.get(i).getAs(group.group());
        compared += EveryMeasure.check(group, features, own, q.t(), where);
      }
    }
    System.out.println(
        HISTORIES
            + " histories, "
            + questions.size()
            + " questions, "
            + compared
            + " values equal");
  }

  @Test
  void snapshots_are_what_the_definition_says_at_every_midnight() {
    List<Contact> contacts = Histories.contacts(SEED + 1_000_000, HISTORIES);
    Map<String, List<Contact>> byEntity = byEntity(contacts);
    LocalDate first = LocalDate.of(2026, 3, 3);
    LocalDate last = LocalDate.of(2026, 3, 19);
    FeatureGroup group = EveryMeasure.ANSWERS;
    Lake lake = Histories.lake(spark, contacts);
    Map<String, TreeSet<Long>> days = new TreeMap<>();
    int compared = 0;
    Iterator<Row> rows =
        PointInTime.snapshots(EveryMeasure.VERTICAL, lake, group, first, last).toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      String entity = row.getAs("entity_id");
      Instant asOf = row.getAs("as_of");
      long t = (asOf.getEpochSecond() - Histories.START.getEpochSecond()) * 1_000_000;
      assertThat(t % DAY).isZero();
      assertThat(days.computeIfAbsent(entity, e -> new TreeSet<>()).add(t)).isTrue();
      String where = "seed " + SEED + ", " + entity + " as of " + asOf;
      compared += EveryMeasure.check(group, row, byEntity.get(entity), t, where);
    }
    System.out.println(HISTORIES + " histories by day, " + compared + " values equal");
    // From the first midnight after the first fact on, and on every day asked for.
    byEntity.forEach(
        (entity, own) -> {
          TreeSet<Long> expected = new TreeSet<>();
          for (LocalDate d = first; !d.isAfter(last); d = d.plusDays(1)) {
            long t = DAY * (d.toEpochDay() - LocalDate.of(2026, 3, 1).toEpochDay());
            if (own.stream().anyMatch(c -> c.at() < t)) {
              expected.add(t);
            }
          }
          assertThat(days.getOrDefault(entity, new TreeSet<>())).as(entity).isEqualTo(expected);
        });
  }
}

package io.dealrank.features.pointintime;

import static io.dealrank.features.pointintime.Histories.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.pointintime.FeatureOracle.Contact;
import io.dealrank.features.pointintime.Histories.Question;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.testing.SharedSpark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Priors fitted to all entities as of each day, and rates smoothed by them. */
@ExtendWith(SharedSpark.class)
class PriorFitTest {
  private static final long SEED = 20260501;
  private static final int ENTITIES = 150;
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

  private static final Vertical VERTICAL =
      VerticalText.read(
              VerticalText.TINY
                  + """
                  features:
                    - group: answers
                      entity: candidate
                      from: contacts
                      by: {channel: channel}
                      windows: [5d, all]
                      measures:
                        rate: {rate: responded_at, maturity: 12h, smoothing: empirical-bayes}
                  """)
          .vertical();
  private static final FeatureGroup GROUP = VERTICAL.features().get(0);

  private final SparkSession spark;

  PriorFitTest(SparkSession spark) {
    this.spark = spark;
  }

  private static long count(
      List<Contact> own, String channel, long t, Long window, boolean successes) {
    long maturity = DAY / 2;
    return own.stream()
        .filter(c -> channel == null || channel.equals(c.channel()))
        .filter(c -> c.at() + maturity < t && (window == null || c.at() >= t - window))
        .filter(c -> !successes || c.responded() != null && c.responded() <= c.at() + maturity)
        .count();
  }

  private static Map<String, List<Contact>> byEntity(List<Contact> contacts) {
    Map<String, List<Contact>> all = new HashMap<>();
    contacts.forEach(c -> all.computeIfAbsent(c.entity(), e -> new ArrayList<>()).add(c));
    return all;
  }

  /** The fit read out loud; null without any trial. */
  private static BetaPrior fit(List<Contact> contacts, String channel, long t, Long window) {
    double entities = 0;
    double n = 0;
    double k = 0;
    double n2 = 0;
    double k2n = 0;
    for (List<Contact> own : byEntity(contacts).values()) {
      double trials = count(own, channel, t, window, false);
      double successes = count(own, channel, t, window, true);
      if (trials > 0) {
        entities++;
        n += trials;
        k += successes;
        n2 += trials * trials;
        k2n += successes * successes / trials;
      }
    }
    return n == 0 ? null : BetaPrior.fit((long) entities, n, k, n2, k2n);
  }

  private List<Row> fits(Lake lake) {
    return PointInTime.priors(VERTICAL, lake, GROUP, FIRST, FIRST.plusDays(20), null)
        .orderBy("ds", "column", "bucket")
        .collectAsList();
  }

  @Test
  void priors_are_fitted_to_what_was_known_at_each_midnight() {
    List<Contact> contacts = Histories.contacts(SEED, ENTITIES);
    List<Row> fits = fits(Histories.lake(spark, contacts));
    assertThat(fits.size()).isGreaterThan(60);
    for (Row row : fits) {
      long t = DAY * (row.<LocalDate>getAs("ds").toEpochDay() - FIRST.toEpochDay());
      String column = row.getAs("column");
      Long window = column.contains("5d") ? (Long) (5 * DAY) : null;
      String bucket = row.getAs("bucket");
      assertThat(bucket != null).isEqualTo(column.endsWith("_by_channel"));
      BetaPrior expected = fit(contacts, bucket, t, window);
      assertThat(row.<Double>getAs("mean")).as("%s", row).isCloseTo(expected.mean(), within(1e-12));
      assertThat(row.<Double>getAs("strength") / expected.strength())
          .as("%s", row)
          .isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void what_happens_at_or_after_a_midnight_moves_no_prior_of_it() {
    long t = 9 * DAY;
    List<Contact> known = new ArrayList<>();
    List<Contact> all = new ArrayList<>(Histories.contacts(SEED, ENTITIES));
    for (Contact c : all) {
      if (c.at() < t) {
        known.add(c.knownAt(t));
      }
    }
    for (int e = 0; e < ENTITIES; e++) {
      all.add(new Contact("e" + e, t, t, t, "chat", 1.0));
    }
    List<Row> before = new ArrayList<>(fits(Histories.lake(spark, known)));
    List<Row> after = new ArrayList<>(fits(Histories.lake(spark, all)));
    LocalDate day = FIRST.plusDays(9);
    before.removeIf(row -> row.<LocalDate>getAs("ds").isAfter(day));
    after.removeIf(row -> row.<LocalDate>getAs("ds").isAfter(day));
    assertThat(before).isNotEmpty();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void the_partitions_of_the_facts_change_no_prior() {
    Lake lake = Histories.lake(spark, Histories.contacts(SEED, ENTITIES));
    List<Row> expected = fits(lake);
    assertThat(fits(lake.with("contacts", lake.contacts().repartition(5)))).isEqualTo(expected);
  }

  @Test
  void a_rate_takes_the_prior_of_the_last_midnight_and_an_unseen_bucket_that_of_all() {
    List<Contact> contacts = Histories.contacts(SEED, ENTITIES);
    Lake lake = Histories.lake(spark, contacts);
    Priors priors = Priors.of(GROUP, fits(lake));
    List<Question> questions = Histories.questions(SEED, ENTITIES + 3, 2);
    questions.removeIf(q -> q.t() >= 20 * DAY || q.t() < 2 * DAY);
    Dataset<Row> asked = Histories.table(spark, questions);
    PointInTime.Asked with = new PointInTime.Asked(Map.of("answers", priors), false);
    Map<String, List<Contact>> byEntity = byEntity(contacts);
    List<Row> answers =
        PointInTime.ask(VERTICAL, lake, List.of(GROUP), asked, "who", "t", with)
            .orderBy("number")
            .collectAsList();
    assertThat(answers).hasSameSizeAs(questions);
    for (int i = 0; i < answers.size(); i++) {
      Question q = questions.get(i);
      Row features = answers.get(i).getAs("answers");
      List<Contact> own = byEntity.getOrDefault(q.entity(), List.of());
      long midnight = Math.floorDiv(q.t(), DAY) * DAY;
      BetaPrior total = fit(contacts, null, midnight, null);
      double expected =
          total.rate(count(own, null, q.t(), null, true), count(own, null, q.t(), null, false));
      String place = "seed " + SEED + ", " + q;
      assertThat(features.<Double>getAs("rate_all")).as(place).isCloseTo(expected, within(1e-12));
      Map<String, Double> buckets = features.getJavaMap(features.fieldIndex("rate_all_by_channel"));
      BetaPrior chat = fit(contacts, "chat", midnight, null);
      assertThat(buckets.get("chat"))
          .as(place)
          .isCloseTo(
              chat.rate(
                  count(own, "chat", q.t(), null, true), count(own, "chat", q.t(), null, false)),
              within(1e-12));
      assertThat(buckets.get(BetaPrior.TOTAL)).as(place).isCloseTo(total.mean(), within(1e-12));
    }
  }
}

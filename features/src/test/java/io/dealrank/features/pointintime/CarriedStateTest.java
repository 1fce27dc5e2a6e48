package io.dealrank.features.pointintime;

import static io.dealrank.features.pointintime.Histories.HOUR;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.pointintime.FeatureOracle.Contact;
import io.dealrank.features.pointintime.PointInTime.Carried;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A sweep that stops at midnights and starts again from its states gives the rows of one sweep. */
@ExtendWith(SharedSpark.class)
class CarriedStateTest {
  private static final long SEED = Long.getLong("dealrank.seed", 20260301);
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  private static final LocalDate LAST = LocalDate.of(2026, 3, 16);

  private static final Vertical VERTICAL =
      VerticalText.read(
              VerticalText.TINY
                  + """
                  features:
                    - group: sketches
                      entity: candidate
                      from: contacts
                      by: {channel: channel}
                      windows: [5d, all]
                      measures:
                        prices: {distinct: attributes.price, bound: 4}
                        silent_prices: {distinct: attributes.price, bound: 4, where: "responded_at is null"}
                        median: {quantile: attributes.price, bound: 4}
                        high: {quantile: attributes.price, q: 0.9, bound: 4, at: responded_at}
                        last_prices: {last: attributes.price, k: 5, at: responded_at}
                        unanswered: {streak: responded_at, maturity: 2d}
                        hours: {time_to: responded_at, horizon: 3d}
                    - group: fitted
                      entity: candidate
                      from: contacts
                      by: {channel: channel}
                      windows: [5d, all]
                      measures:
                        contacts: {count: true}
                        response_rate: {rate: responded_at, maturity: 2d, smoothing: empirical-bayes}
                        deal_rate: {rate: deal_at, maturity: 12h, smoothing: empirical-bayes}
                  """)
          .vertical();

  private final SparkSession spark;

  CarriedStateTest(SparkSession spark) {
    this.spark = spark;
  }

  /** What a lake holds at a midnight, if it is filled as facts become known. */
  static Lake knownAt(Lake lake, LocalDate day) {
    Column midnight = lit(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    Dataset<Row> contacts = lake.contacts().filter(col("contacted_at").lt(midnight));
    for (String outcome : FactLayout.OUTCOMES) {
      contacts = contacts.withColumn(outcome, when(col(outcome).lt(midnight), col(outcome)));
    }
    return lake.with("contacts", contacts);
  }

  private Dataset<Row> kept(Dataset<Row> rows) {
    return spark.createDataFrame(rows.collectAsList(), rows.schema());
  }

  private static Priors priors(
      Vertical vertical,
      Lake lake,
      FeatureGroup group,
      LocalDate from,
      LocalDate to,
      Carried carried) {
    return group.fitted()
        ? Priors.of(
            group, PointInTime.priors(vertical, lake, group, from, to, carried).collectAsList())
        : Priors.NONE;
  }

  private static void add(Map<String, Row> all, Dataset<Row> snapshots) {
    for (Row row : snapshots.collectAsList()) {
      String key = row.<Instant>getAs("as_of") + " " + row.getAs("entity_id");
      assertThat(all.put(key, row)).as(key).isNull();
    }
  }

  private static Map<String, Row> oneSweep(Vertical vertical, Lake lake, FeatureGroup group) {
    Map<String, Row> all = new TreeMap<>();
    Priors priors = priors(vertical, lake, group, FIRST, LAST, null);
    add(all, PointInTime.snapshots(vertical, lake, group, FIRST, LAST, null, priors));
    return all;
  }

  /** In steps of 1 to {@code longest} days, with states carried from each step to the next. */
  private Map<String, Row> inSteps(
      Vertical vertical, Lake lake, FeatureGroup group, int longest, boolean truncated) {
    Random random = new Random(SEED);
    Map<String, Row> all = new TreeMap<>();
    Carried carried = null;
    LocalDate from = FIRST;
    while (!from.isAfter(LAST)) {
      LocalDate to = from.plusDays(random.nextInt(longest));
      to = to.isAfter(LAST) ? LAST : to;
      Lake known = truncated ? knownAt(lake, to) : lake;
      Priors priors = priors(vertical, known, group, from, to, carried);
      add(all, PointInTime.snapshots(vertical, known, group, from, to, carried, priors));
      Dataset<Row> states = PointInTime.states(vertical, known, group, to, carried);
      carried = new Carried(to, kept(states));
      from = to.plusDays(1);
    }
    return all;
  }

  private static void assertSame(Map<String, Row> stepped, Map<String, Row> swept, int entities) {
    assertThat(stepped.keySet()).isEqualTo(swept.keySet());
    assertThat(stepped).hasSizeGreaterThan(entities * 10);
    swept.forEach(
        (key, row) -> assertThat(stepped.get(key)).as("seed %s: %s", SEED, key).isEqualTo(row));
  }

  /** Contacts of a few entities, many of each: every block and sketch is used. */
  private static List<Contact> busy(int entities, int each) {
    List<Contact> contacts = new ArrayList<>();
    for (int e = 0; e < entities; e++) {
      Random random = new Random(SEED + e);
      for (int i = 0; i < each; i++) {
        long at = HOUR / 4 * random.nextInt(13 * 24 * 4);
        Long responded = random.nextInt(3) == 0 ? null : (Long) (at + HOUR * random.nextInt(150));
        String channel = random.nextInt(3) == 0 ? "chat" : "phone";
        double price = random.nextInt(100_000) / 10.0;
        contacts.add(new Contact("e" + e, at, responded, null, channel, price));
      }
    }
    return contacts;
  }

  @Test
  void every_measure_carried_from_day_to_day_in_a_lake_that_holds_the_future() {
    Lake lake = Histories.lake(spark, Histories.contacts(SEED, 60));
    FeatureGroup group = EveryMeasure.ANSWERS;
    assertSame(
        inSteps(EveryMeasure.VERTICAL, lake, group, 1, false),
        oneSweep(EveryMeasure.VERTICAL, lake, group),
        60);
  }

  @Test
  void every_measure_carried_by_jumps_in_a_lake_that_holds_what_was_known() {
    Lake lake = Histories.lake(spark, Histories.contacts(SEED + 1000, 60));
    FeatureGroup group = EveryMeasure.ANSWERS;
    assertSame(
        inSteps(EveryMeasure.VERTICAL, lake, group, 5, true),
        oneSweep(EveryMeasure.VERTICAL, lake, group),
        60);
  }

  @Test
  void buckets_and_conditions_on_outcomes_carried_in_a_lake_that_holds_what_was_known() {
    Lake lake = Histories.lake(spark, Histories.contacts(SEED + 2000, 60));
    FeatureGroup group = EveryMeasure.VERTICAL.features().get(3);
    assertSame(
        inSteps(EveryMeasure.VERTICAL, lake, group, 3, true),
        oneSweep(EveryMeasure.VERTICAL, lake, group),
        60);
  }

  @Test
  void sketches_above_their_bound_are_carried() {
    Lake lake = Histories.lake(spark, busy(3, 3000));
    FeatureGroup group = VERTICAL.features().get(0);
    Map<String, Row> swept = oneSweep(VERTICAL, lake, group);
    assertSame(inSteps(VERTICAL, lake, group, 4, true), swept, 3);
    Row last = swept.get(LAST.atStartOfDay(ZoneOffset.UTC).toInstant() + " e0");
    assertThat(last.<Double>getAs("prices_all")).isBetween(2800.0, 3100.0);
  }

  @Test
  void priors_fitted_to_all_entities_are_those_of_one_sweep() {
    Lake lake = Histories.lake(spark, Histories.contacts(SEED + 3000, 80));
    FeatureGroup group = VERTICAL.features().get(1);
    assertSame(inSteps(VERTICAL, lake, group, 3, true), oneSweep(VERTICAL, lake, group), 80);
  }

  @Test
  void a_state_needs_no_fact_that_is_behind_it() {
    Lake lake = Histories.lake(spark, Histories.contacts(SEED + 4000, 60));
    FeatureGroup group = EveryMeasure.ANSWERS;
    LocalDate day = FIRST.plusDays(9);
    Vertical vertical = EveryMeasure.VERTICAL;
    Carried carried =
        new Carried(day, kept(PointInTime.states(vertical, knownAt(lake, day), group, day, null)));
    Lake nothing = lake.with("contacts", lake.contacts().limit(0));
    Map<String, Row> fromState = new TreeMap<>();
    add(fromState, PointInTime.snapshots(vertical, nothing, group, day, day, carried, Priors.NONE));
    Map<String, Row> swept = new TreeMap<>();
    add(swept, PointInTime.snapshots(vertical, lake, group, day, day));
    assertThat(fromState).isEqualTo(swept).hasSizeGreaterThan(30);
  }
}

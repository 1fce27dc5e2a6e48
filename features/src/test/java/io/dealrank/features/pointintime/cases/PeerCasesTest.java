package io.dealrank.features.pointintime.cases;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Cases collected from other feature stores. Skipped where the folder that holds them is not beside
 * the repository.
 */
@ExtendWith(SharedSpark.class)
class PeerCasesTest {
  private static final String ZONE = "spark.sql.session.timeZone";

  private final SparkSession spark;
  private List<Case> cases;

  PeerCasesTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void read() throws IOException {
    Path folder =
        Path.of(System.getProperty("dealrank.root")).resolve("../shared/gold/point-in-time");
    assumeTrue(Files.isDirectory(folder), "the collected cases are not here: skipped");
    cases = Case.read(folder);
  }

  private List<Line> lines(List<Case> some, Arrangement arrangement) {
    return CaseRun.lines(spark, some, arrangement);
  }

  private static void assertEqual(List<Line> lines) {
    assertThat(lines).isNotEmpty();
    assertThat(lines.stream().filter(line -> !line.equal())).isEmpty();
  }

  @Test
  void every_case_is_answered_as_expected_and_as_stores_with_other_windows_answer_it() {
    List<Line> lines = lines(cases, Arrangement.PLAIN);
    assertEqual(lines);
    assertThat(lines.stream().map(line -> line.name().split(" ")[0]).distinct())
        .containsExactlyElementsOf(cases.stream().map(Case::id).toList());
    List<Reading> variants = cases.stream().flatMap(one -> one.variants().stream()).toList();
    List<Line> others = new ArrayList<>();
    CaseRun.byReading(spark, variants, Arrangement.PLAIN).values().forEach(others::addAll);
    assertEqual(others);
    assertThat(others).hasSizeGreaterThan(100);
  }

  @Test
  void the_definition_of_the_tests_agrees_with_the_cases() {
    for (Case one : cases) {
      boolean defined = one.json().has("features");
      for (Reading reading : defined ? one.readings() : List.<Reading>of()) {
        JsonNode definition = CaseOracle.expected(one.json(), reading.byIngestion());
        for (Case.Query query : one.queries()) {
          for (Feature feature : one.features()) {
            JsonNode expected = reading.expected().get(query.qid()).get(feature.name());
            JsonNode own = definition.get(query.qid()).get(feature.name());
            assertThat(Comparison.same(feature, expected, own))
                .as("%s, query %s, %s: %s", reading.name(), query.qid(), feature.name(), own)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void the_order_and_the_partitions_of_the_rows_change_nothing() {
    assertEqual(lines(cases, new Arrangement(1L, 1)));
    assertEqual(lines(cases, new Arrangement(2L, 2)));
    assertEqual(lines(cases, new Arrangement(3L, 7)));
  }

  @Test
  void a_case_alone_is_answered_as_in_the_batch() {
    // The first of each kind, and the one whose answer depends on its neighbours elsewhere.
    Map<String, Case> alone = new LinkedHashMap<>();
    cases.forEach(one -> alone.putIfAbsent(one.kind(), one));
    alone.put("boundary", cases.get(cases.size() - 1));
    for (Case one : alone.values()) {
      assertEqual(lines(List.of(one), Arrangement.PLAIN));
    }
  }

  @Test
  void the_zones_of_session_and_machine_change_nothing() {
    String session = spark.conf().get(ZONE);
    TimeZone machine = TimeZone.getDefault();
    try {
      for (String zone : List.of("Europe/Moscow", "America/New_York")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        spark.conf().set(ZONE, zone);
        assertEqual(lines(cases, new Arrangement(4L, 2)));
      }
    } finally {
      spark.conf().set(ZONE, session);
      TimeZone.setDefault(machine);
    }
  }

  @Test
  void day_by_day_with_a_late_and_a_repeated_day_is_one_backfill() {
    List<Reading> readings =
        cases.stream()
            .filter(one -> !one.mutation() && !one.features().isEmpty())
            .map(one -> new Reading(one, Reading.Time.EVENT_TIME_MODE, false, null))
            .toList();
    DayByDay marts = new DayByDay(spark, new Batch(readings), Batch.EVENTS);
    LocalDate first = LocalDate.parse("2024-02-28");
    LocalDate late = LocalDate.parse("2024-03-05");
    LocalDate last = LocalDate.parse("2024-03-12");
    Dataset<Row> complete = marts.facts();
    Column onLateDay =
        col("at").geq(lit(midnight(late))).and(col("at").lt(lit(midnight(late.plusDays(1)))));
    Dataset<Row> without = complete.filter(not(onLateDay));
    assertThat(complete.count()).isGreaterThan(without.count());
    List<Row> backfill = marts.backfill(complete, first, last);
    assertThat(backfill).hasSizeGreaterThan(100);
    assertThat(marts.backfill(without, first, last)).isNotEqualTo(backfill);

    marts.build(without, first, LocalDate.parse("2024-03-01"));
    marts.build(without, LocalDate.parse("2024-03-01"), LocalDate.parse("2024-03-04"));
    marts.build(without, LocalDate.parse("2024-03-04"), LocalDate.parse("2024-03-09"));
    marts.build(without, LocalDate.parse("2024-03-09"), LocalDate.parse("2024-03-10"));
    // The facts of 5 March come now: from the state of the 4th, day by day again.
    marts.build(complete, LocalDate.parse("2024-03-04"), LocalDate.parse("2024-03-06"));
    marts.build(complete, LocalDate.parse("2024-03-06"), LocalDate.parse("2024-03-10"));
    marts.build(complete, LocalDate.parse("2024-03-10"), last);
    // And the last stretch once more.
    marts.build(complete, LocalDate.parse("2024-03-10"), last);
    assertThat(marts.rows()).isEqualTo(backfill);
    assertThat(marts.states(complete, last, true))
        .as("states, byte for byte")
        .isEqualTo(marts.states(complete, last, false));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}

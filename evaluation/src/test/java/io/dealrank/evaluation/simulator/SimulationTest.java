package io.dealrank.evaluation.simulator;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.SharedSpark;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {
  private static final Marketplace MARKETPLACE =
      new Marketplace(3000, 60, 7, LocalDate.of(2026, 1, 1));
  private static final Map<Table, List<String>> KEYS =
      Map.ofEntries(
          Map.entry(Table.IMPRESSIONS, List.of("query_id", "resume_id")),
          Map.entry(Table.CONTACTS, List.of("contact_id")),
          Map.entry(Table.RESUMES, List.of("resume_id", "valid_from")),
          Map.entry(Table.EMPLOYERS, List.of("employer_id", "valid_from")),
          Map.entry(Table.CANDIDATES, List.of("candidate_id", "valid_from")),
          Map.entry(Table.VACANCIES, List.of("vacancy_id", "valid_from")),
          Map.entry(Table.VACANCY_IMPRESSIONS, List.of("query_id", "vacancy_id")),
          Map.entry(Table.APPLICATIONS, List.of("application_id")),
          Map.entry(Table.TRUTH_IMPRESSIONS, List.of("query_id", "listing_id")),
          Map.entry(Table.TRUTH_CANDIDATES, List.of("candidate_id", "available_from")),
          Map.entry(Table.TRUTH_EMPLOYERS, List.of("employer_id")));

  private final Simulation simulation;

  SimulationTest(SparkSession spark) {
    simulation = new Simulation(Simulation.run(spark, MARKETPLACE).rows().localCheckpoint());
  }

  @Test
  void rows_do_not_depend_on_the_partitions(SparkSession spark) {
    List<Row> one = sorted(Simulation.run(spark, MARKETPLACE, 1), Table.CONTACTS);
    assertThat(one).isNotEmpty();
    assertThat(sorted(Simulation.run(spark, MARKETPLACE, 7), Table.CONTACTS)).isEqualTo(one);
    assertThat(Simulation.run(spark, MARKETPLACE, 7).rows().exceptAll(simulation.rows()).isEmpty())
        .isTrue();
  }

  @Test
  void another_seed_gives_other_rows(SparkSession spark) {
    Marketplace other =
        new Marketplace(MARKETPLACE.searches(), MARKETPLACE.days(), 8, MARKETPLACE.firstDay());
    assertThat(sorted(Simulation.run(spark, other), Table.CONTACTS))
        .isNotEqualTo(sorted(simulation, Table.CONTACTS));
  }

  @Test
  void every_table_has_its_schema_and_unique_keys() {
    for (Table table : Table.values()) {
      Dataset<Row> rows = simulation.table(table);
      assertThat(rows.schema()).as(table.tableName()).isEqualTo(table.schema());
      long count = rows.count();
      Dataset<Row> keys =
          rows.select(KEYS.get(table).stream().map(c -> col(c)).toArray(Column[]::new));
      assertThat(count).as(table.tableName()).isPositive();
      assertThat(keys.na().drop().distinct().count()).as("keys of " + table).isEqualTo(count);
    }
  }

  @Test
  void times_are_ordered_and_end_with_the_period() {
    Dataset<Row> contacts =
        simulation
            .table(Table.CONTACTS)
            .join(
                simulation.table(Table.IMPRESSIONS).select("query_id", "resume_id", "shown_at"),
                new String[] {"query_id", "resume_id"});
    assertThat(contacts.count()).isEqualTo(simulation.table(Table.CONTACTS).count());
    assertNone(contacts, "contacted_at <= shown_at");
    assertNone(contacts, "responded_at <= contacted_at");
    assertNone(
        contacts, "hired_at <= responded_at or (hired_at is not null and responded_at is null)");
    assertNone(contacts, "greatest(contacted_at, responded_at, hired_at) >= " + end());
    Dataset<Row> applications = simulation.table(Table.APPLICATIONS);
    assertNone(applications, "responded_at <= applied_at or hired_at <= responded_at");
    assertNone(applications, "greatest(applied_at, responded_at, hired_at) >= " + end());
    for (Table table : List.of(Table.IMPRESSIONS, Table.VACANCY_IMPRESSIONS)) {
      assertNone(simulation.table(table), "shown_at <= queried_at or shown_at >= " + end());
      assertNone(simulation.table(table), "queried_at < timestamp '" + MARKETPLACE.start() + "'");
    }
  }

  @Test
  void versions_of_a_listing_do_not_overlap() {
    for (Table table : List.of(Table.RESUMES, Table.VACANCIES)) {
      String id = KEYS.get(table).get(0);
      Dataset<Row> rows = simulation.table(table);
      assertNone(rows, "valid_to <= valid_from or valid_to >= " + end());
      rows.createOrReplaceTempView("versions");
      Dataset<Row> next =
          rows.sparkSession()
              .sql(
                  "select valid_to, lead(valid_from) over (partition by "
                      + id
                      + " order by valid_from) as next_from from versions");
      assertNone(next, "next_from is not null and (valid_to is null or valid_to > next_from)");
      assertThat(next.where("next_from is not null").count()).isPositive();
    }
  }

  @Test
  void nobody_with_work_responds_or_is_hired() {
    Dataset<Row> spells = simulation.table(Table.TRUTH_CANDIDATES);
    String during = "%s > available_from and (found_work_at is null or %s %s found_work_at)";
    for (String outcome : List.of("responded_at", "hired_at")) {
      Dataset<Row> contacts =
          simulation.table(Table.CONTACTS).where(outcome + " is not null").as("o");
      String before = outcome.equals("hired_at") ? "<=" : "<";
      String inSpell =
          during.formatted(outcome, outcome, before) + " and contacted_at >= available_from";
      Dataset<Row> inOneSpell =
          contacts.join(spells, "candidate_id").where(inSpell).select("contact_id").distinct();
      assertThat(inOneSpell.count()).as(outcome).isEqualTo(contacts.count()).isPositive();
    }
  }

  @Test
  void one_spell_ends_with_at_most_one_hire() {
    Dataset<Row> hires =
        simulation
            .table(Table.CONTACTS)
            .select("candidate_id", "hired_at")
            .unionByName(simulation.table(Table.APPLICATIONS).select("candidate_id", "hired_at"))
            .where("hired_at is not null");
    Dataset<Row> found =
        simulation
            .table(Table.TRUTH_CANDIDATES)
            .where("found_work_at is not null")
            .selectExpr("candidate_id", "found_work_at as hired_at")
            .distinct();
    assertThat(hires.exceptAll(found).isEmpty()).isTrue();
  }

  private static void assertNone(Dataset<Row> rows, String condition) {
    assertThat(rows.where(condition).limit(3).collectAsList()).as(condition).isEmpty();
  }

  private static String end() {
    return "timestamp '" + MARKETPLACE.end() + "'";
  }

  private static List<Row> sorted(Simulation simulation, Table table) {
    return simulation.table(table).orderBy("contact_id").collectAsList();
  }
}

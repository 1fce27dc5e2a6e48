package io.dealrank.features.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.VerticalText;
import io.dealrank.features.vertical.TableMapping;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every table has a column {@code n} that numbers its rows: what became of each is checked. */
@ExtendWith(SharedSpark.class)
class ContractTableTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");

  private static final String IMPRESSIONS =
      """
          columns:
            query_id: query
            searcher_id: employer
            listing_id: resume
            shown_at: at
            position: place
            production_score: score
          attributes: {budget: {expression: budget, type: double}, n: n}
          segments: {region: region}
      """;

  private static final String CONTACTS =
      """
          columns:
            contact_id: id
            searcher_id: employer
            listing_id: resume
            contacted_at: at
            responded_at: answered
            deal_at: hired
          attributes: {n: n}
      """;

  private static final String RESUMES =
      """
          columns: {entity_id: resume, valid_from: since, valid_to: until}
          attributes: {n: n}
      """;

  private static final String TEXT =
      """
      vertical: tiny
      searcher: {entity: employer}
      listing: {entity: resume, owner: candidate}
      sources:
        rows: {format: parquet, path: rows}
      tables:
        impressions:
          from: rows
      %s  contacts:
          from: rows
      %s  entities:
          resume:
            from: rows
      %slabel: {within: 3d}
      """
          .formatted(indented(IMPRESSIONS, 0), indented(CONTACTS, 0), indented(RESUMES, 2));

  private final SparkSession spark;

  ContractTableTest(SparkSession spark) {
    this.spark = spark;
  }

  private static String indented(String lines, int more) {
    return lines.indent(more);
  }

  private static ContractTable read(Contract contract, String text, Dataset<Row> source) {
    VerticalFile file = VerticalText.read(text);
    TableMapping mapping =
        switch (contract) {
          case IMPRESSIONS -> file.vertical().tables().impressions();
          case CONTACTS -> file.vertical().tables().contacts();
          default -> file.vertical().tables().entities().get("resume");
        };
    List<String> key =
        contract == Contract.ENTITY
            ? List.of("tables", "entities", "resume")
            : List.of("tables", contract.name().toLowerCase(java.util.Locale.ROOT));
    return ContractTable.of(
        new ContractReader(file, key, contract, mapping), contract, source, FROM, TO);
  }

  /** Number of the source row to its reasons; empty for a sound one. Each row is there once. */
  private static Map<Integer, List<String>> reasons(ContractTable table, int rows) {
    Map<Integer, List<String>> found = new TreeMap<>();
    for (Row row :
        table.sound().select(col(table.contract().attributesColumn() + ".n")).collectAsList()) {
      assertThat(found.put(row.getAs("n"), List.of())).isNull();
    }
    for (Row row :
        table
            .quarantined()
            .select(col("reasons"), get_json_object(col("source_row"), "$.n").as("n"))
            .collectAsList()) {
      List<String> reasons = row.getList(row.fieldIndex("reasons"));
      assertThat(reasons).isNotEmpty();
      assertThat(found.put(Integer.parseInt(row.getAs("n")), reasons)).isNull();
    }
    assertThat(found).as("every row is sound or set aside, never both").hasSize(rows);
    return found;
  }

  @Test
  void an_impression_that_cannot_be_trusted_is_set_aside_with_its_reasons() {
    Dataset<Row> source =
        Rows.of(
                "n INT, query STRING, employer STRING, resume STRING, at STRING, place STRING,"
                    + " score DOUBLE, budget STRING, region STRING")
            .row(0, "q1", "e1", "r1", "2026-01-05 10:00:00", "1", "0.5", "100.5", "north")
            .row(1, "q1", "e1", "r2", "2026-01-05 10:00:00", "two", "0.5", "100", "north")
            .row(2, "q1", null, "r3", "2026-01-05 10:00:00", "3", "0.5", "100", "north")
            .row(3, "q1", "e1", "r4", "2026-01-05 10:00:00", "0", "0.5", "100", "north")
            .row(4, "q1", "e1", "r5", "2026-01-05 10:00:00", "5", "NaN", "100", "north")
            .row(5, "q1", "e1", "r6", "2026-01-05 10:00:00", "6", "-Infinity", "100", "north")
            .row(6, "q1", "e1", "r1", "2026-01-05 10:00:01", "1", "0.5", "100", "north")
            .row(7, "q1", "e1", "r7", "2026-02-01 00:00:00", "7", "0.5", "100", "north")
            .row(8, "q1", "e1", "r8", "2025-12-31 23:59:59", "8", "0.5", "100", "north")
            .row(9, "q1", "e1", "r9", "soon", "9", "0.5", "100", "north")
            .row(10, "q1", "e1", "r10", "2026-01-01", "10", null, "cheap", null)
            .row(11, "q1", "e1", "r11", "2026-01-01", "11", null, null, null)
            .row(12, null, "e1", null, "2026-01-05 10:00:00", "-1", "0.5", "100", "north")
            .row(13, null, "e1", null, "2026-01-05 10:00:00", "1", "0.5", "100", "north")
            .in(spark);
    ContractTable table = read(Contract.IMPRESSIONS, TEXT, source);
    Map<Integer, List<String>> reasons = reasons(table, 14);
    String outside = "shown_at outside the logs [" + FROM + ", " + TO + ")";
    assertThat(reasons.get(0)).isEmpty();
    assertThat(reasons.get(1)).containsExactly("position is no int: two");
    assertThat(reasons.get(2)).containsExactly("null searcher_id");
    assertThat(reasons.get(3)).containsExactly("position below 1");
    assertThat(reasons.get(4)).containsExactly("production_score is not finite");
    assertThat(reasons.get(5)).containsExactly("production_score is not finite");
    assertThat(reasons.get(6)).containsExactly("duplicate query_id, listing_id");
    assertThat(reasons.get(7)).containsExactly(outside);
    assertThat(reasons.get(8)).containsExactly(outside);
    assertThat(reasons.get(9)).containsExactly("shown_at is no timestamp: soon");
    assertThat(reasons.get(10)).containsExactly("budget is no double: cheap");
    assertThat(reasons.get(11)).isEmpty();
    assertThat(reasons.get(12))
        .containsExactly("null query_id", "null listing_id", "position below 1");
    assertThat(reasons.get(13)).containsExactly("null query_id", "null listing_id");
    assertThat(
            table.findings().collectAsList().stream()
                .filter(r -> r.getAs("reason").equals("position is no int"))
                .map(r -> r.<Long>getAs("rows")))
        .containsExactly(1L);

    Row day = table.sound().filter("query.n = 11").first();
    assertThat(day.<Instant>getAs("shown_at")).isEqualTo(FROM);
    assertThat(day.<Instant>getAs("queried_at")).isEqualTo(FROM);
    assertThat(day.<Instant>getAs("listing_as_of")).isEqualTo(FROM);
    assertThat(day.<String>getAs("owner_id")).isEqualTo("r11");
    assertThat(day.<String, String>getJavaMap(day.fieldIndex("segments")))
        .isEqualTo(Map.of("region", "(none)"));
    Row first = table.sound().filter("query.n = 0").first();
    assertThat(first.<Row>getAs("query").<Double>getAs("budget")).isEqualTo(100.5);
    assertThat(first.<Integer>getAs("position")).isEqualTo(1);
  }

  @Test
  void a_contact_known_by_its_day_counts_from_the_end_of_that_day() {
    Dataset<Row> source =
        Rows.of(
                "n INT, id STRING, employer STRING, resume STRING, at STRING, answered DATE, hired TIMESTAMP")
            .row(0, "c0", "e1", "r1", "2026-01-05", "2026-01-05", null)
            .row(1, "c1", "e1", "r1", "2026-01-05 10:00:00", "2026-01-05", "2026-01-07 10:00:00")
            .row(2, "c2", "e1", "r1", "2026-01-05 10:00:00", "2026-01-04", null)
            .row(3, "c3", "e1", "r1", "2026-01-05 10:00:00", null, "2026-01-05 09:59:59")
            .row(4, "c4", "e1", "r1", "2026-01-05 10:00:00", null, "2026-02-03 09:59:59")
            .row(5, "c5", "e1", "r1", "2026-01-05T10:00:00+03:00", null, null)
            .row(6, "c6", "e1", "r1", "2026-01-32", null, null)
            .row(7, "c0", "e1", "r1", "2026-01-04", null, null)
            .in(spark);
    ContractTable table = read(Contract.CONTACTS, TEXT, source);
    Map<Integer, List<String>> reasons = reasons(table, 8);
    assertThat(reasons.get(0))
        .as("the earliest delivery counts")
        .containsExactly("duplicate contact_id");
    assertThat(reasons.get(1)).isEmpty();
    assertThat(reasons.get(2)).containsExactly("responded_at before contacted_at");
    assertThat(reasons.get(3)).containsExactly("deal_at before contacted_at");
    assertThat(reasons.get(4))
        .containsExactly("deal_at outside the logs [" + FROM + ", " + TO + "]");
    assertThat(reasons.get(5)).isEmpty();
    assertThat(reasons.get(6)).containsExactly("contacted_at is no timestamp: 2026-01-32");
    assertThat(reasons.get(7)).isEmpty();
    Map<Integer, Row> sound = new TreeMap<>();
    for (Row row : table.sound().collectAsList()) {
      sound.put(row.<Row>getAs("attributes").<Integer>getAs("n"), row);
    }
    assertThat(sound.get(7).<Instant>getAs("contacted_at"))
        .isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
    assertThat(sound.get(7).<Instant>getAs("received_at"))
        .isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
    assertThat(sound.get(1).<Instant>getAs("responded_at"))
        .isEqualTo(Instant.parse("2026-01-06T00:00:00Z"));
    assertThat(sound.get(5).<Instant>getAs("contacted_at"))
        .isEqualTo(Instant.parse("2026-01-05T07:00:00Z"));
  }

  @Test
  void of_two_deliveries_the_one_that_was_ingested_first_counts() {
    Dataset<Row> source =
        Rows.of(
                "n INT, id STRING, employer STRING, resume STRING, at STRING, answered DATE,"
                    + " hired TIMESTAMP, came TIMESTAMP")
            .row(0, "c0", "e1", "r1", "2026-01-05 10:00:00", null, null, "2026-01-07 00:00:00")
            .row(1, "c0", "e1", "r1", "2026-01-05 11:00:00", null, null, "2026-01-06 00:00:00")
            .row(2, "c1", "e1", "r1", "2026-01-05 10:00:00", null, null, "2026-01-05 10:30:00")
            .row(3, "c1", "e1", "r1", "2026-01-05 10:15:00", null, null, null)
            .in(spark);
    String text = TEXT.replaceFirst("(?m)^( +)deal_at: hired", "$0\n$1ingested_at: came");
    Map<Integer, List<String>> reasons = reasons(read(Contract.CONTACTS, text, source), 4);
    assertThat(reasons.get(0)).containsExactly("duplicate contact_id");
    assertThat(reasons.get(1)).isEmpty();
    assertThat(reasons.get(2)).containsExactly("duplicate contact_id");
    assertThat(reasons.get(3)).as("ingested at once").isEmpty();
  }

  @Test
  void a_version_ends_where_the_next_begins() {
    Dataset<Row> source =
        Rows.of("n INT, resume STRING, since TIMESTAMP, until TIMESTAMP")
            .row(0, "r1", "2026-01-01 00:00:00", null)
            .row(1, "r1", "2026-01-10 00:00:00", "2026-01-15 00:00:00")
            .row(2, "r1", "2026-01-20 00:00:00", null)
            .row(3, "r2", "2026-01-01 00:00:00", "2026-01-10 00:00:00")
            .row(4, "r2", "2026-01-09 00:00:00", null)
            .row(5, "r3", "2026-01-09 00:00:00", "2026-01-09 00:00:00")
            .row(6, "r1", "2026-01-20 00:00:00", "2026-01-21 00:00:00")
            .row(7, "r4", null, null)
            .in(spark);
    ContractTable table = read(Contract.ENTITY, TEXT, source);
    Map<Integer, List<String>> reasons = reasons(table, 8);
    assertThat(reasons.get(0)).isEmpty();
    assertThat(reasons.get(1)).isEmpty();
    assertThat(reasons.get(3)).isEmpty();
    assertThat(reasons.get(4)).containsExactly("validity overlaps the version before");
    assertThat(reasons.get(5)).containsExactly("valid_to not after valid_from");
    assertThat(reasons.get(7)).containsExactly("null valid_from");
    assertThat(List.of(reasons.get(2), reasons.get(6)))
        .as("one of two versions with the same key is a duplicate")
        .containsExactlyInAnyOrder(List.of(), List.of("duplicate entity_id, valid_from"));
    Map<Integer, Instant> ends = new TreeMap<>();
    for (Row row : table.sound().collectAsList()) {
      ends.put(row.<Row>getAs("attributes").<Integer>getAs("n"), row.getAs("valid_to"));
    }
    assertThat(ends.get(0)).isEqualTo(Instant.parse("2026-01-10T00:00:00Z"));
    assertThat(ends.get(1)).isEqualTo(Instant.parse("2026-01-15T00:00:00Z"));
    assertThat(ends.get(3)).isEqualTo(Instant.parse("2026-01-10T00:00:00Z"));
  }

  @Test
  void the_attributes_are_those_of_the_version_that_holds() {
    Dataset<Row> versions =
        spark.sql(
            """
                    select 'r1' entity_id, timestamp'2026-01-01' valid_from,
                      timestamp'2026-01-10' valid_to, named_struct('salary', 1) attributes
                    union all select 'r1', timestamp'2026-01-10', timestamp'2026-01-20',
                      named_struct('salary', 2)
                    union all select 'r2', timestamp'2026-01-01', null, named_struct('salary', 3)
                    """);
    Dataset<Row> asked =
        Rows.of("n INT, who STRING, t TIMESTAMP")
            .row(0, "r1", "2025-12-31 23:59:59.999999")
            .row(1, "r1", "2026-01-01 00:00:00")
            .row(2, "r1", "2026-01-09 23:59:59.999999")
            .row(3, "r1", "2026-01-10 00:00:00")
            .row(4, "r1", "2026-01-20 00:00:00")
            .row(5, "r2", "2030-01-01 00:00:00")
            .row(6, "r9", "2026-01-05 00:00:00")
            .row(7, null, "2026-01-05 00:00:00")
            .in(spark);
    List<Row> joined =
        AttributeVersions.join(asked, versions, "who", "t", "resume").orderBy("n").collectAsList();
    assertThat(joined).hasSize(8);
    assertThat(
            joined.stream()
                .map(r -> r.<Row>getAs("resume"))
                .map(r -> r == null ? null : r.<Integer>getAs("salary")))
        .containsExactly(null, 1, 1, 2, null, 3, null, null);
  }

  @Test
  void knows_which_expressions_read_a_struct() {
    assertThat(AttributeVersions.mentions(List.of("a + resume.salary"), "resume")).isTrue();
    assertThat(AttributeVersions.mentions(List.of("resume . salary"), "resume")).isTrue();
    assertThat(AttributeVersions.mentions(List.of("my_resume.salary", "x.resume.y"), "resume"))
        .isFalse();
    assertThat(AttributeVersions.mentions(List.of("resumes"), "resume")).isFalse();
  }

  private ConfigurationException refusal(String text) {
    Dataset<Row> source =
        Rows.of(
                "n INT, query STRING, employer STRING, resume STRING, at STRING, place STRING,"
                    + " score DOUBLE, budget STRING, region STRING")
            .in(spark);
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class, () -> read(Contract.IMPRESSIONS, text, source));
    assertThat(refused).isNotNull();
    return refused;
  }

  private static String lineOf(String text, String words) {
    return ".yaml:"
        + text.substring(0, text.indexOf(words) + words.length()).lines().count()
        + ": ";
  }

  @Test
  void a_column_that_the_contract_lacks_names_the_nearest() {
    String text = TEXT.replaceFirst("position: place", "positon: place");
    ConfigurationException refused = refusal(text);
    assertThat(refused.problem())
        .contains(lineOf(text, "positon"))
        .contains("'tables.impressions.columns.positon'");
    assertThat(refused.remedy()).contains("'position'");
  }

  @Test
  void a_required_column_that_is_not_mapped_is_named() {
    ConfigurationException refused = refusal(TEXT.replaceFirst(" +position: place\n", ""));
    assertThat(refused.problem()).contains("column 'position' is required");
    assertThat(refused.remedy()).contains("position:");
  }

  @Test
  void an_expression_that_does_not_fit_names_its_place_and_the_columns_there_are() {
    String text = TEXT.replaceFirst("position: place", "position: plaice");
    ConfigurationException refused = refusal(text);
    assertThat(refused.problem())
        .contains(lineOf(text, "plaice"))
        .contains("'tables.impressions.columns.position'")
        .contains("plaice")
        .contains("`place`");
    assertThat(refused.remedy()).contains("place");
    assertThat(refusal(TEXT.replaceFirst("position: place", "position: \"place +\"")).problem())
        .contains("'tables.impressions.columns.position'");
  }

  @Test
  void a_type_that_spark_does_not_know_is_refused() {
    assertThat(refusal(TEXT.replaceFirst("type: double", "type: money")).problem())
        .contains("'tables.impressions.attributes.budget'")
        .contains("'money' is no Spark SQL type");
  }
}

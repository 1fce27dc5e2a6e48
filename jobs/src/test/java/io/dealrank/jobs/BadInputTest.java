package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken input in ten ways. The lake holds a good import; whatever is refused leaves it as it was,
 * byte by byte, and the last three lines say what is wrong, why, and what to do.
 */
@ExtendWith(SharedSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  @TempDir private static Path folder;
  private Path output;
  private SparkSession spark;
  private Map<String, String> before;
  private int inputs;

  @BeforeAll
  void import_sound_logs(SparkSession shared) throws IOException {
    spark = shared;
    output = folder.resolve("out");
    Ran ran = logs().write().importInto(output);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().at("/tables/impressions/accepted").asInt()).isEqualTo(120);
    assertThat(ran.json().at("/tables/contacts/accepted").asInt()).isEqualTo(80);
    before = files();
  }

  @AfterEach
  void the_lake_is_as_it_was() throws IOException {
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_misspelt_key_names_file_line_and_the_nearest_key() {
    TinyLogs logs = logs().vertical("quarantine_limit", "quarantine_limt").write();
    refused(
        logs.importInto(output),
        2,
        "tiny.yaml:4",
        "logs.quarantine_limt",
        "remedy: Nearest valid key: 'quarantine_limit'");
  }

  @Test
  void a_missing_table_names_source_and_path() throws IOException {
    TinyLogs logs = logs().write();
    Files.delete(logs.folder().resolve("contacts.csv"));
    refused(
        logs.importInto(output),
        1,
        "source 'contacts'",
        logs.folder().resolve("contacts.csv").toString(),
        "does not exist",
        "--input",
        "tiny.yaml");
  }

  @Test
  void a_missing_delta_table_names_source_and_path() {
    TinyLogs logs =
        logs().vertical("csv, path: \"${input}/contacts.csv\"", "delta, path: \"${input}/none\"");
    refused(
        logs.write().importInto(output),
        1,
        "source 'contacts'",
        logs.folder().resolve("none").toString(),
        "remedy: Check --input");
  }

  @Test
  void a_missing_column_names_key_line_and_the_columns_there_are() {
    TinyLogs logs = logs();
    logs.impressions().set(0, "query,employer,resume,shown_at,place");
    refused(
        logs.write().importInto(output),
        2,
        "tiny.yaml:11",
        "tables.impressions.columns.position",
        "source 'impressions'",
        "query, employer, resume, shown_at, place");
  }

  @Test
  void a_condition_on_a_column_that_is_not_there_names_key_line_and_the_columns_there_are() {
    TinyLogs logs = logs().vertical("from: impressions", "from: impressions\n    where: place = 1");
    refused(
        logs.write().importInto(output),
        2,
        "tiny.yaml:11",
        "tables.impressions.where",
        "the condition does not fit its source",
        "query, employer, resume, shown_at, position");
  }

  @Test
  void a_query_of_a_table_that_is_not_there_names_key_line_and_the_sources_there_are() {
    TinyLogs logs = logs().vertical("from: impressions", "sql: select * from impresions");
    refused(
        logs.write().importInto(output),
        2,
        "tiny.yaml:9",
        "tables.impressions",
        "the query does not fit its sources",
        "impresions",
        "impressions, contacts");
  }

  @Test
  void a_bucket_of_a_column_that_is_not_there_names_its_key_and_the_nearest_column() {
    TinyLogs logs = logs().vertical("windows: [all]", "windows: [all]\n    by: {kind: chanel}");
    refused(
        logs.write().importInto(output),
        2,
        "tiny.yaml:20",
        "features.0.by.kind",
        "'chanel' is no column of contacts",
        "Nearest: 'channel'");
  }

  @Test
  void an_expression_of_a_column_that_is_not_there_names_line_and_group_before_writing() {
    TinyLogs logs =
        logs().vertical("windows: [all]", "windows: [all]\n    by: {kind: upper(chanel)}");
    refused(
        logs.write().importInto(output),
        2,
        "tiny.yaml:16",
        "feature group 'resume_contacts'",
        "chanel",
        "channel");
  }

  @Test
  void a_window_of_nothing_names_its_line() {
    TinyLogs logs = logs().vertical("windows: [all]", "windows: [0d, all]");
    refused(logs.write().importInto(output), 2, "tiny.yaml:19", "window 0d is empty");
  }

  @Test
  void a_window_longer_than_the_logs_and_a_clock_in_the_future_are_told_by_a_check()
      throws IOException {
    TinyLogs logs = logs().vertical("windows: [all]", "windows: [7d, 365d]");
    logs.contacts().add("c_late,q1,e1,r1,2999-01-01T00:00:00Z,,");
    String input = logs.write().folder().toString();
    Ran ran = Ran.command("validate", "--vertical", input + "/tiny.yaml", "--input", input);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("window 365d of group resume_contacts is longer than the period of the facts")
        .doesNotContain("window 7d")
        .contains("contacted_at outside the logs");
  }

  @Test
  void unsound_rows_below_the_limit_are_set_aside_and_counted() {
    TinyLogs logs = logs();
    logs.impressions().add("q0,e0,r9,2025-01-01T10:00:00Z,third");
    logs.contacts().add(",q0,e0,r1,2025-01-01T11:00:00Z,,");
    logs.contacts().add(logs.contacts().get(1));
    logs.contacts().add("early,q0,e0,r1,2025-01-01T11:00:00Z,2025-01-01T10:59:59Z,");
    Path elsewhere = folder.resolve("below");
    Ran ran = logs.write().importInto(elsewhere);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().at("/tables/impressions").toString())
        .isEqualTo("{\"rows\":121,\"accepted\":120,\"quarantined\":1}");
    assertThat(ran.json().at("/tables/contacts").toString())
        .isEqualTo("{\"rows\":83,\"accepted\":80,\"quarantined\":3}");
    assertThat(ran.json().at("/warnings").toString())
        .contains("position is no int", "null contact_id", "duplicate contact_id")
        .contains("responded_at before contacted_at");
    Workspace kept = new Workspace(spark, elsewhere + "/tiny");
    Workspace good = new Workspace(spark, output + "/tiny");
    for (String table : List.of("impressions", "contacts")) {
      List<Row> rows = good.lake(table).read("").collectAsList();
      assertThat(kept.lake(table).read("").collectAsList())
          .as(table)
          .containsExactlyInAnyOrderElementsOf(rows);
    }
    assertThat(kept.quarantine("contacts").read("").select("reasons").collectAsList())
        .extracting(row -> row.getList(0).get(0))
        .containsExactlyInAnyOrder(
            "null contact_id", "duplicate contact_id", "responded_at before contacted_at");
  }

  @Test
  void text_in_a_number_above_the_limit_names_table_limit_and_a_row() {
    TinyLogs logs = logs();
    for (int row = 1; row <= 7; row++) {
      logs.impressions().set(row, logs.impressions().get(row).replaceAll(",\\d$", ",third"));
    }
    refused(
        logs.write().importInto(output),
        1,
        "table impressions",
        "5.8% of its rows",
        "logs.quarantine_limit 5.0%",
        "position is no int: third",
        "\"query\":\"q0\"",
        "remedy: Correct source 'impressions' (csv, ");
  }

  @Test
  void null_keys_above_the_limit_name_table_limit_and_a_row() {
    TinyLogs logs = logs();
    changeContacts(logs, line -> line.replaceFirst("^[^,]*,", ","));
    refused(
        logs.write().importInto(output),
        1,
        "table contacts",
        "6.3% of its rows",
        "null contact_id",
        "\"query\":\"q0\"");
  }

  @Test
  void duplicate_contacts_above_the_limit_name_table_limit_and_the_key() {
    TinyLogs logs = logs();
    logs.contacts().addAll(logs.contacts().subList(1, 6).stream().toList());
    refused(
        logs.write().importInto(output),
        1,
        "table contacts",
        "5.9% of its rows",
        "duplicate contact_id",
        "\"contact\":\"c0_1\"");
  }

  @Test
  void replies_before_their_contacts_above_the_limit_name_table_limit_and_a_row() {
    TinyLogs logs = logs();
    changeContacts(
        logs, line -> line.replaceFirst("T11:00:00Z,[^,]*,", "T11:00:00Z,2025-01-01T01:00:00Z,"));
    refused(
        logs.write().importInto(output),
        1,
        "table contacts",
        "6.3% of its rows",
        "responded_at before contacted_at",
        "\"contact\":\"c0_1\"");
  }

  @Test
  void empty_impressions_are_refused() {
    TinyLogs logs = logs();
    logs.impressions().subList(1, logs.impressions().size()).clear();
    refused(
        logs.write().importInto(output), 1, "table impressions", "it is empty", "impressions.csv");
  }

  @Test
  void a_day_without_impressions_is_named() {
    TinyLogs logs = logs();
    logs.impressions().removeIf(line -> line.startsWith("q7,") || line.startsWith("q9,"));
    refused(
        logs.write().importInto(output),
        1,
        "table impressions",
        "2 day(s) without rows",
        "logs.every_day",
        "2025-01-08");
  }

  @Test
  void a_last_day_that_did_not_arrive_is_named_where_the_period_is_declared() {
    TinyLogs logs = logs().vertical("every_day: true", "every_day: true, to: 2025-02-10");
    logs.impressions().removeIf(line -> line.startsWith("q39,"));
    refused(logs.write().importInto(output), 1, "table impressions", "2025-02-09");
  }

  @Test
  void garbage_named_parquet_names_source_and_file() throws IOException {
    TinyLogs logs =
        logs()
            .vertical(
                "csv, path: \"${input}/contacts.csv\", options: {header: \"true\"}",
                "parquet, path: \"${input}/contacts.parquet\"")
            .write();
    byte[] garbage = new byte[500];
    new Random(1).nextBytes(garbage);
    Files.write(logs.folder().resolve("contacts.parquet"), garbage);
    refused(
        logs.importInto(output),
        1,
        "source 'contacts'",
        "parquet",
        logs.folder().resolve("contacts.parquet").toString(),
        "footer");
  }

  @Test
  void a_truncated_delta_log_names_source_and_path() throws IOException {
    TinyLogs logs =
        logs()
            .vertical(
                "csv, path: \"${input}/contacts.csv\", options: {header: \"true\"}",
                "delta, path: \"${input}/contacts\"")
            .write();
    Path table = logs.folder().resolve("contacts");
    spark
        .read()
        .option("header", true)
        .csv(logs.folder().resolve("contacts.csv").toString())
        .write()
        .format("delta")
        .save(table.toString());
    Path commit = table.resolve("_delta_log/00000000000000000000.json");
    String text = Files.readString(commit);
    Files.writeString(commit, text.substring(0, text.length() * 2 / 3));
    Files.deleteIfExists(commit.resolveSibling(".00000000000000000000.json.crc"));
    refused(logs.importInto(output), 1, "source 'contacts'", "delta", table.toString());
  }

  @Test
  void a_broken_csv_line_names_source_file_and_line() {
    TinyLogs logs = logs();
    logs.contacts().set(5, logs.contacts().get(5) + ",one,cell,too,many");
    refused(
        logs.write().importInto(output),
        1,
        "source 'contacts'",
        logs.folder().resolve("contacts.csv").toString(),
        "too,many");
  }

  /** Changes five of the eighty contacts. */
  private static void changeContacts(
      TinyLogs logs, java.util.function.UnaryOperator<String> change) {
    for (int row = 1; row <= 5; row++) {
      logs.contacts().set(row, change.apply(logs.contacts().get(row)));
    }
  }

  private static void refused(Ran ran, int code, String... said) {
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.told().lines().map(line -> line.split(":")[0]))
        .containsExactly("error", "reason", "remedy");
    assertThat(ran.told()).contains(said);
  }

  private TinyLogs logs() {
    return new TinyLogs(folder.resolve("input-" + inputs++));
  }

  /** Every file of the workspace with its content. */
  private Map<String, String> files() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            output.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return content;
  }
}

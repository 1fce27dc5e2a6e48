package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealrank.jobs.GrowingLake.Contact;
import io.dealrank.testing.SharedSpark;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marts built day by day, with facts that come late, are those of one build of the final lake, byte
 * for byte; and what nothing touches is not written again.
 */
@ExtendWith(SharedSpark.class)
class IncrementalMartsTest {
  private static final List<String> GROUPS = List.of("everything", "recent_calls", "fitted");
  private static final LocalDate LAST = GrowingLake.FIRST.plusDays(4);
  private static final Duration ONE_HOUR = Duration.ofHours(1);

  private final SparkSession spark;
  private final Path folder;
  private final Path output;

  IncrementalMartsTest(SparkSession spark, @TempDir Path folder) {
    this.spark = spark;
    this.folder = folder;
    this.output = folder.resolve("out");
  }

  @Test
  void late_facts_are_folded_in_and_a_group_defined_anew_is_built_anew() {
    GrowingLake lake = new GrowingLake(folder, 6, 25, 1);
    for (LocalDate day : List.of(LAST.minusDays(1), LAST)) {
      lake.write(spark, output, day);
      JsonNode summary = built(lake.build(output, "--to", day.toString()));
      assertThat(summary.has("entities_with_late_facts")).as("%s", summary).isFalse();
    }

    LocalDate next = LAST.plusDays(1);
    Map<String, Map<LocalDate, Set<String>>> files = all(this::files);
    Map<String, Map<LocalDate, List<String>>> content = all(group -> content(output, group));
    makeLate(lake.contacts());
    lake.write(spark, output, next);
    JsonNode summary = built(lake.build(output, "--to", next.toString()));
    assertThat(summary.at("/entities_with_late_facts/everything").asInt()).isBetween(2, 4);
    assertThat(summary.at("/entities_with_late_facts/recent_calls").asInt()).isBetween(1, 3);
    assertSameAsFromScratch(lake, next);
    for (String group : GROUPS) {
      Set<LocalDate> changed = differing(content.get(group), content(output, group));
      assertThat(differing(files.get(group), files(group)))
          .as("days of %s that were written", group)
          .isEqualTo(changed)
          .hasSizeBetween(2, 4);
      assertThat(summary.at("/days_rewritten/" + group).asInt()).isEqualTo(changed.size() - 1);
    }

    Map<String, Long> versions = versions();
    built(lake.build(output, "--to", next.toString()));
    assertThat(versions()).as("a rerun has nothing to do").isEqualTo(versions);

    lake.vertical("windows: [2d]", "windows: [3d]");
    summary = built(lake.build(output, "--to", next.toString()));
    assertThat(summary.at("/rebuilt").toString()).isEqualTo("[\"recent_calls\"]");
    Map<String, Long> now = versions();
    assertThat(now.keySet()).isEqualTo(versions.keySet());
    versions.forEach(
        (table, version) ->
            assertThat(now.get(table).equals(version))
                .as(table)
                .isEqualTo(!table.contains("recent_calls")));
  }

  /** Of days built before: an added contact, another price, a response, a removed contact. */
  private static void makeLate(List<Contact> contacts) {
    Contact earlier = contacts.get(25);
    Instant at = earlier.at();
    contacts.add(new Contact("late", 0, 0, "phone", at, at.plus(ONE_HOUR), null, 7.5));
    int i = 25 * 2;
    contacts.set(i, with(contacts.get(i), contacts.get(i).responded(), 99.5));
    contacts.set(i + 1, with(contacts.get(i + 1), contacts.get(i + 1).at().plus(ONE_HOUR), 1.0));
    contacts.remove(i + 2);
  }

  private static Contact with(Contact c, Instant responded, double price) {
    return new Contact(
        c.id(), c.candidate(), c.employer(), c.channel(), c.at(), responded, c.deal(), price);
  }

  @Test
  void a_run_cut_between_two_of_its_commits_is_made_up_for() {
    GrowingLake lake = new GrowingLake(folder, 9, 25, 3);
    LocalDate day = GrowingLake.FIRST.plusDays(4);
    lake.write(spark, output, day);
    built(lake.build(output, "--to", day.toString()));
    Map<String, Long> versions = versions();
    lake.write(spark, output, day.plusDays(1));
    built(lake.build(output, "--to", day.plusDays(1).toString()));
    // As if killed before the state, with facts late that the next run alone knows.
    for (String table : List.of("states/everything", "states/fitted", "marts/recent_calls")) {
      restore(table, versions.get(table));
    }
    Contact c = lake.contacts().get(25 * 4 - 1);
    lake.contacts().set(25 * 4 - 1, with(c, c.at().plus(ONE_HOUR), 42));
    lake.write(spark, output, day.plusDays(2));
    built(lake.build(output, "--to", day.plusDays(2).toString()));

    // As if killed while it rebuilt a group: the state is of the definition before.
    versions = versions();
    lake.vertical("windows: [2d]", "windows: [3d]");
    built(lake.build(output, "--to", day.plusDays(2).toString()));
    restore("states/recent_calls", versions.get("states/recent_calls"));
    lake.write(spark, output, day.plusDays(3));
    built(lake.build(output, "--to", day.plusDays(3).toString()));
    assertSameAsFromScratch(lake, day.plusDays(3));
  }

  private void restore(String table, long version) {
    var unused = DeltaTable.forPath(spark, output + "/growing/" + table).restoreToVersion(version);
  }

  /** Builds the same days in a new workspace at once, and compares the rows. */
  private void assertSameAsFromScratch(GrowingLake lake, LocalDate last) {
    Path once = folder.resolve("once-" + last);
    lake.write(spark, once, last);
    built(lake.build(once, "--to", last.toString()));
    for (String group : GROUPS) {
      Map<LocalDate, List<String>> expected = content(once, group);
      Map<LocalDate, List<String>> actual = content(output, group);
      assertThat(actual.keySet()).as(group).isEqualTo(expected.keySet()).isNotEmpty();
      expected.forEach(
          (day, rows) -> assertThat(actual.get(day)).as("%s of %s", group, day).isEqualTo(rows));
    }
  }

  private static JsonNode built(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.json();
  }

  private static <T> Map<String, T> all(Function<String, T> of) {
    Map<String, T> all = new LinkedHashMap<>();
    GROUPS.forEach(group -> all.put(group, of.apply(group)));
    return all;
  }

  private Dataset<Row> mart(Path where, String group) {
    return new Workspace(spark, where + "/growing").mart(group).read("");
  }

  /** The rows of each day as JSON, in order. */
  private Map<LocalDate, List<String>> content(Path where, String group) {
    Dataset<Row> mart = mart(where, group);
    Column[] columns = Arrays.stream(mart.columns()).map(c -> col(c)).toArray(Column[]::new);
    Map<LocalDate, List<String>> content = new TreeMap<>();
    for (Row row :
        mart.select(col("ds"), to_json(struct(columns)).as("row")).orderBy("row").collectAsList()) {
      content.computeIfAbsent(row.getLocalDate(0), d -> new ArrayList<>()).add(row.getString(1));
    }
    return content;
  }

  /** The files that each day lies in. */
  private Map<LocalDate, Set<String>> files(String group) {
    Map<LocalDate, Set<String>> files = new TreeMap<>();
    for (Row row :
        mart(output, group)
            .select(col("ds"), col("_metadata.file_path"))
            .distinct()
            .collectAsList()) {
      files.computeIfAbsent(row.getLocalDate(0), d -> new TreeSet<>()).add(row.getString(1));
    }
    return files;
  }

  private static <T> Set<LocalDate> differing(Map<LocalDate, T> before, Map<LocalDate, T> after) {
    Set<LocalDate> days = new TreeSet<>(before.keySet());
    days.addAll(after.keySet());
    days.removeIf(day -> Objects.equals(before.get(day), after.get(day)));
    return days;
  }

  /** Versions of all tables that a build writes. */
  private Map<String, Long> versions() {
    Map<String, Long> versions = new TreeMap<>();
    for (String kind : List.of("marts/", "states/", "priors/")) {
      for (String group : GROUPS) {
        DeltaFolder table = new DeltaFolder(spark, output + "/growing/" + kind + group);
        if (table.exists()) {
          versions.put(kind + group, table.version());
        }
      }
    }
    return versions;
  }
}

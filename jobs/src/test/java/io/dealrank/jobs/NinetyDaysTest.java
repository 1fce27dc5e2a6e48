package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.timestamp_add;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long proof: a simulated marketplace, built day by day while 1% of its facts and outcomes
 * arrive one to five days late and some of the runs are killed at random moments, has the rows of
 * one build of everything.
 *
 * <p>{@code mvn -pl jobs -am test -Dtest=NinetyDaysTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Ddealrank.days=90 -Ddealrank.kills=10}; without {@code dealrank.days}, which the profile {@code
 * long} sets too, it is skipped. Further properties: {@code dealrank.searches} (default 400),
 * {@code dealrank.seed} (default 7).
 */
@ExtendWith(SharedSpark.class)
class NinetyDaysTest {
  private static final int DAYS = Integer.getInteger("dealrank.days", 0);
  private static final int KILLS = Integer.getInteger("dealrank.kills", 10);
  private static final int SEARCHES = Integer.getInteger("dealrank.searches", 400);
  private static final long SEED = Long.getLong("dealrank.seed", 7);
  private static final LocalDate FIRST = SimulateCommand.FIRST_DAY;

  private final SparkSession spark;
  private final Path folder;
  private final Path daily;
  private final Random random = new Random(SEED);
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private Path file;
  private Duration typical = Duration.ofSeconds(20);

  NinetyDaysTest(SparkSession spark, @TempDir Path folder) {
    this.spark = spark;
    this.folder = folder;
    this.daily = folder.resolve("daily");
  }

  @Test
  void day_by_day_with_late_facts_and_kills_is_one_build() throws Exception {
    assumeTrue(DAYS > 1, "run with -Ddealrank.days=90 -Ddealrank.kills=10");
    Workspace all = simulated();
    TreeSet<LocalDate> killed = new TreeSet<>();
    while (killed.size() < Math.min(KILLS, DAYS - 1)) {
      killed.add(FIRST.plusDays(2 + random.nextInt(DAYS - 1)));
    }
    long started = System.nanoTime();
    long late = 0;
    long rewritten = 0;
    LocalDate last = FIRST.plusDays(DAYS);
    for (LocalDate day = FIRST.plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      fill(all, daily, day);
      String[] arguments = {"--to", day.toString()};
      if (killed.contains(day)) {
        kill(arguments);
      }
      JsonNode summary = build(daily, arguments);
      late += sum(summary.path("entities_with_late_facts"));
      rewritten += sum(summary.path("days_rewritten"));
    }
    figures.put("entities with late facts", late);
    figures.put("day partitions rewritten", rewritten);
    figures.put("seconds day by day", seconds(started));
    Path once = folder.resolve("once");
    fill(all, once, last);
    started = System.nanoTime();
    var unusedSummary = build(once, "--to", last.toString());
    figures.put("seconds at once", seconds(started));
    Map<String, String> contents = contents(daily);
    figures.put("rows and content", contents);
    boolean backfill = contents.equals(contents(once));
    var unusedRebuild = build(daily, "--rebuild", "--to", last.toString());
    boolean scratch = contents.equals(contents(daily));
    figures.put("equal to one backfill", backfill);
    figures.put("equal to from scratch", scratch);
    figures.forEach((name, figure) -> System.out.println(name + ": " + figure));
    assertThat(backfill && scratch).as("%s", figures).isTrue();
    assertThat(late).as("entities with late facts").isPositive();
  }

  /** Simulates and imports everything; the groups are those of {@link GrowingLake}. */
  private Workspace simulated() throws IOException {
    Path whole = folder.resolve("whole");
    succeed(
        Ran.command(
            "simulate",
            "--searches=" + SEARCHES,
            "--days=" + DAYS,
            "--seed=" + SEED,
            "--output=" + whole));
    file = folder.resolve("resumes.yaml");
    String groups = GrowingLake.VERTICAL;
    groups = groups.substring(groups.indexOf("features:")).replace("'phone'", "'masked_phone'");
    String text = Files.readString(PipelineRun.VERTICAL);
    text = text.substring(0, text.indexOf("\nfeatures:") + 1) + groups;
    Files.writeString(file, text.replace("logs: {every_day: true,", "logs: {"));
    succeed(
        Ran.command(
            "import",
            "--vertical=" + file,
            "--input=" + whole.resolve("marketplace"),
            "--output=" + whole));
    figures.put("days", DAYS);
    figures.put("groups", groups().size());
    return new Workspace(spark, whole + "/resumes");
  }

  private List<FeatureGroup> groups() {
    return VerticalFile.read(file).vertical().features();
  }

  /** The lake as it was at a midnight. */
  private void fill(Workspace all, Path output, LocalDate day) {
    Vertical vertical = VerticalFile.read(file).vertical();
    Workspace workspace = new Workspace(spark, output + "/resumes");
    Column now = to_timestamp(lit(day.toString()));
    for (LakeTable table : LakeTable.of(vertical)) {
      Dataset<Row> rows = all.lake(table.name()).read("");
      if (table.name().equals("contacts")) {
        rows = rows.filter(arrival("contacted_at", "contact_id").lt(now));
        for (String outcome : List.of("responded_at", "deal_at")) {
          rows =
              rows.withColumn(outcome, when(arrival(outcome, "contact_id").lt(now), col(outcome)));
        }
      } else if (table.name().equals("impressions")) {
        rows = rows.filter(arrival("shown_at", "query_id").lt(now));
      } else if (workspace.lake(table.name()).exists()) {
        continue;
      }
      workspace.lake(table.name()).replace(rows, rows.schema());
    }
  }

  /** When a time of a row reaches the lake: at once, or for 1% of the rows days later. */
  private static Column arrival(String time, String id) {
    Column draw = pmod(xxhash64(lit(SEED), lit(time), col(id)), lit(500L));
    Column days = when(draw.lt(5), draw.plus(1)).otherwise(0);
    return timestamp_add("DAY", days, col(time));
  }

  private JsonNode build(Path output, String... more) {
    long started = System.nanoTime();
    Ran ran = Ran.command(arguments(output, more));
    succeed(ran);
    System.out.printf(Locale.ROOT, "%s: %.1f s%n", String.join(" ", more), seconds(started));
    return ran.json();
  }

  private String[] arguments(Path output, String... more) {
    List<String> own = List.of("build-marts", "--vertical=" + file, "--output=" + output, "--json");
    return Stream.concat(own.stream(), Stream.of(more)).toArray(String[]::new);
  }

  /** Starts the build in a JVM of its own and kills it at a random moment of its work. */
  private void kill(String... more) throws Exception {
    Path log = folder.resolve("killed.log");
    Process process = OtherProcess.start(log, List.of(arguments(daily, more)));
    boolean alive = true;
    try {
      while (process.isAlive() && !locked()) {
        alive = !process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      long worked = System.nanoTime();
      long moment = (long) (typical.toMillis() * random.nextDouble());
      alive = alive && !process.waitFor(moment, TimeUnit.MILLISECONDS);
      if (!alive) {
        typical = Duration.ofNanos(System.nanoTime() - worked);
      }
      String told = alive ? "killed after %.1f s at work" : "was done before, after %.1f s";
      figures.merge("kills", told.formatted(seconds(worked)), (a, b) -> a + "; " + b);
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(alive || process.exitValue() == 0).as(Files.readString(log)).isTrue();
  }

  private boolean locked() throws IOException {
    try (Stream<Path> names = Files.list(daily.resolve("resumes"))) {
      return names.anyMatch(name -> name.getFileName().toString().startsWith("LOCK"));
    }
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }

  private Map<String, String> contents(Path output) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (FeatureGroup group : groups()) {
      DeltaFolder mart = new Workspace(spark, output + "/resumes").mart(group.group());
      contents.put(group.group(), mart.builtDays() + " " + PipelineRun.content(mart.read("")));
    }
    return contents;
  }

  private static long sum(JsonNode numbers) {
    long sum = 0;
    for (JsonNode number : numbers) {
      sum += number.asLong();
    }
    return sum;
  }

  private static void succeed(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isZero();
  }
}

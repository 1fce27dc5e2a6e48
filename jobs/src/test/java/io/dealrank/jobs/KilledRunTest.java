package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed while it writes: a second JVM is ended the moment its first new file is
 * seen. Readers find the old content or the new, and the next run ends as if nothing had happened.
 */
@ExtendWith(SharedSpark.class)
class KilledRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String[] DAYS = {"--from", "2025-01-04", "--to", "2025-01-06"};

  @TempDir private Path folder;

  @Test
  void a_killed_run_leaves_old_or_new_and_the_next_one_completes_it(SparkSession spark)
      throws Exception {
    Path output = folder.resolve("out");
    Path undisturbed = folder.resolve("undisturbed");
    TinyLogs logs = new TinyLogs(folder.resolve("in"));
    succeed(logs.write().importInto(output));
    succeed(logs.run("build-marts", output, DAYS));
    succeed(logs.run("export-features", output));
    String before = mart(spark, output);
    String exported = current(output);
    logs.contacts().add("late,q3,e0,r1,2025-01-04T12:00:00Z,,");
    succeed(logs.write().importInto(output));
    copy(output, undisturbed);
    succeed(logs.run("build-marts", undisturbed, DAYS));
    String after = mart(spark, undisturbed);
    assertThat(after).isNotEqualTo(before);

    kill(logs, "build-marts", output, "tiny/marts", DAYS);
    assertThat(mart(spark, output)).isIn(before, after);
    Ran rerun = logs.run("build-marts", output, DAYS);
    succeed(rerun);
    assertThat(rerun.out()).contains("WARNING: took over the lock of build-marts (process ");
    assertThat(mart(spark, output)).isEqualTo(after);

    kill(logs, "export-features", output, "tiny/export");
    requireCompleteExports(spark, output);
    succeed(logs.run("export-features", output));
    requireCompleteExports(spark, output);
    assertThat(current(output)).isNotEqualTo(exported);
    assertThat(names(output.resolve("tiny/export/resume")))
        .noneMatch(n -> n.startsWith(".staging"));
    succeed(logs.run("export-features", undisturbed));
    assertThat(export(spark, output)).isEqualTo(export(spark, undisturbed));
    assertThat(names(output.resolve("tiny"))).noneMatch(n -> n.contains("LOCK"));
  }

  /** Starts a command in a JVM of its own and ends it when it has written a first new file. */
  private void kill(TinyLogs logs, String command, Path output, String where, String... more)
      throws Exception {
    Set<Path> known = files(output.resolve(where));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(command, "--vertical", logs.folder().resolve("tiny.yaml").toString()));
    arguments.addAll(List.of("--output", output.toString()));
    arguments.addAll(List.of(more));
    Path log = folder.resolve(command + ".log");
    Process process = OtherProcess.start(log, arguments);
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      boolean seen = false;
      while (!seen && System.nanoTime() < deadline) {
        boolean alive = process.isAlive();
        seen = !known.containsAll(files(output.resolve(where)));
        if (!seen && !alive) {
          break;
        }
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      }
      assertThat(seen).as("%s wrote something: %s", command, Files.readString(log)).isTrue();
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  /** What CURRENT names and every folder that has its name is whole. */
  private static void requireCompleteExports(SparkSession spark, Path output) throws IOException {
    Path export = output.resolve("tiny/export/resume");
    List<String> versions = names(export).stream().filter(n -> n.startsWith("v=")).toList();
    assertThat(versions).contains(current(output));
    for (String version : versions) {
      Path complete = export.resolve(version);
      assertThat(complete.resolve("_SUCCESS")).exists();
      JsonNode manifest = new ObjectMapper().readTree(complete.resolve("manifest.json").toFile());
      assertThat(manifest.get("rows").asLong())
          .isEqualTo(spark.read().parquet(complete + "/data").count());
    }
  }

  private static String current(Path output) throws IOException {
    return Files.readString(output.resolve("tiny/export/resume/CURRENT")).strip();
  }

  private static String export(SparkSession spark, Path output) throws IOException {
    Path export = output.resolve("tiny/export/resume").resolve(current(output));
    return PipelineRun.content(spark.read().parquet(export + "/data"));
  }

  private static String mart(SparkSession spark, Path output) {
    return PipelineRun.content(
        new Workspace(spark, output + "/tiny").mart("resume_contacts").read(""));
  }

  private static void succeed(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  /** All files below a folder; one that disappears while they are listed is left out. */
  private static Set<Path> files(Path folder) throws IOException {
    Set<Path> all = new HashSet<>();
    Files.walkFileTree(
        folder,
        new java.nio.file.SimpleFileVisitor<>() {
          @Override
          public java.nio.file.FileVisitResult visitFile(
              Path file, java.nio.file.attribute.BasicFileAttributes attributes) {
            all.add(file);
            return java.nio.file.FileVisitResult.CONTINUE;
          }

          @Override
          public java.nio.file.FileVisitResult visitFileFailed(Path file, IOException gone) {
            return java.nio.file.FileVisitResult.CONTINUE;
          }

          @Override
          public java.nio.file.FileVisitResult postVisitDirectory(Path visited, IOException gone) {
            return java.nio.file.FileVisitResult.CONTINUE;
          }
        });
    return all;
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path copy = to.resolve(from.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }
}

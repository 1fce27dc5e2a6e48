package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which commands take the lock of the workspace, and that they give it back. */
@ExtendWith(SharedSpark.class)
class LockedCommandsTest {
  static final List<String> WRITING =
      List.of(
          "quickstart",
          "run",
          "import",
          "import-stackexchange",
          "build-marts",
          "build-training-set",
          "train",
          "backtest",
          "compare",
          "export-features");

  /** They write nothing, or nothing into a workspace. */
  static final List<String> OTHER =
      List.of("marts", "explain", "simulate", "validate", "evaluate", "experiment", "interleave");

  @TempDir private Path folder;

  /** The commands find the session of all tests, whichever class runs first. */
  @BeforeAll
  static void session(SparkSession spark) {
    assertThat(spark.sparkContext().isStopped()).isFalse();
  }

  @Test
  void every_command_is_of_one_kind() {
    assertThat(Stream.concat(WRITING.stream(), OTHER.stream()))
        .containsExactlyInAnyOrderElementsOf(
            Dealrank.COMMANDS.stream().map(Command::name).toList());
  }

  @ParameterizedTest
  @FieldSource("WRITING")
  void a_command_that_writes_is_refused_while_another_does(String command) throws IOException {
    TinyLogs logs = new TinyLogs(folder.resolve("in")).write();
    Path output = folder.resolve("out");
    List<String> more = new ArrayList<>();
    if (List.of("run", "import").contains(command)) {
      more.addAll(List.of("--input", logs.folder().toString()));
    } else if (command.equals("import-stackexchange")) {
      more.addAll(List.of("--dump", logs.folder().toString()));
    }
    LockHolder holder = LockHolder.self("train", Instant.parse("2026-03-01T03:10:00Z"));
    try (WorkspaceLock held = WorkspaceLock.take(output + "/tiny", new Configuration(), holder)) {
      Ran ran = logs.run(command, output, more.toArray(String[]::new));
      assertThat(ran.code()).as(ran.err()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.told())
          .startsWith("error: workspace " + output + "/tiny is in use by train (process ")
          .contains("since 2026-03-01T03:10:00Z", "\nreason: ", "\nremedy: ");
      held.requireHeld();
    }
    assertThat(output.resolve("tiny")).isEmptyDirectory();
    assertThat(names(output)).as("nothing was written beside it").containsExactly("tiny");
  }

  @Test
  void a_command_that_only_reads_runs_while_another_writes() {
    TinyLogs logs = new TinyLogs(folder.resolve("in")).write();
    Path output = folder.resolve("out");
    try (WorkspaceLock held =
        WorkspaceLock.take(
            output + "/tiny", new Configuration(), LockHolder.self("train", Instant.now()))) {
      Ran ran = logs.run("validate", output, "--input", logs.folder().toString());
      assertThat(ran.code()).as(ran.err()).isZero();
      held.requireHeld();
    }
  }

  @Test
  void a_command_that_failed_gives_the_lock_back() {
    TinyLogs logs = new TinyLogs(folder.resolve("in")).write();
    Path output = folder.resolve("out");
    Ran ran = logs.run("build-marts", output);
    assertThat(ran.code()).as(ran.err()).isEqualTo(1);
    assertThat(ran.told()).contains("does not exist");
    assertThat(output.resolve("tiny")).isEmptyDirectory();
  }

  @Test
  void a_command_that_was_done_gives_the_lock_back() throws IOException {
    TinyLogs logs = new TinyLogs(folder.resolve("in")).write();
    Path output = folder.resolve("out");
    Ran ran = logs.importInto(output);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().get("warnings")).isEmpty();
    assertThat(names(output.resolve("tiny"))).containsExactly("lake");
  }

  @Test
  void a_takeover_is_a_warning_of_the_summary() throws Exception {
    TinyLogs logs = new TinyLogs(folder.resolve("in")).write();
    Path output = folder.resolve("out");
    Path workspace = Files.createDirectories(output.resolve("tiny"));
    LockHolder ended = LockHolderTest.ended();
    Files.writeString(workspace.resolve("LOCK-ended"), ended.json());
    Ran ran = logs.importInto(output);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().get("warnings")).hasSize(1);
    assertThat(ran.json().at("/warnings/0").asText())
        .startsWith("took over the lock of " + ended.described());
    assertThat(ran.err()).contains("WARNING: took over the lock of");
    assertThat(names(workspace)).containsExactly("lake");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}

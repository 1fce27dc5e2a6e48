package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.features.DealrankException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLockTest {
  private static final Instant SINCE = Instant.parse("2026-03-01T03:10:00Z");
  private static final LockHolder SELF = LockHolder.self("import", SINCE);
  private static final LockHolder ELSEWHERE =
      new LockHolder("train", "elsewhere", "", 4711, null, SINCE);
  private static final Duration TOO_LONG = LockFile.SILENCE.plusMinutes(1);

  @TempDir private Path folder;

  @Test
  void a_second_run_is_refused_and_told_who_is_at_work() {
    try (WorkspaceLock held = take(SELF)) {
      assertThatThrownBy(() -> take(LockHolder.self("train", Instant.now())))
          .isInstanceOfSatisfying(
              DealrankException.class,
              refused -> {
                assertThat(refused.problem())
                    .contains(folder.toString(), "in use by import", "since " + SINCE)
                    .contains("process " + SELF.pid() + " on " + SELF.host());
                assertThat(refused.remedy()).contains("delete " + folder.resolve("LOCK-"));
                assertThat(Failure.of(refused).code()).isEqualTo(1);
              });
      held.requireHeld();
    }
  }

  @Test
  void a_lock_given_back_leaves_nothing_and_can_be_taken_again() {
    try (WorkspaceLock first = take(SELF)) {
      first.beat();
    }
    assertThat(folder).isEmptyDirectory();
    try (WorkspaceLock second = take(SELF)) {
      assertThat(second.takenOver()).isEmpty();
    }
  }

  @Test
  void a_refused_run_leaves_nothing() throws IOException {
    try (WorkspaceLock held = take(ELSEWHERE)) {
      List<Path> before = files();
      assertThatThrownBy(() -> take(SELF)).isInstanceOf(DealrankException.class);
      assertThat(files()).isEqualTo(before);
      held.requireHeld();
    }
  }

  @Test
  void the_workspace_of_a_first_run_is_created() {
    Path workspace = folder.resolve("out/resumes");
    try (WorkspaceLock held = WorkspaceLock.take(workspace.toString(), configuration(), SELF)) {
      held.requireHeld();
    }
    assertThat(workspace).isEmptyDirectory();
  }

  @Test
  void the_lock_of_a_process_that_is_gone_is_taken_over() throws Exception {
    LockHolder ended = LockHolderTest.ended();
    leave(ended, Instant.now());
    try (WorkspaceLock taken = take(SELF)) {
      assertThat(taken.takenOver()).containsExactly(ended.described());
      taken.requireHeld();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void the_lock_of_a_process_whose_number_another_one_has_now_is_taken_over() throws IOException {
    leave(LockHolderTest.began(SELF, SINCE.minus(Duration.ofDays(400))), Instant.now());
    try (WorkspaceLock taken = take(SELF)) {
      assertThat(taken.takenOver()).hasSize(1);
    }
  }

  @Test
  void the_lock_of_a_living_process_is_never_too_old() throws IOException {
    leave(SELF, Instant.now().minus(Duration.ofDays(1)));
    assertThatThrownBy(() -> take(SELF)).hasMessageContaining("in use by import");
  }

  @Test
  void the_lock_of_a_silent_run_of_another_machine_is_taken_over() throws IOException {
    leave(ELSEWHERE, Instant.now().minus(TOO_LONG));
    try (WorkspaceLock taken = take(SELF)) {
      assertThat(taken.takenOver()).containsExactly(ELSEWHERE.described());
    }
  }

  @Test
  void a_run_of_another_machine_that_gave_a_sign_of_life_is_respected() throws IOException {
    try (WorkspaceLock held = take(ELSEWHERE)) {
      for (Path file : files()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(TOO_LONG)));
      }
      held.beat();
      assertThatThrownBy(() -> take(SELF)).hasMessageContaining("in use by train (process 4711");
      held.requireHeld();
    }
  }

  @Test
  void a_thread_that_does_not_keep_the_process_alive_gives_the_signs_of_life() {
    try (WorkspaceLock held = take(SELF)) {
      assertThat(Thread.getAllStackTraces().keySet())
          .anyMatch(thread -> thread.isDaemon() && thread.getName().equals(WorkspaceLock.THREAD));
      held.requireHeld();
    }
  }

  @Test
  void an_empty_lock_file_counts_until_it_is_too_old() throws IOException {
    Path empty = Files.createFile(folder.resolve("LOCK-0"));
    assertThatThrownBy(() -> take(SELF)).hasMessageContaining("in use by a run that did not");
    Files.setLastModifiedTime(empty, FileTime.from(Instant.now().minus(TOO_LONG)));
    try (WorkspaceLock taken = take(SELF)) {
      assertThat(taken.takenOver()).hasSize(1);
    }
  }

  @Test
  void several_dead_locks_are_removed_at_once() throws Exception {
    leave(ELSEWHERE, Instant.now().minus(TOO_LONG));
    leave(LockHolderTest.ended(), Instant.now());
    try (WorkspaceLock taken = take(SELF)) {
      assertThat(taken.takenOver()).hasSize(2);
      taken.requireHeld();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_run_whose_lock_was_taken_is_told_and_does_not_bring_it_back() throws IOException {
    try (WorkspaceLock lost = take(SELF)) {
      for (Path file : files()) {
        Files.delete(file);
      }
      assertThatThrownBy(lost::requireHeld)
          .isInstanceOf(DealrankException.class)
          .hasMessageContaining("lost its lock");
      try (WorkspaceLock next = take(SELF)) {
        lost.beat();
        lost.close();
        next.requireHeld();
      }
    }
  }

  @RepeatedTest(10)
  void of_many_that_ask_at_the_same_instant_one_has_it() throws Exception {
    leave(ELSEWHERE, Instant.now().minus(TOO_LONG));
    int runs = 6;
    CyclicBarrier start = new CyclicBarrier(runs);
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    List<WorkspaceLock> held = new ArrayList<>();
    try {
      List<Future<Optional<WorkspaceLock>>> asked = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        asked.add(
            threads.submit(
                () -> {
                  int unused = start.await();
                  return ask();
                }));
      }
      for (Future<Optional<WorkspaceLock>> answer : asked) {
        answer.get().ifPresent(held::add);
      }
      assertThat(held).hasSize(1);
      held.get(0).requireHeld();
    } finally {
      threads.shutdownNow();
      held.forEach(WorkspaceLock::close);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private Optional<WorkspaceLock> ask() {
    try {
      return Optional.of(take(SELF));
    } catch (DealrankException refused) {
      return Optional.empty();
    }
  }

  private WorkspaceLock take(LockHolder holder) {
    return WorkspaceLock.take(folder.toString(), configuration(), holder);
  }

  /** Leaves the lock of a run that gave its last sign of life at an instant. */
  private void leave(LockHolder holder, Instant at) throws IOException {
    Path file = folder.resolve("LOCK-" + holder.pid());
    Files.writeString(file, holder.json());
    Path heartbeat = Files.createFile(folder.resolve(file.getFileName() + ".heartbeat"));
    Files.setLastModifiedTime(file, FileTime.from(at.minusSeconds(60)));
    Files.setLastModifiedTime(heartbeat, FileTime.from(at));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Configuration configuration() {
    return new Configuration();
  }
}

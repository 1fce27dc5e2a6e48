package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  private static final Instant SINCE = Instant.parse("2026-03-01T03:10:00Z");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final LockHolder ELSEWHERE =
      new LockHolder("train", "elsewhere", "", 1, null, SINCE);

  @TempDir private java.nio.file.Path temporary;
  private FileSystem files;
  private Path folder;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    folder = new Path(temporary.toString());
  }

  @Test
  void it_is_listed_as_it_was_written() throws IOException {
    LockFile written = LockFile.write(files, LockFile.path(folder, "a"), ELSEWHERE);
    assertThat(LockFile.list(files, folder)).containsExactly(written);
  }

  @Test
  void other_files_are_not_listed() throws IOException {
    assertThat(files.mkdirs(new Path(folder, "lake"))).isTrue();
    files.create(new Path(folder, "CURRENT"), false).close();
    assertThat(LockFile.list(files, folder)).isEmpty();
  }

  @Test
  void the_order_of_the_list_is_that_of_the_tokens_however_old_they_are() throws IOException {
    write("c", NOON.minusSeconds(1));
    write("b", NOON);
    write("a", NOON.plusSeconds(1));
    assertThat(LockFile.list(files, folder))
        .extracting(lock -> lock.path().getName())
        .containsExactly("LOCK-a", "LOCK-b", "LOCK-c");
  }

  @Test
  void the_heartbeat_says_that_it_is_held_and_is_the_last_sign_of_life() throws IOException {
    LockFile lock = write("a", NOON);
    assertThat(lock.isHeld()).isFalse();
    assertThat(LockFile.list(files, folder).get(0).lastSign()).isEqualTo(NOON);
    lock.beat(files);
    files.setTimes(lock.path().suffix(".heartbeat"), NOON.plusSeconds(60).toEpochMilli(), -1);
    LockFile held = new LockFile(lock.path(), ELSEWHERE, NOON, NOON.plusSeconds(60));
    assertThat(LockFile.list(files, folder)).containsExactly(held);
    assertThat(held.isHeld()).isTrue();
    assertThat(held.lastSign()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void a_run_of_another_machine_lives_until_it_was_silent_for_too_long() {
    LockFile lock = new LockFile(LockFile.path(folder, "a"), ELSEWHERE, SINCE, NOON);
    assertThat(lock.isAlive(NOON)).isTrue();
    assertThat(lock.isAlive(NOON.plus(LockFile.SILENCE).minusMillis(1))).isTrue();
    assertThat(lock.isAlive(NOON.plus(LockFile.SILENCE))).isFalse();
  }

  @Test
  void a_run_of_this_machine_lives_as_long_as_its_process() throws Exception {
    LockHolder self = LockHolder.self("train", SINCE);
    Instant longAfter = NOON.plus(Duration.ofDays(1));
    assertThat(new LockFile(folder, self, NOON, NOON).isAlive(longAfter)).isTrue();
    assertThat(new LockFile(folder, LockHolderTest.ended(), NOON, NOON).isAlive(NOON)).isFalse();
  }

  @Test
  void removed_it_leaves_nothing() throws IOException {
    LockFile lock = write("a", NOON);
    lock.beat(files);
    assertThat(lock.remove(files)).isTrue();
    assertThat(temporary).isEmptyDirectory();
    assertThat(lock.remove(files)).as("removed before").isFalse();
  }

  private LockFile write(String token, Instant at) throws IOException {
    LockFile lock = LockFile.write(files, LockFile.path(folder, token), ELSEWHERE);
    files.setTimes(lock.path(), at.toEpochMilli(), -1);
    return lock;
  }
}

package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LockHolderTest {
  private static final Instant SINCE = Instant.parse("2026-03-01T03:10:00Z");

  @Test
  void it_reads_what_it_wrote() throws JsonProcessingException {
    LockHolder self = LockHolder.self("import", SINCE);
    assertThat(LockHolder.parse(self.json())).isEqualTo(self);
  }

  @Test
  void a_file_of_a_later_version_is_read() throws JsonProcessingException {
    LockHolder self = LockHolder.self("import", SINCE);
    String later = self.json().replaceFirst("\\{", "{\"user\":\"ann\",");
    assertThat(LockHolder.parse(later)).isEqualTo(self);
  }

  @Test
  void the_beginning_of_a_file_is_refused() {
    String json = LockHolder.self("import", SINCE).json();
    for (int length = 0; length < json.length(); length++) {
      String beginning = json.substring(0, length);
      assertThatThrownBy(() -> LockHolder.parse(beginning))
          .as(beginning)
          .isInstanceOf(JsonProcessingException.class);
    }
  }

  @Test
  void this_process_runs_on_this_machine() {
    LockHolder self = LockHolder.self("import", SINCE);
    assertThat(self.isOfThisMachine()).isTrue();
    assertThat(self.isRunning()).isTrue();
    assertThat(self.described())
        .contains("import", String.valueOf(ProcessHandle.current().pid()), SINCE.toString());
  }

  @Test
  void another_process_is_seen_running() {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    LockHolder self = LockHolder.self("import", SINCE);
    Instant startedAt = parent.info().startInstant().orElse(null);
    assertThat(
            new LockHolder("train", self.host(), self.kernel(), parent.pid(), startedAt, SINCE)
                .isRunning())
        .isTrue();
  }

  @Test
  void a_process_that_ended_does_not_run() throws Exception {
    LockHolder ended = ended();
    assertThat(ended.isOfThisMachine()).isTrue();
    assertThat(ended.isRunning()).isFalse();
  }

  @Test
  void a_process_of_the_same_number_is_another_if_it_began_at_another_time() {
    LockHolder self = LockHolder.self("import", SINCE);
    assertThat(began(self, self.processStartedAt().minus(Duration.ofDays(1))).isRunning())
        .isFalse();
    assertThat(began(self, self.processStartedAt().plusSeconds(1)).isRunning())
        .as("the clock was set by a second")
        .isTrue();
    assertThat(began(self, null).isRunning()).as("not known when it began").isTrue();
  }

  @Test
  void a_container_of_the_same_host_name_is_another_machine() {
    LockHolder self = LockHolder.self("import", SINCE);
    assertThat(
            new LockHolder("import", self.host(), "other boot", self.pid(), null, SINCE)
                .isOfThisMachine())
        .isFalse();
  }

  /** A process of this machine that was started and has ended. */
  static LockHolder ended() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Instant startedAt = process.info().startInstant().orElse(null);
    assertThat(process.waitFor()).isZero();
    LockHolder self = LockHolder.self("backtest", SINCE);
    return new LockHolder(
        self.command(), self.host(), self.kernel(), process.pid(), startedAt, SINCE);
  }

  /** The same holder, whose process began at another time. */
  static LockHolder began(LockHolder holder, Instant processStartedAt) {
    return new LockHolder(
        holder.command(),
        holder.host(),
        holder.kernel(),
        holder.pid(),
        processStartedAt,
        holder.since());
  }
}

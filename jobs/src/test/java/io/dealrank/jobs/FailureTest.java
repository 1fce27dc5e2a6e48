package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void what_dealrank_says_is_told_however_deep_it_is_wrapped() {
    Throwable told = new DealrankException("p", "r", "s");
    Throwable wrapped =
        new SparkException("Job aborted", new ExecutionException(new RuntimeException(told)));
    assertThat(Failure.of(wrapped)).isEqualTo(new Failure(1, "p", "r", "s"));
  }

  @Test
  void only_a_wrong_configuration_exits_with_2() {
    assertThat(Failure.of(new ConfigurationException("p", "r", "s")).code()).isEqualTo(2);
    assertThat(Failure.of(new DealrankException("p", "r", "s")).code()).isEqualTo(1);
    assertThat(Failure.of(new IllegalStateException("p")).code()).isEqualTo(1);
  }

  @Test
  void a_lack_of_memory_says_how_to_give_more() {
    Failure failure = Failure.of(new RuntimeException(new OutOfMemoryError("Java heap space")));
    assertThat(failure.problem()).contains("Java heap space");
    assertThat(failure.remedy()).contains("DEALRANK_MEMORY");
  }

  @Test
  void an_unexpected_failure_names_its_root_cause() {
    Throwable root = new java.io.FileNotFoundException("part-0.parquet is gone\nat some line");
    Failure failure = Failure.of(new RuntimeException("reading failed", root));
    assertThat(failure.problem()).isEqualTo("reading failed");
    assertThat(failure.reason()).contains("FileNotFoundException", "part-0.parquet is gone");
    assertThat(failure.reason()).doesNotContain("some line");
  }

  @Test
  void a_failure_without_a_message_still_says_what_it_is() {
    assertThat(Failure.of(new NullPointerException()).problem()).contains("NullPointerException");
  }

  @Test
  void it_is_printed_as_three_lines() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    new Failure(1, "p", "r", "s").print(new PrintStream(err, true, StandardCharsets.UTF_8), null);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("error: p", "reason: r", "remedy: s");
  }
}

package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointerTest {
  @TempDir private Path folder;

  @Test
  void before_the_first_flip_there_is_no_target() {
    assertThat(pointer("never").target()).isEmpty();
  }

  @Test
  void a_flip_replaces_the_target_and_leaves_nothing_beside_it() throws IOException {
    pointer("export").flip("v=1");
    assertThat(pointer("export").target()).contains("v=1");
    pointer("export").flip("v=2");
    assertThat(pointer("export").target()).contains("v=2");
    assertThat(visible(folder.resolve("export"))).containsExactly("CURRENT");
  }

  @Test
  void a_shell_reads_the_target_as_one_line() throws IOException {
    pointer("models").flip("20260101-000000000");
    assertThat(Files.readString(folder.resolve("models/CURRENT")))
        .isEqualTo("20260101-000000000\n");
  }

  private Pointer pointer(String name) {
    return new Pointer(folder.resolve(name).toString(), new Configuration());
  }

  /** Names in a folder, without the checksum files of the local file system. */
  private static List<String> visible(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .toList();
    }
  }
}

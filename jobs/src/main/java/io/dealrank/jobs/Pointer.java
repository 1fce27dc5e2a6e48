package io.dealrank.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * The file {@code CURRENT} of a folder: the name of the subfolder that counts. It is replaced by
 * one rename, so a reader sees the old name or the new one.
 */
final class Pointer {
  private static final String NAME = "CURRENT";

  private final Path folder;
  private final Configuration configuration;

  Pointer(String folder, Configuration configuration) {
    this.folder = new Path(folder);
    this.configuration = configuration;
  }

  /** What it points to; empty if it was never flipped. */
  Optional<String> target() {
    try {
      FileSystem files = folder.getFileSystem(configuration);
      try (FSDataInputStream in = files.open(new Path(folder, NAME))) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
      }
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Points to another subfolder. */
  void flip(String to) {
    try {
      FileSystem files = folder.getFileSystem(configuration);
      files.mkdirs(folder);
      Path staging = new Path(folder, ".pointer-" + UUID.randomUUID());
      try (FSDataOutputStream out = files.create(staging, true)) {
        out.write((to + "\n").getBytes(StandardCharsets.UTF_8));
      }
      FileContext.getFileContext(files.getUri(), configuration)
          .rename(
              files.makeQualified(staging),
              files.makeQualified(new Path(folder, NAME)),
              Options.Rename.OVERWRITE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

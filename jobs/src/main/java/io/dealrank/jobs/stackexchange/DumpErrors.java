package io.dealrank.jobs.stackexchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;

/** What can be wrong with a dump as a whole: the problem, why, and the remedy. */
final class DumpErrors {
  private DumpErrors() {}

  static IllegalArgumentException missing(Path path) {
    return new IllegalArgumentException(
        "The dump has no file "
            + path
            + ". The folder of an unpacked Stack Exchange dump holds Posts.xml, Votes.xml and"
            + " Comments.xml. Download <site>.7z (stackoverflow: one archive per file) from"
            + " https://archive.org/details/stackexchange, unpack it and give that folder.");
  }

  static IllegalArgumentException packed(Path path, String format) {
    return new IllegalArgumentException(
        "The file "
            + path
            + " is packed ("
            + format
            + "). A packed file cannot be split among executors, so only plain XML is read. Unpack"
            + " it (7z x <archive>, gunzip <file>) and give the folder that holds the .xml files.");
  }

  static UncheckedIOException unreadable(Path path, IOException cause) {
    return new UncheckedIOException(
        "The file "
            + path
            + " could not be opened: "
            + cause.getMessage()
            + ". Check the path, the permissions and the file system's configuration.",
        cause);
  }
}

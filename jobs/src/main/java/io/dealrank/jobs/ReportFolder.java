package io.dealrank.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** {@code reports/<run>/}: a report and what stands behind it; {@code CURRENT} names the last. */
record ReportFolder(Workspace workspace, String run) {
  String path() {
    return workspace.reports() + "/" + run;
  }

  /** Where the measured lists of a target and a list are: one row per query. */
  String perQuery(String target, String list) {
    return path() + "/per_query/target=" + target + "/list=" + list;
  }

  void write(String name, String text) {
    Path file = new Path(path(), name);
    try {
      FileSystem files = file.getFileSystem(configuration());
      try (FSDataOutputStream out = files.create(file, true)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Makes this report the current one. */
  void publish() {
    new Pointer(workspace.reports(), configuration()).flip(run);
  }

  private Configuration configuration() {
    return workspace.spark().sessionState().newHadoopConf();
  }
}

package io.dealrank.jobs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command in a JVM of its own, which a test can kill. */
final class OtherProcess {
  private OtherProcess() {}

  /**
   * Starts a command with the settings of this JVM.
   *
   * @param log receives what it prints
   */
  static Process start(Path log, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> !a.startsWith("-Xmx") && !a.startsWith("-javaagent"))
        .forEach(line::add);
    line.addAll(List.of("-Xmx1g", "-Dspark.master=local[2]", "-Dspark.ui.enabled=false"));
    line.add("-Dspark.databricks.delta.snapshotPartitions=1");
    line.addAll(List.of("-Dspark.sql.shuffle.partitions=2", "-Dspark.driver.host=127.0.0.1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Dealrank.class.getName()));
    line.addAll(arguments);
    return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}

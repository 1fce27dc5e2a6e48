package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A process of its own that loads a model, writes down what it is, and scores rows if any. */
final class LoadedElsewhere {
  private LoadedElsewhere() {}

  /** Runs {@link #main} in another process. */
  static void start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("-") && !argument.startsWith("-javaagent"))
            .toList());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LoadedElsewhere.class.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(log).isZero();
  }

  /**
   * Arguments: where the model lies, the file to write, and optionally a Parquet folder of rows,
   * which are scored into the folder {@code scored} beside that file.
   */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      RankingModel model = RankingModel.load(arguments[0]);
      Path output = Path.of(arguments[1]);
      Files.createDirectories(output.getParent());
      Files.writeString(output, model.uid() + " " + model.featureWeights());
      if (arguments.length > 2) {
        model
            .transform(spark.read().parquet(arguments[2]))
            .write()
            .parquet(output.resolveSibling("scored").toUri().toString());
      }
    }
  }
}

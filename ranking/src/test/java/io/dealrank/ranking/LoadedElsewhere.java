package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A process of its own that loads models, writes down what they are, and scores rows. */
final class LoadedElsewhere {
  private LoadedElsewhere() {}

  /** Runs {@link #main} in another process. */
  static void start(Path folder, String rows, List<String> models) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("-") && !argument.startsWith("-javaagent"))
            .toList());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LoadedElsewhere.class.getName()));
    command.addAll(List.of(folder.toString(), rows));
    command.addAll(models);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(log).isZero();
  }

  /**
   * Arguments: a folder, a Parquet folder of rows, names of models saved in the folder. What each
   * is goes into {@code NAME.txt}, the scored rows into {@code NAME_scored}.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      for (String name : List.of(arguments).subList(2, arguments.length)) {
        RankingModel model = RankingModel.load(folder.resolve(name).toUri().toString());
        Files.writeString(
            folder.resolve(name + ".txt"), model.uid() + " " + model.featureWeights());
        model
            .transform(spark.read().parquet(arguments[1]))
            .write()
            .parquet(folder.resolve(name + "_scored").toUri().toString());
      }
    }
  }
}

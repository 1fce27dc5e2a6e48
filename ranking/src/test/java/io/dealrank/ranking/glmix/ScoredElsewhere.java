package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A process of its own that loads a mixed-effect model, scores rows and saves the model again. */
final class ScoredElsewhere {
  private ScoredElsewhere() {}

  /** Runs {@link #main} in another process on {@code folder}. */
  static void start(Path folder) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("-") && !argument.startsWith("-javaagent"))
            .toList());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ScoredElsewhere.class.getName()));
    command.add(folder.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(log).isZero();
  }

  /** Argument: a folder with {@code rows} and {@code model}; adds what was found there. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "3")
            .getOrCreate()) {
      GlmixModel model = GlmixModel.load(uri(folder, "model"));
      Files.writeString(folder.resolve("fitted.txt"), model.fitted().toString());
      model
          .transform(spark.read().parquet(uri(folder, "rows")))
          .write()
          .parquet(uri(folder, "scored"));
      model.coefficients().write().parquet(uri(folder, "coefficients"));
    }
  }

  static String uri(Path folder, String name) {
    return folder.resolve(name).toUri().toString();
  }
}

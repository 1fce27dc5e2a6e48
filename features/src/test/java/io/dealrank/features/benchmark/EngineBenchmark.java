package io.dealrank.features.benchmark;

import io.dealrank.features.benchmark.EventLog.Shape;
import io.dealrank.features.benchmark.Meter.Reading;
import io.dealrank.features.benchmark.Workloads.Workload;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the point-in-time engine and its peers on the same files in the same process: first a
 * small run of every plan as warm-up, then the measured rounds, every second one in reverse order.
 * Lines to read go to standard error, one line of JSON per plan to standard output. It fails if
 * engine and range join disagree.
 */
public final class EngineBenchmark {
  private final SparkSession spark;
  private final Path folder;
  private final PrintStream progress;
  private final Map<Shape, EventLog> logs = new LinkedHashMap<>();

  EngineBenchmark(SparkSession spark, Path folder, PrintStream progress) {
    this.spark = spark;
    this.folder = folder;
    this.progress = progress;
  }

  /** Runs with the options of {@link BenchmarkOptions#USAGE}. */
  public static void main(String[] arguments) throws IOException {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(BenchmarkOptions.USAGE);
      return;
    }
    BenchmarkOptions options = BenchmarkOptions.parse(arguments);
    Path folder = Files.createTempDirectory("dealrank-benchmark");
    try (SparkSession spark = session(options, folder)) {
      EngineBenchmark benchmark = new EngineBenchmark(spark, folder, System.err);
      benchmark.run(options.warmUp());
      Report report = benchmark.run(options);
      for (Workload workload : report.workloads()) {
        System.err.println(report.text(workload));
        System.out.println(report.json(workload));
      }
    } finally {
      delete(folder);
    }
  }

  /** Compares the answers, then measures every workload of the options. */
  Report run(BenchmarkOptions options) {
    List<Workload> workloads = Workloads.of(options);
    for (Workload workload : workloads) {
      boolean checked = logs.containsKey(workload.log());
      EventLog log = logs.computeIfAbsent(workload.log(), this::write);
      if (!checked && options.sample() > 0 && log.shape().events() <= options.log().events()) {
        int compared = Agreement.check(log, options.windows(), options.sample());
        progress.printf("%d answers agree with the range join%n", compared);
      }
    }
    Map<Workload, List<Reading>> readings = new LinkedHashMap<>();
    for (int round = 0; round < options.repeat(); round++) {
      List<Workload> order = new ArrayList<>(workloads);
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (Workload workload : order) {
        Reading reading = measure(workload);
        progress.printf(
            "round %d: %s on %s: %.1f CPU-s%n",
            round + 1, workload.name(), workload.log().text(), reading.cpuSeconds());
        readings.computeIfAbsent(workload, w -> new ArrayList<>()).add(reading);
      }
    }
    return new Report(readings);
  }

  private Reading measure(Workload workload) {
    spark.sparkContext().setJobDescription(workload.name() + " on " + workload.log().text());
    List<Dataset<Row>> plans = workload.plans().apply(logs.get(workload.log()));
    return Meter.measure(
        spark, () -> plans.forEach(rows -> rows.write().format("noop").mode("overwrite").save()));
  }

  private EventLog write(Shape shape) {
    progress.println("writing " + shape.text());
    return EventLog.write(spark, folder.resolve("log-" + logs.size()), shape);
  }

  private static SparkSession session(BenchmarkOptions options, Path folder) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .appName("dealrank benchmark")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", folder.resolve("spark").toString())
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.codegen.hugeMethodLimit", "8000")
            .config("spark.sql.shuffle.partitions", Integer.toString(options.partitions()));
    for (Map.Entry<String, String> setting : options.configuration().entrySet()) {
      builder = builder.config(setting.getKey(), setting.getValue());
    }
    return builder.getOrCreate();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}

package io.dealrank.features.benchmark;

import io.dealrank.features.benchmark.Baseline.Order;
import io.dealrank.features.benchmark.EventLog.Shape;
import io.dealrank.features.benchmark.EventLog.Skew;
import io.dealrank.features.vertical.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The plans that each case of the benchmark runs. */
final class Workloads {
  /** The plan whose CPU time all others on the same log are divided by. */
  static final String BASELINE = "sort";

  private static final List<String> MORE_WINDOWS = List.of("2d", "3d", "14d", "45d", "60d");

  /**
   * One plan over one log.
   *
   * @param name unique on its log
   * @param log the log it reads
   * @param plans from the log to what is computed, one after the other; whatever they need to start
   *     from is made here and not measured
   */
  record Workload(String name, Shape log, Function<EventLog, List<Dataset<Row>>> plans) {
    static Workload of(String name, Shape log, Function<EventLog, Dataset<Row>> plan) {
      return new Workload(name, log, plan.andThen(List::of));
    }
  }

  private Workloads() {}

  /** The workloads of all cases asked for, each once. */
  static List<Workload> of(BenchmarkOptions options) {
    Map<String, Workload> all = new LinkedHashMap<>();
    for (String name : options.cases()) {
      for (Workload workload : of(name, options)) {
        all.putIfAbsent(workload.name() + workload.log(), workload);
      }
    }
    return new ArrayList<>(all.values());
  }

  private static List<Workload> of(String name, BenchmarkOptions options) {
    Shape log = options.log();
    List<Span> windows = options.windows();
    return switch (name) {
      case "scan" -> List.of(Workload.of(name, log, Baseline::scan));
      case BASELINE -> List.of(sort(log));
      case "engine" -> List.of(engine(log, windows));
      case "rangejoin" ->
          List.of(Workload.of(name, log, l -> RangeJoin.answers(l, l.questions(), windows)));
      case "windowed-sql" -> List.of(Workload.of(name, log, l -> WindowFrames.answers(l, windows)));
      case "double-windows" -> List.of(engine(log, windows), engine(log, doubled(windows)));
      case "scaling" ->
          options.scaling().stream()
              .flatMap(n -> Stream.of(sort(log.sized(n)), engine(log.sized(n), windows)))
              .toList();
      case "hot" ->
          Stream.of(Skew.EVEN, Skew.HOT)
              .flatMap(s -> Stream.of(sort(log.skewed(s)), engine(log.skewed(s), windows)))
              .toList();
      case "marts" -> marts(options);
      case "sort-keys" ->
          Arrays.stream(Order.values())
              .map(o -> Workload.of("sort-" + o, log, l -> Baseline.sort(l, o)))
              .toList();
      default ->
          throw new IllegalArgumentException(
              "unknown case " + name + "\n" + BenchmarkOptions.USAGE);
    };
  }

  private static Workload sort(Shape log) {
    return Workload.of(BASELINE, log, l -> Baseline.sort(l, Order.STRING));
  }

  private static Workload engine(Shape log, List<Span> windows) {
    String name = "engine-" + windows.size() + "w";
    return Workload.of(name, log, l -> EngineCalls.answers(l, l.questions(), windows));
  }

  /**
   * A full build of the last days of the year, and the last day alone, from the state of the day
   * before: what one more night costs.
   */
  private static List<Workload> marts(BenchmarkOptions options) {
    return List.of(
        new Workload(
            "marts-" + options.days() + "-days",
            options.log(),
            l -> EngineCalls.build(l, options.windows(), options.firstDay(), options.lastDay())),
        new Workload(
            "marts-new-day",
            options.log(),
            l -> EngineCalls.newDay(l, options.windows(), options.lastDay())));
  }

  private static List<Span> doubled(List<Span> windows) {
    return Stream.concat(windows.stream().map(Span::text), MORE_WINDOWS.stream())
        .distinct()
        .map(Span::parse)
        .toList();
  }
}

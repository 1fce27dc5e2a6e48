package io.dealrank.features.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.features.benchmark.Meter.Reading;
import io.dealrank.features.benchmark.Workloads.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The medians of each workload's readings, for people and as JSON. */
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Workload, List<Reading>> readings;

  Report(Map<Workload, List<Reading>> readings) {
    this.readings = readings;
  }

  /** What was measured, in the order it was asked for. */
  List<Workload> workloads() {
    return List.copyOf(readings.keySet());
  }

  /** One line of JSON. */
  String json(Workload workload) {
    List<Reading> own = readings.get(workload);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", workload.name());
    line.put("log", workload.log().text());
    line.put("events", workload.log().events());
    line.put("questions", workload.log().questions());
    line.put("cpu_seconds", rounded(cpu(workload)));
    line.put("executor_cpu_seconds", rounded(median(own, Reading::executorCpuSeconds)));
    line.put("wall_seconds", rounded(median(own, Reading::wallSeconds)));
    line.put("cpu_micros_per_event", rounded(cpu(workload) * 1e6 / workload.log().events()));
    line.put("cpu_ratio_to_sort", rounded(ratioToSort(workload)));
    line.put("cpu_ratio_to_engine", rounded(ratioToEngine(workload)));
    line.put("shuffle_bytes", (long) median(own, Reading::shuffleBytes));
    line.put("spill_bytes", (long) median(own, Reading::spillBytes));
    line.put("heap_bytes_after_collection", (long) median(own, Reading::heapBytes));
    line.put("cpu_seconds_of_runs", own.stream().map(r -> rounded(r.cpuSeconds())).toList());
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One line to read. */
  String text(Workload workload) {
    List<Reading> own = readings.get(workload);
    return """
        %-16s %8.1f CPU-s (%.1f in tasks), %.1f s wall, %.2f us/event, %.2f of sort, %.2f of engine, \
        %.0f MB shuffled, %.0f MB spilled, %.0f MB heap (%s)"""
        .formatted(
            workload.name(),
            cpu(workload),
            median(own, Reading::executorCpuSeconds),
            median(own, Reading::wallSeconds),
            cpu(workload) * 1e6 / workload.log().events(),
            ratioToSort(workload),
            ratioToEngine(workload),
            median(own, Reading::shuffleBytes) / 1e6,
            median(own, Reading::spillBytes) / 1e6,
            median(own, Reading::heapBytes) / 1e6,
            workload.log().text());
  }

  /** CPU time in multiples of the baseline's on the same log. */
  private double ratioToSort(Workload workload) {
    return ratio(
        workload, w -> w.name().equals(Workloads.BASELINE) && w.log().equals(workload.log()));
  }

  /** CPU time in multiples of the first run of the engine on as many events. */
  private double ratioToEngine(Workload workload) {
    return ratio(
        workload,
        w -> w.name().startsWith("engine") && w.log().events() == workload.log().events());
  }

  /** NaN if there is no such workload. */
  private double ratio(Workload workload, Predicate<Workload> reference) {
    return readings.keySet().stream()
        .filter(reference)
        .mapToDouble(w -> cpu(workload) / cpu(w))
        .findFirst()
        .orElse(Double.NaN);
  }

  private double cpu(Workload workload) {
    return median(readings.get(workload), Reading::cpuSeconds);
  }

  private static double median(List<Reading> readings, ToDoubleFunction<Reading> of) {
    double[] sorted = readings.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Three decimals; null for NaN, which JSON does not have. */
  private static Double rounded(double value) {
    return Double.isNaN(value)
        ? null
        : (Double) Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
  }
}

package io.dealrank.features.benchmark;

import io.dealrank.features.benchmark.EventLog.Keys;
import io.dealrank.features.benchmark.EventLog.Shape;
import io.dealrank.features.benchmark.EventLog.Skew;
import io.dealrank.features.vertical.Span;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is measured, on which log.
 *
 * @param cases names of {@link Workloads}
 * @param log the log of every case that does not say otherwise
 * @param windows windows of every case that does not say otherwise
 * @param scaling numbers of events of the case {@code scaling}
 * @param days days of snapshots of the case {@code marts}, the last ones of the year
 * @param sample questions whose answers are compared
 * @param repeat measured runs of each plan; the median is reported
 * @param partitions shuffle partitions
 * @param configuration more settings of Spark
 */
record BenchmarkOptions(
    List<String> cases,
    Shape log,
    List<Span> windows,
    List<Long> scaling,
    int days,
    long sample,
    int repeat,
    int partitions,
    Map<String, String> configuration) {
  static final String USAGE =
      """
      bin/benchmark [--option value ...]
        --case LIST         of scan, sort, engine, rangejoin, windowed-sql, double-windows, scaling, hot,
                            marts, sort-keys; default scan,sort,engine,rangejoin
        --events N          default 2000000
        --entities N        default 200000
        --questions N       default 300000
        --skew S            zipf, even or hot; default zipf
        --keys K            number (8 digits) or hex (32 digits); default number
        --windows LIST      default 1d,7d,30d,90d,all
        --scaling LIST      numbers of events of the case scaling; default 5000000,20000000,80000000
        --days N            days of the case marts; default 30
        --sample N          questions compared between engine and range join; default 500
        --repeat N          measured runs, the median is reported; default 1
        --partitions N      shuffle partitions; default 8
        --conf KEY=VALUE    a setting of Spark; may be repeated
        --seed N            default 7
      Environment: BENCHMARK_MEMORY (heap, default 4g), BENCHMARK_JAVA_OPTIONS (more options of the JVM).
      """;

  /**
   * Reads {@code --option value} pairs.
   *
   * @throws IllegalArgumentException if an option is unknown or its value is missing
   */
  static BenchmarkOptions parse(String... arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    Map<String, String> configuration = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " has no value\n" + USAGE);
      }
      if (arguments[i].equals("--conf")) {
        String[] setting = arguments[i + 1].split("=", 2);
        configuration.put(setting[0], setting[1]);
      } else {
        given.put(arguments[i], arguments[i + 1]);
      }
    }
    Shape log =
        new Shape(
            number(given, "--events", 2_000_000),
            number(given, "--entities", 200_000),
            number(given, "--questions", 300_000),
            Skew.valueOf(text(given, "--skew", "zipf").toUpperCase(Locale.ROOT)),
            Keys.valueOf(text(given, "--keys", "number").toUpperCase(Locale.ROOT)),
            number(given, "--seed", 7));
    BenchmarkOptions options =
        new BenchmarkOptions(
            list(given, "--case", "scan,sort,engine,rangejoin"),
            log,
            list(given, "--windows", "1d,7d,30d,90d,all").stream().map(Span::parse).toList(),
            list(given, "--scaling", "5000000,20000000,80000000").stream()
                .map(Long::valueOf)
                .toList(),
            (int) number(given, "--days", 30),
            number(given, "--sample", 500),
            (int) number(given, "--repeat", 1),
            (int) number(given, "--partitions", 8),
            configuration);
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + given.keySet() + "\n" + USAGE);
    }
    return options;
  }

  /** First day of the case {@code marts}. */
  LocalDate firstDay() {
    return lastDay().minusDays(days - 1L);
  }

  /** The day after the log's last: its snapshot knows everything. */
  LocalDate lastDay() {
    return EventLog.FIRST_DAY.plusDays(EventLog.DAYS);
  }

  /** Much less of the same, to load and compile everything before the measured runs. */
  BenchmarkOptions warmUp() {
    long few = Math.min(log.events(), 100_000);
    Shape small =
        new Shape(
            few,
            Math.min(log.entities(), 10_000),
            Math.min(log.questions(), few / 4),
            log.skew(),
            log.keys(),
            log.seed());
    return new BenchmarkOptions(
        cases, small, windows, List.of(few), Math.min(days, 3), sample, 1, partitions, Map.of());
  }

  private static String text(Map<String, String> given, String option, String other) {
    String value = given.remove(option);
    return value == null ? other : value;
  }

  private static long number(Map<String, String> given, String option, long other) {
    return Long.parseLong(text(given, option, Long.toString(other)));
  }

  private static List<String> list(Map<String, String> given, String option, String other) {
    return Arrays.asList(text(given, option, other).split(","));
  }
}

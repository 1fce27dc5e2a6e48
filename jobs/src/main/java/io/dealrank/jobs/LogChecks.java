package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.contract.ContractReader;
import io.dealrank.features.contract.ContractTable;
import io.dealrank.features.training.FeatureColumn;
import io.dealrank.features.vertical.LogPeriod;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The logs of a vertical, read and checked, before anything is written: the same checks for {@code
 * validate} and {@code import}.
 */
final class LogChecks implements AutoCloseable {
  private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);

  private final Vertical vertical;
  private final Sources sources;
  private final Map<LakeTable, ContractTable> tables = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Object> counts = new LinkedHashMap<>();
  private final Map<String, Duration> periods = new LinkedHashMap<>();

  /**
   * What is wrong with some rows of a table, or with the table.
   *
   * @param table the lake table
   * @param reason what is wrong
   * @param rows rows concerned
   * @param example one of them
   * @param fatal whether the logs cannot be used
   */
  record Finding(String table, String reason, long rows, String example, boolean fatal) {}

  private LogChecks(VerticalFile file, Sources sources) {
    this.vertical = file.vertical();
    this.sources = sources;
  }

  /** Reads and checks all tables; rows are kept until {@link #close}. */
  static LogChecks of(Invocation invocation, VerticalFile file, String input) {
    Sources.requireInput(file, input);
    Sources sources = new Sources(invocation.spark(), file, input);
    LogChecks checks = new LogChecks(file, sources);
    FutureColumns future = new FutureColumns(FeatureColumn.allExpressions(file));
    LogPeriod logs = file.vertical().logs();
    Instant from = midnight(logs.from() == null ? EARLIEST : logs.from());
    Instant to = logs.to() == null ? invocation.startedAt() : midnight(logs.to());
    for (LakeTable table : LakeTable.of(file.vertical())) {
      invocation.progress().step("check " + table.name());
      ContractReader reader =
          new ContractReader(file, table.key(), table.contract(), table.mapping());
      Dataset<Row> source = sources.of(table.mapping(), table.key());
      boolean dated = table.contract() != Contract.ENTITY;
      try {
        ContractTable rows =
            ContractTable.of(reader, table.contract(), source, dated ? from : Instant.MIN, to)
                .keep();
        checks.tables.put(table, rows);
        checks.tally(table, rows);
        checks.findings.addAll(future.findings(table, source.schema()));
      } catch (ConfigurationException refused) {
        throw new ConfigurationException(
            refused.problem(),
            refused.reason(),
            refused.remedy() + " It is read from " + sources.described(table.mapping()) + ".");
      } catch (Exception failed) {
        throw sources.unreadable(sources.described(table.mapping()), failed);
      }
    }
    checks.findMissingDays();
    checks.countDumps();
    checks.checkGroups(file);
    return checks;
  }

  private void checkGroups(VerticalFile file) {
    Map<LakeTable, Dataset<Row>> sound = new LinkedHashMap<>();
    tables.forEach((table, rows) -> sound.put(table, rows.sound()));
    GroupChecks.requireReadable(file, LakeTable.lake(sound));
    findings.addAll(GroupChecks.longWindows(vertical, periods));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Map<LakeTable, ContractTable> tables() {
    return tables;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Per table: rows read, sound and set aside. */
  Map<String, Object> counts() {
    return counts;
  }

  /** Fails if the logs cannot be used at all. */
  void requireUsable() {
    for (Finding finding : findings) {
      if (finding.fatal()) {
        String from =
            tables.keySet().stream()
                .filter(table -> table.name().equals(finding.table()))
                .findFirst()
                .map(table -> sources.described(table.mapping()))
                .orElse("the logs");
        throw new DealrankException(
            "table " + finding.table() + ": " + finding.reason() + ".",
            "Example: " + finding.example(),
            "Correct "
                + from
                + ", or its mapping in the vertical file; dealrank validate lists all findings. Nothing was written.");
      }
    }
  }

  private void tally(LakeTable table, ContractTable rows) {
    Column isSound = size(col("problems")).equalTo(0);
    Column time = when(isSound, col(table.contract().time()));
    Row total =
        rows.rows()
            .agg(
                count(lit(1)).as("n"),
                count_if(isSound).as("sound"),
                min(time).as("first"),
                max(time).as("last"))
            .head();
    if (!total.isNullAt(2)) {
      periods.put(table.name(), Duration.between(total.getInstant(2), total.getInstant(3)));
    }
    long all = total.getLong(0);
    long sound = total.getLong(1);
    Map<String, Object> counted = new LinkedHashMap<>();
    counted.put("rows", all);
    counted.put("accepted", sound);
    counted.put("quarantined", all - sound);
    counts.put(table.name(), counted);
    for (Row row : rows.findings().limit(50).collectAsList()) {
      findings.add(
          new Finding(
              table.name(), row.getString(0), row.getLong(1), shortened(row.getString(2)), false));
    }
    if (sound == 0 && (isRequired(table) || all > 0)) {
      findings.add(
          new Finding(
              table.name(),
              all == 0 ? "it is empty" : "none of its rows is sound",
              all,
              all == 0 ? "no rows in the source" : example(table),
              true));
    }
    double share = all == 0 ? 0 : (all - sound) / (double) all;
    if (sound > 0 && share > vertical.logs().quarantineLimit()) {
      findings.add(
          new Finding(
              table.name(),
              String.format(
                  Locale.ROOT,
                  "%.1f%% of its rows would be set aside, more than logs.quarantine_limit %.1f%%",
                  100 * share,
                  100 * vertical.logs().quarantineLimit()),
              all - sound,
              example(table),
              true));
    }
  }

  /** What a dump set aside before its rows reached a contract. */
  private void countDumps() {
    for (StackExchangeDump dump : sources.dumps()) {
      for (Row row : dump.setAsideCounts().collectAsList()) {
        findings.add(
            new Finding("dump", row.getString(0), row.getLong(1), row.getString(2), false));
      }
    }
  }

  /**
   * Rows of a dump that reached no contract, in the form of the quarantine; null without a dump.
   */
  Dataset<Row> dumpQuarantine() {
    return sources.dumps().stream()
        .map(StackExchangeDump::setAside)
        .reduce(Dataset::unionByName)
        .orElse(null);
  }

  private String example(LakeTable table) {
    return findings.stream()
        .filter(f -> f.table().equals(table.name()))
        .findFirst()
        .map(Finding::example)
        .orElse("");
  }

  private void findMissingDays() {
    if (vertical.logs().everyDay()) {
      MissingDays missing = new MissingDays(vertical.logs());
      tables.forEach(
          (table, rows) -> {
            if (isRequired(table)) {
              missing.finding(table, rows).ifPresent(findings::add);
            }
          });
    }
  }

  private static boolean isRequired(LakeTable table) {
    return table.contract() == Contract.IMPRESSIONS || table.contract() == Contract.CONTACTS;
  }

  private static String shortened(String text) {
    return text == null || text.length() <= 300 ? text : text.substring(0, 300) + "...";
  }

  @Override
  public void close() {
    tables.values().forEach(ContractTable::release);
    sources.close();
  }
}

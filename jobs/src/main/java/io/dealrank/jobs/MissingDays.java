package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;

import io.dealrank.features.contract.ContractTable;
import io.dealrank.features.vertical.LogPeriod;
import io.dealrank.jobs.LogChecks.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Days of the logs on which a table has no sound row. Where the period is open, its end is the
 * table's own first or last day.
 */
record MissingDays(LogPeriod logs) {
  /** What is missing of a table of impressions or contacts; empty: nothing, or it has no rows. */
  Optional<Finding> finding(LakeTable table, ContractTable rows) {
    Dataset<Row> days =
        rows.sound().select(to_date(col(table.contract().time())).as("day")).distinct();
    Row bounds = days.agg(min("day"), max("day")).head();
    if (bounds.isNullAt(0)) {
      return Optional.empty();
    }
    Set<LocalDate> present = new TreeSet<>();
    days.collectAsList().forEach(row -> present.add(row.getLocalDate(0)));
    List<LocalDate> missing =
        (logs.from() == null ? bounds.getLocalDate(0) : logs.from())
            .datesUntil(logs.to() == null ? bounds.getLocalDate(1) : logs.to())
            .filter(day -> !present.contains(day))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                table.name(),
                missing.size() + " day(s) without rows, although logs.every_day is true",
                missing.size(),
                "first missing day " + missing.get(0),
                true));
  }
}

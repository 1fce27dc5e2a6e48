package io.dealrank.jobs;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.interleaving.ClusteredPreference;
import io.dealrank.evaluation.interleaving.InterleavingTable;
import io.dealrank.evaluation.interleaving.InterleavingTable.ReadOut;
import io.dealrank.evaluation.interleaving.Preference;
import io.dealrank.evaluation.significance.SignTest;
import io.dealrank.features.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The read-out of an interleaving experiment as text and JSON. */
final class InterleavedTable {
  private static final double ALPHA = 1 - InterleaveCommand.LEVEL;
  private static final int PERCENT = 100;

  private InterleavedTable() {}

  static void read(Invocation invocation) {
    Map<String, String> roles =
        ColumnRoles.of(
            invocation.arguments().value("columns"),
            Map.of("query", "query_id", "team", "team", "contacts", "contacts"),
            List.of("searcher"),
            "query=search_id,team=team,contacts=clicks,searcher=employer_id");
    TableFile file = TableFile.of(invocation);
    InterleavingTable columns =
        new InterleavingTable(
            roles.get("query"),
            roles.get("team"),
            roles.get("contacts"),
            roles.get("searcher"),
            file.kind().isText());
    invocation.progress().step("read " + file.path());
    Dataset<Row> table = file.readWithPlaces();
    String remedy = "Name the columns with --columns query=COLUMN,team=COLUMN,contacts=COLUMN.";
    file.requireNone(columns.missing(table.columns()), table, remedy);
    file.requireTypes(columns.wrongTypes(table.schema()), remedy);
    ReadOut readOut;
    try {
      InterleavingTable.Inspection inspection = columns.inspect(table);
      requireRows(file, inspection.rows());
      file.requireSound(inspection.faults());
      readOut = columns.read(table, InterleaveCommand.LEVEL);
    } catch (RuntimeException failed) {
      throw file.unreadable(failed);
    }
    requireWhole(file, roles, readOut);
    tell(invocation.summary(), readOut);
  }

  private static void tell(Summary summary, ReadOut readOut) {
    Preference preference = readOut.preference();
    ClusteredPreference clustered = readOut.clustered();
    summary.put("searches", readOut.searches());
    summary.put("without_contact", readOut.withoutContact());
    put(summary, "", preference.wins(), preference.ties(), preference.losses(), preference.p());
    summary.put("delta", JsonNumbers.orNull(preference.delta()));
    summary.put("interval", interval(preference.interval()));
    String words = words(readOut);
    if (clustered != null) {
      SignTest sign = clustered.signTest();
      summary.put("searchers", clustered.searchers());
      put(summary, "searcher_", sign.wins(), sign.ties(), sign.losses(), sign.p());
      summary.put("searcher_interval", interval(clustered.interval()));
      summary.put("searcher_t_p", JsonNumbers.orNull(clustered.p()));
    }
    summary.put("verdict", words);
    summary.line(
        readOut.searches()
            + " searches, "
            + readOut.withoutContact()
            + " of them without a contact; delta = (wins of b + ties/2)/searches - 1/2");
    TextTable rows =
        new TextTable(1, "unit", "units", "b wins", "ties", "a wins", "delta", "interval", "p");
    rows.row(
        "search",
        readOut.searches(),
        preference.wins(),
        preference.ties(),
        preference.losses(),
        percent(preference.delta()),
        interval(preference.interval(), readOut.searches(), "search"),
        JsonNumbers.orNull(preference.p()));
    if (clustered != null) {
      SignTest sign = clustered.signTest();
      rows.row(
          "searcher",
          clustered.searchers(),
          sign.wins(),
          sign.ties(),
          sign.losses(),
          percent(preference.delta()),
          interval(clustered.interval(), clustered.searchers(), "searcher"),
          JsonNumbers.orNull(sign.p()));
    }
    rows.lines().forEach(line -> summary.line("  " + line));
    summary.line(words);
    summary.line("p: exact sign test of wins against losses, two-sided; intervals: 95%");
  }

  /** By searcher where there are searchers: the searches of one are not independent. */
  private static String words(ReadOut readOut) {
    Preference preference = readOut.preference();
    ClusteredPreference clustered = readOut.clustered();
    ConfidenceInterval interval = clustered == null ? preference.interval() : clustered.interval();
    double p = clustered == null ? preference.p() : clustered.signTest().p();
    long units = clustered == null ? readOut.searches() : clustered.searchers();
    String unit = clustered == null ? "search" : "searcher";
    if (Double.isNaN(p)) {
      return "nothing is shown: no " + unit + " has a winner";
    }
    String delta = percent(preference.delta());
    if (!isDefined(interval)) {
      return String.format(
          Locale.ROOT,
          "no preference is shown: delta %s, its interval %s; p %.2g",
          delta,
          interval(interval, units, unit),
          p);
    }
    String over =
        interval(interval, units, unit) + " over " + (clustered == null ? "searches" : "searchers");
    if (p <= ALPHA && !interval.contains(0)) {
      return String.format(
          Locale.ROOT,
          "%s is preferred: delta %s %s, p %.2g",
          preference.delta() > 0 ? "b" : "a",
          delta,
          over,
          p);
    }
    return String.format(
        Locale.ROOT,
        "no preference is shown: delta %s %s, p %.2g; what the interval holds is still possible",
        delta,
        over,
        p);
  }

  private static void put(
      Summary summary, String prefix, long wins, long ties, long losses, double p) {
    summary.put(prefix + "b_wins", wins);
    summary.put(prefix + "ties", ties);
    summary.put(prefix + "a_wins", losses);
    summary.put(prefix + "p", JsonNumbers.orNull(p));
  }

  private static void requireRows(TableFile file, long rows) {
    if (rows == 0) {
      throw new ConfigurationException(
          "table " + file.path() + " has no row.",
          "No search can be read.",
          "Give a table with a row per listing shown.");
    }
  }

  private static void requireWhole(TableFile file, Map<String, String> roles, ReadOut readOut) {
    if (readOut.torn() != null) {
      throw new ConfigurationException(
          "table "
              + file.path()
              + ": search "
              + readOut.torn()
              + " has more than one searcher in column "
              + roles.get("searcher")
              + ", or one in some of its rows only.",
          "A search belongs to one searcher.",
          "Write the same searcher into every row of the search, or null into all.");
    }
  }

  static String percent(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.2f%%", PERCENT * value) : null;
  }

  /** An interval, or why there is none. */
  private static String interval(ConfidenceInterval interval, long units, String unit) {
    return isDefined(interval)
        ? "[" + percent(interval.low()) + ", " + percent(interval.high()) + "]"
        : "not defined: " + (units == 1 ? "one " : "no ") + unit;
  }

  private static boolean isDefined(ConfidenceInterval interval) {
    return Double.isFinite(interval.low());
  }

  private static List<Double> interval(ConfidenceInterval interval) {
    return JsonNumbers.interval(interval.low(), interval.high());
  }
}

package io.dealrank.jobs;

import io.dealrank.evaluation.table.RowChecks;
import io.dealrank.evaluation.trec.JudgedTable;
import io.dealrank.evaluation.trec.TableEvaluation;
import io.dealrank.evaluation.trec.TableSums;
import io.dealrank.evaluation.trec.Ties;
import io.dealrank.evaluation.trec.TrecEvaluation;
import io.dealrank.evaluation.trec.TrecResult;
import io.dealrank.features.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * A table of judged rankings, evaluated on Spark.
 *
 * @param runs the columns of positions and scores
 * @param results one per run
 * @param perQuery the folder where the values of single queries were written because there are too
 *     many to print; null: they are in the results, or were not asked for
 */
record EvaluatedTable(List<String> runs, List<TrecResult> results, String perQuery) {
  /** Lists (one query of one run) whose values are printed; those of more are written. */
  static final int MOST_PRINTED = 100_000;

  /** Whether the values of single queries are needed, and what for. */
  enum Values {
    /** Only the values over all queries. */
    NONE,
    /** Printed, or written where there are too many. */
    SHOWN,
    /** Compared in memory. */
    COMPARED
  }

  /**
   * Reads the table of the options and evaluates it. Nothing is written before every row is known
   * to be sound.
   */
  static EvaluatedTable of(Invocation invocation, TrecEvaluation evaluation, Values values) {
    CommandLine arguments = invocation.arguments();
    Map<String, String> roles =
        ColumnRoles.of(
            arguments.value("columns"),
            Map.of("query", "query_id", "listing", "listing_id", "label", "label"),
            List.of("position"),
            "query=search_id,listing=resume_id,label=deal,position=position");
    List<String> scores = arguments.all("score");
    requireRuns(scores, roles, evaluation);
    TableFile file = TableFile.of(invocation);
    JudgedTable columns =
        new JudgedTable(
            roles.get("query"),
            roles.get("listing"),
            roles.get("label"),
            scores,
            roles.get("position"),
            file.kind().isText());
    invocation.progress().step("read " + file.path());
    Dataset<Row> table = file.readWithPlaces();
    requireColumns(file, columns, table);
    try {
      JudgedTable.Inspection inspection = columns.inspect(table);
      requireRows(file, inspection);
      file.requireSound(inspection.faults());
      TableEvaluation onTable = onTable(file, columns, evaluation, inspection.highestGrade());
      invocation.progress().step("evaluate " + inspection.rows() + " rows");
      return evaluated(invocation, file, onTable, table, values);
    } catch (RuntimeException failed) {
      throw file.unreadable(failed);
    }
  }

  private static TableEvaluation onTable(
      TableFile file, JudgedTable columns, TrecEvaluation evaluation, int highestGrade) {
    try {
      return new TableEvaluation(columns, evaluation, highestGrade);
    } catch (IllegalArgumentException refused) {
      throw new ConfigurationException(
          refused.getMessage(),
          "It is a label of table " + file.path() + ".",
          "Use --gain linear and no measure of exponential gain, or smaller labels.");
    }
  }

  private static EvaluatedTable evaluated(
      Invocation invocation,
      TableFile file,
      TableEvaluation onTable,
      Dataset<Row> table,
      Values values) {
    List<String> runs = onTable.table().runs();
    Dataset<Row> perQuery = onTable.perQuery(table);
    if (values != Values.NONE) {
      perQuery = perQuery.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      TableSums sums = onTable.sums(perQuery);
      requireDistinct(file, onTable.table(), table, sums);
      requireCommon(file, runs, sums);
      boolean few = sums.lists() <= MOST_PRINTED;
      if (values == Values.COMPARED && !few) {
        throw new ConfigurationException(
            "table "
                + file.path()
                + " has "
                + sums.lists()
                + " lists, more than "
                + MOST_PRINTED
                + ".",
            "A LaTeX table compares the runs query by query in memory.",
            "Use --format tsv or json, or fewer queries.");
      }
      if (values != Values.NONE && few) {
        List<Row> rows = perQuery.collectAsList();
        return new EvaluatedTable(
            runs,
            IntStream.range(0, runs.size())
                .mapToObj(run -> onTable.result(sums, run, rows))
                .toList(),
            null);
      }
      return new EvaluatedTable(
          runs,
          IntStream.range(0, runs.size()).mapToObj(run -> onTable.result(sums, run)).toList(),
          values == Values.NONE ? null : write(invocation, onTable.values(perQuery)));
    } finally {
      if (values != Values.NONE) {
        var unused = perQuery.unpersist();
      }
    }
  }

  /** Writes aside and renames, so that the folder holds one whole evaluation or none. */
  private static String write(Invocation invocation, Dataset<Row> values) {
    Path folder = new Path(invocation.arguments().value("output"), "evaluation");
    Path target = new Path(folder, "per_query");
    Path staging = new Path(folder, ".staging-per_query");
    try {
      FileSystem files = folder.getFileSystem(invocation.spark().sessionState().newHadoopConf());
      invocation.progress().step("write " + target);
      values.write().mode("overwrite").parquet(files.makeQualified(staging).toString());
      files.delete(target, true);
      if (!files.rename(staging, target)) {
        throw new IOException(staging + " could not be renamed to " + target);
      }
      return target.toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void requireRuns(
      List<String> scores, Map<String, String> roles, TrecEvaluation evaluation) {
    String position = roles.get("position");
    if (scores.isEmpty() && position == null) {
      throw new ConfigurationException(
          "--score is missing.",
          "A run is a column of scores, or of positions.",
          "Give --score COLUMN, once per run, or --columns position=COLUMN.");
    }
    List<String> runs = Stream.concat(Stream.ofNullable(position), scores.stream()).toList();
    for (String run : runs) {
      if (runs.indexOf(run) != runs.lastIndexOf(run)) {
        throw new ConfigurationException(
            "column " + run + " is given twice.",
            "Its values would be printed twice.",
            "Give each run once; a position is a run without --score.");
      }
    }
    if (evaluation.conventions().ties() == Ties.RANK && position == null) {
      throw new ConfigurationException(
          "--ties rank needs a column of positions.",
          "Equal scores stay as they were shown.",
          "Name it, for example with --columns position=position, or use --ties id.");
    }
  }

  private static void requireColumns(TableFile file, JudgedTable columns, Dataset<Row> table) {
    file.requireNone(
        columns.missing(table.columns()),
        table,
        "Name the columns with --columns query=COLUMN,listing=COLUMN,label=COLUMN and --score COLUMN.");
    file.requireTypes(
        columns.wrongTypes(table.schema()),
        "Cast the column, or name another with --columns or --score.");
  }

  private static void requireRows(TableFile file, JudgedTable.Inspection inspection) {
    if (inspection.rows() == 0) {
      throw new ConfigurationException(
          "table " + file.path() + " has no row.",
          "Nothing can be evaluated.",
          "Give a table with a row per query and listing.");
    }
  }

  private static void requireDistinct(
      TableFile file, JudgedTable columns, Dataset<Row> table, TableSums sums) {
    TableSums.Duplicate duplicate = sums.duplicate();
    if (duplicate != null) {
      Map<String, String> row =
          Map.of(columns.query(), duplicate.query(), columns.listing(), duplicate.listing());
      throw new ConfigurationException(
          "table "
              + file.path()
              + ": listing "
              + duplicate.listing()
              + " occurs a second time in query "
              + duplicate.query()
              + secondPlace(file, columns, table, row)
              + ".",
          "A listing stands once in a list; a second row would change the numbers in silence.",
          "Keep one row per query and listing.");
    }
  }

  private static String secondPlace(
      TableFile file, JudgedTable columns, Dataset<Row> table, Map<String, String> row) {
    if (!file.kind().isText()) {
      return "";
    }
    List<String> places =
        table
            .filter(
                columns.keyIs(table.schema(), row.get(columns.query()), row.get(columns.listing())))
            .select(RowChecks.FILE)
            .distinct()
            .orderBy(RowChecks.FILE)
            .limit(2)
            .collectAsList()
            .stream()
            .map(found -> found.getString(0))
            .toList();
    var configuration = file.spark().sessionState().newHadoopConf();
    return places.size() == 1
        ? ", at " + new RowPlace(places.get(0), file.kind(), configuration).ofRow(row, 2)
        : ", in files "
            + String.join(
                " and ",
                places.stream()
                    .map(f -> new RowPlace(f, file.kind(), configuration).ofRow(row, 1))
                    .toList());
  }

  private static void requireCommon(TableFile file, List<String> runs, TableSums sums) {
    for (int run = 0; run < runs.size(); run++) {
      if (sums.common(run) == 0) {
        throw new ConfigurationException(
            "table "
                + file.path()
                + ": no query with a value in column "
                + runs.get(run)
                + " has a label.",
            "Nothing can be evaluated.",
            "Give the listings of a query their labels in the same rows as their scores.");
      }
    }
  }
}

package io.dealrank.evaluation.trec;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.table.RowChecks;
import io.dealrank.evaluation.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A table of judged rankings: one row per query and listing, with a grade and the score of every
 * run. It says what a qrels file and run files say:
 *
 * <ul>
 *   <li>label not null: a row of the qrels, whole numbers or boolean; negative: pooled, not judged
 *   <li>label null: the listing has no judgment
 *   <li>score not null: a row of the run of that column; null: the run did not return the listing
 *   <li>position: a run of its own with score -position; breaks ties with {@link Ties#RANK}, null
 *       last
 * </ul>
 *
 * <p>Queries and listings are compared as text, whatever their type.
 *
 * @param query column of the query: text or a whole number
 * @param listing column of the listing: text or a whole number
 * @param label column of the grade
 * @param scores columns of scores, higher is better; each is a run
 * @param position column of the position, lower is better; null: there is none
 * @param textual whether numbers may be written as text, as in CSV
 */
public record JudgedTable(
    String query,
    String listing,
    String label,
    List<String> scores,
    String position,
    boolean textual) {
  /**
   * What one pass over the table finds.
   *
   * @param rows all rows
   * @param highestGrade at least 0
   * @param faults none if the table can be evaluated
   */
  public record Inspection(long rows, int highestGrade, List<RowChecks.Fault> faults) {}

  /** The runs: the position first, where there is one, then the scores. */
  public List<String> runs() {
    return Stream.concat(Stream.ofNullable(position), scores.stream()).toList();
  }

  /** The columns it needs and the table does not have. */
  public List<String> missing(String[] columns) {
    return TableColumn.missing(
        columns, Stream.concat(Stream.of(query, listing, label), runs().stream()));
  }

  /** What is wrong with the types of its columns; empty if nothing is. */
  public List<String> wrongTypes(StructType schema) {
    List<String> wrong = new ArrayList<>(TableColumn.wrongIds(schema, Stream.of(query, listing)));
    TableColumn grade = TableColumn.of(schema, label);
    if (!grade.isBoolean() && !grade.isNumber(textual)) {
      wrong.add(grade.told() + ", but labels are numbers or boolean");
    }
    for (String run : runs()) {
      TableColumn column = TableColumn.of(schema, run);
      if (!column.isNumber(textual)) {
        wrong.add(column.told() + ", but a run is a column of numbers");
      }
    }
    return wrong;
  }

  /** Looks for rows that cannot be evaluated; one job of one pass where there is none. */
  public Inspection inspect(Dataset<Row> table) {
    RowChecks checks = checks(table);
    TableColumn grade = TableColumn.of(table.schema(), label);
    Column positive = not(grade.isNotWhole()).and(grade.number().gt(0));
    List<Column> aggregates = new ArrayList<>(List.of(max(when(positive, grade.number()))));
    aggregates.addAll(checks.counts());
    Row found = table.agg(count(lit(1)), aggregates.toArray(Column[]::new)).head();
    return new Inspection(
        found.getLong(0),
        found.isNullAt(1) ? 0 : (int) found.getDouble(1),
        checks.faults(found, 2));
  }

  /** Whether a row is of a query and a listing, given as text. */
  public Column keyIs(StructType schema, String queryId, String listingId) {
    return TableColumn.of(schema, query)
        .id()
        .equalTo(queryId)
        .and(TableColumn.of(schema, listing).id().equalTo(listingId));
  }

  /** Where the cells of {@link #rows} are. */
  static final class Cell {
    static final int QUERY = 0;
    static final int LISTING = 1;
    static final int GRADE = 2;
    static final int FIRST_RUN = 3;

    private Cell() {}
  }

  /**
   * The rows as they are evaluated: query, listing, grade, and a score per run. The table is one
   * that {@link #inspect} found no fault in.
   */
  Dataset<Row> rows(Dataset<Row> table) {
    StructType schema = table.schema();
    List<Column> columns =
        new ArrayList<>(
            List.of(
                TableColumn.of(schema, query).id().as("query"),
                TableColumn.of(schema, listing).id().as("listing"),
                TableColumn.of(schema, label).number().cast("int").as("grade")));
    for (String run : runs()) {
      Column number = TableColumn.of(schema, run).number();
      columns.add((run.equals(position) ? number.unary_$minus() : number).as("run " + run));
    }
    return table.select(columns.toArray(Column[]::new));
  }

  private RowChecks checks(Dataset<Row> table) {
    StructType schema = table.schema();
    TableColumn ofQuery = TableColumn.of(schema, query);
    TableColumn ofListing = TableColumn.of(schema, listing);
    TableColumn grade = TableColumn.of(schema, label);
    RowChecks checks =
        new RowChecks(table, List.of(ofQuery, ofListing))
            .refuseNull(ofQuery, "query")
            .refuseNull(ofListing, "listing")
            .refuse(
                grade,
                grade.isNotWhole(),
                "the label in column " + label + " is not a whole number",
                "Write grades as integers; null means no judgment, -1 pooled but not judged.");
    for (String score : scores) {
      TableColumn column = TableColumn.of(schema, score);
      checks.refuse(
          column,
          column.isNotFinite(),
          "the score in column " + score + " is not a finite number",
          "Write it as a decimal, for example 1.25 or 3e-4; null means not returned.");
    }
    if (position != null) {
      TableColumn column = TableColumn.of(schema, position);
      checks.refuse(
          column,
          column.isNotWhole(),
          "the position in column " + position + " is not a whole number",
          "Write positions as integers from 1; null means not shown.");
    }
    return checks;
  }
}

package io.dealrank.evaluation.trec;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
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
  /** Optional column of a table read from files: the file of the row, for messages. */
  public static final String FILE = "__file";

  /** Optional column of a table read from text: a row that could not be parsed, else null. */
  public static final String BROKEN_ROW = "__broken_row";

  private static final String DECIMAL = "^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$";

  /**
   * Rows that cannot be evaluated.
   *
   * @param problem what is wrong
   * @param remedy what to do about it
   * @param rows how many rows are so
   * @param query of the first such row by query and listing; null if it has none
   * @param listing of that row; null if it has none
   * @param column with the wrong value; null for a row that could not be parsed
   * @param text what the row holds in that column; null for nothing
   * @param file of that row; null if it is not known
   */
  public record Fault(
      String problem,
      String remedy,
      long rows,
      String query,
      String listing,
      String column,
      String text,
      String file) {}

  /**
   * What one pass over the table finds.
   *
   * @param rows all rows
   * @param highestGrade at least 0
   * @param faults none if the table can be evaluated
   */
  public record Inspection(long rows, int highestGrade, List<Fault> faults) {}

  private record Check(
      String problem, String remedy, String column, Column broken, Column text) {}

  /** The runs: the position first, where there is one, then the scores. */
  public List<String> runs() {
    return Stream.concat(Stream.ofNullable(position), scores.stream()).toList();
  }

  /** The columns it needs and the table does not have. */
  public List<String> missing(String[] columns) {
    return Stream.concat(Stream.of(query, listing, label), runs().stream())
        .filter(name -> !Arrays.asList(columns).contains(name))
        .distinct()
        .toList();
  }

  /** What is wrong with the types of its columns; empty if nothing is. */
  public List<String> wrongTypes(StructType schema) {
    List<String> wrong = new ArrayList<>();
    for (String key : List.of(query, listing)) {
      if (!isKey(schema.apply(key).dataType())) {
        wrong.add(told(schema, key) + ", but ids are text or whole numbers");
      }
    }
    if (!(schema.apply(label).dataType() instanceof BooleanType) && !isNumber(schema, label)) {
      wrong.add(told(schema, label) + ", but labels are numbers or boolean");
    }
    for (String run : runs()) {
      if (!isNumber(schema, run)) {
        wrong.add(told(schema, run) + ", but a run is a column of numbers");
      }
    }
    return wrong;
  }

  /** Looks for rows that cannot be evaluated; one job of one pass. */
  public Inspection inspect(Dataset<Row> table) {
    List<String> columns = List.of(table.columns());
    List<Check> checks = checks(table);
    Column file = columns.contains(FILE) ? col(FILE) : lit(null).cast("string");
    List<Column> aggregates = new ArrayList<>();
    for (Check check : checks) {
      Column broken = coalesce(check.broken(), lit(false));
      Column row = struct(key(query), key(listing), check.text(), file);
      aggregates.add(count(when(broken, lit(1))));
      aggregates.add(min(when(broken, row)));
    }
    Column grade = number(table, label);
    Column valid = not(isNotWhole(grade)).and(grade.gt(0));
    aggregates.add(max(when(valid, grade)));
    Row found = table.agg(count(lit(1)), aggregates.toArray(Column[]::new)).head();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      long rows = found.getLong(1 + 2 * i);
      if (rows > 0) {
        Row first = found.getStruct(2 + 2 * i);
        faults.add(
            new Fault(
                checks.get(i).problem(),
                checks.get(i).remedy(),
                rows,
                first.getString(0),
                first.getString(1),
                checks.get(i).column(),
                first.getString(2),
                first.getString(3)));
      }
    }
    int last = 1 + 2 * checks.size();
    int highest = found.isNullAt(last) ? 0 : (int) found.getDouble(last);
    return new Inspection(found.getLong(0), highest, faults);
  }

  /**
   * The rows as they are evaluated: query, listing, grade, position, and a score per run. The table
   * is one that {@link #inspect} found no fault in.
   */
  Dataset<Row> rows(Dataset<Row> table) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                key(query).as("query"),
                key(listing).as("listing"),
                number(table, label).cast("int").as("grade"),
                position == null
                    ? lit(null).cast("int").as("position")
                    : number(table, position).cast("int").as("position")));
    for (String run : runs()) {
      Column number = number(table, run);
      columns.add((run.equals(position) ? number.unary_$minus() : number).as("run " + run));
    }
    return table.select(columns.toArray(Column[]::new));
  }

  /** Whether a row is of a query and a listing, given as text. */
  public Column keyIs(String queryId, String listingId) {
    return key(query).equalTo(queryId).and(key(listing).equalTo(listingId));
  }

  private List<Check> checks(Dataset<Row> table) {
    List<Check> checks = new ArrayList<>();
    if (List.of(table.columns()).contains(BROKEN_ROW)) {
      checks.add(
          new Check(
              "the row cannot be parsed",
              "Give every row the fields of the header, and quote fields that hold the separator.",
              null,
              col(BROKEN_ROW).isNotNull(),
              col(BROKEN_ROW)));
    }
    Column nothing = lit(null).cast("string");
    checks.add(
        new Check(
            "column " + query + " is null",
            "Give every row the id of its query, or leave the row out.",
            query,
            key(query).isNull(),
            nothing));
    checks.add(
        new Check(
            "column " + listing + " is null",
            "Give every row the id of its listing, or leave the row out.",
            listing,
            key(listing).isNull(),
            nothing));
    checks.add(
        new Check(
            "the label in column " + label + " is not a whole number",
            "Write grades as integers; null means no judgment, -1 pooled but not judged.",
            label,
            isBroken(table, label).or(isNotWhole(number(table, label))),
            text(label)));
    for (String score : scores) {
      Column number = number(table, score);
      checks.add(
          new Check(
              "the score in column " + score + " is not a finite number",
              "Write it as a decimal, for example 1.25 or 3e-4; null means not returned.",
              score,
              isBroken(table, score).or(isNotFinite(number)),
              text(score)));
    }
    if (position != null) {
      checks.add(
          new Check(
              "the position in column " + position + " is not a whole number",
              "Write positions as integers from 1; null means not shown.",
              position,
              isBroken(table, position).or(isNotWhole(number(table, position))),
              text(position)));
    }
    return checks;
  }

  /** An id as text; null where it is empty. */
  private static Column key(String name) {
    Column text = text(name);
    return when(length(text).gt(0), text);
  }

  /** A column as a number; null where it is null or text that is no decimal. */
  private static Column number(Dataset<Row> table, String name) {
    DataType type = table.schema().apply(name).dataType();
    if (type instanceof StringType) {
      Column text = trim(named(name));
      return when(text.rlike(DECIMAL), text.try_cast("double")).plus(lit(0.0));
    }
    Column number = type instanceof BooleanType ? named(name).cast("int") : named(name);
    // -0 becomes 0, so that both tie
    return number.cast("double").plus(lit(0.0));
  }

  /** Whether text that is there is no decimal. */
  private static Column isBroken(Dataset<Row> table, String name) {
    return table.schema().apply(name).dataType() instanceof StringType
        ? length(trim(named(name))).gt(0).and(number(table, name).isNull())
        : lit(false);
  }

  private static Column isNotFinite(Column number) {
    return isnan(number).or(abs(number).gt(Double.MAX_VALUE));
  }

  private static Column isNotWhole(Column number) {
    return isNotFinite(number)
        .or(abs(number).gt((double) Integer.MAX_VALUE))
        .or(floor(number).notEqual(number));
  }

  private static Column text(String name) {
    return named(name).cast("string");
  }

  /** A column by its name as it is, dots included. */
  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private static boolean isKey(DataType type) {
    return type instanceof StringType
        || type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof DecimalType decimal && decimal.scale() == 0;
  }

  private boolean isNumber(StructType schema, String name) {
    DataType type = schema.apply(name).dataType();
    return type instanceof NumericType || textual && type instanceof StringType;
  }

  private static String told(StructType schema, String name) {
    return "column " + name + " is of type " + schema.apply(name).dataType().simpleString();
  }
}

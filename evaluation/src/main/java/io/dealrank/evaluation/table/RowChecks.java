package io.dealrank.evaluation.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Conditions that no row may fulfil: how many rows do, and the first of them by its keys, which is
 * the same in any partitioning. Sound rows are counted in one pass; where some are broken, a second
 * pass finds the first of them.
 */
public final class RowChecks {
  /** Optional column of a table read from files: the file of the row, for messages. */
  public static final String FILE = "__file";

  /** Optional column of a table read from text: a row that could not be parsed, else null. */
  public static final String BROKEN_ROW = "__broken_row";

  private record Check(String problem, String remedy, String column, Column broken, Column text) {
    Column isBroken() {
      return coalesce(broken, lit(false));
    }
  }

  /**
   * Rows that cannot be read.
   *
   * @param problem what is wrong
   * @param remedy what to do about it
   * @param rows how many rows are so
   * @param keys of the first such row: column to text, without those that are null
   * @param column with the wrong value; null for a row that could not be parsed
   * @param text what that row holds in the column; null for nothing
   * @param file of that row; null if it is not known
   */
  public record Fault(
      String problem,
      String remedy,
      long rows,
      Map<String, String> keys,
      String column,
      String text,
      String file) {}

  private final Dataset<Row> table;
  private final List<TableColumn> keys;
  private final List<Check> checks = new ArrayList<>();

  /** Checks of a table whose rows are named by some of its columns. */
  public RowChecks(Dataset<Row> table, List<TableColumn> keys) {
    this.table = table;
    this.keys = List.copyOf(keys);
    if (has(BROKEN_ROW)) {
      checks.add(
          new Check(
              "the row cannot be parsed",
              "Give every row the fields of the header, and quote fields that hold the separator.",
              null,
              col(BROKEN_ROW).isNotNull(),
              col(BROKEN_ROW)));
    }
  }

  /**
   * Adds a condition.
   *
   * @param broken true where a row is wrong; null is not
   */
  public RowChecks refuse(TableColumn column, Column broken, String problem, String remedy) {
    checks.add(new Check(problem, remedy, column.name(), broken, column.text()));
    return this;
  }

  /** Adds the condition that an id is there. */
  public RowChecks refuseNull(TableColumn id, String meaning) {
    return refuse(
        id,
        id.id().isNull(),
        "column " + id.name() + " is null",
        "Give every row the id of its " + meaning + ", or leave the row out.");
  }

  /** The aggregates to ask for: of each condition, how many rows fulfil it. */
  public List<Column> counts() {
    return checks.stream().map(check -> count(when(check.isBroken(), lit(1)))).toList();
  }

  /**
   * The faults in a row of {@link #counts}, which begin at a cell; none for a sound table. One job
   * if there are some, else none.
   */
  public List<Fault> faults(Row counted, int from) {
    if (IntStream.range(0, checks.size()).allMatch(i -> counted.getLong(from + i) == 0)) {
      return List.of();
    }
    Column[] firsts = checks.stream().map(this::first).toArray(Column[]::new);
    Row found = table.agg(count(lit(1)), firsts).head();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      long rows = counted.getLong(from + i);
      if (rows > 0) {
        faults.add(fault(checks.get(i), rows, found.getStruct(1 + i)));
      }
    }
    return faults;
  }

  /** The first broken row: keys, text, file. */
  private Column first(Check check) {
    List<Column> row = new ArrayList<>(keys.stream().map(TableColumn::id).toList());
    row.add(check.text());
    row.add(has(FILE) ? col(FILE) : lit(null).cast("string"));
    return min(when(check.isBroken(), struct(row.toArray(Column[]::new))));
  }

  private Fault fault(Check check, long rows, Row first) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int k = 0; k < keys.size(); k++) {
      if (!first.isNullAt(k)) {
        named.put(keys.get(k).name(), first.getString(k));
      }
    }
    return new Fault(
        check.problem(),
        check.remedy(),
        rows,
        named,
        check.column(),
        first.getString(keys.size()),
        first.getString(keys.size() + 1));
  }

  private boolean has(String column) {
    return List.of(table.columns()).contains(column);
  }
}

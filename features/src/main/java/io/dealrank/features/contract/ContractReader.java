package io.dealrank.features.contract;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.TableMapping;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a source into the form of its contract. Every value is cast to the contract's type; a value
 * that cannot be cast becomes a problem of its row, never a silent null.
 *
 * <p>Time: a value that is a day without a clock is known only from the end of its day, so it
 * becomes the next midnight UTC; for the times of an impression, which ask rather than tell, it
 * becomes the day's first instant. Neither can let the future in.
 */
public final class ContractReader {
  /** Problems of a row, empty when it is sound. */
  static final String PROBLEMS = "problems";

  /** The row as it was in the source, JSON. */
  static final String SOURCE_ROW = "source_row";

  private static final Set<String> ASKING_TIMES = Set.of("shown_at", "queried_at", "listing_as_of");
  private static final String DAY_ONLY = "^\\s*\\d{4}-\\d{2}-\\d{2}\\s*$";

  private final VerticalFile file;
  private final List<String> keyPath;
  private final Contract contract;
  private final TableMapping mapping;

  /**
   * @param keyPath where the mapping stands in the file, for example {@code [tables, contacts]}
   */
  public ContractReader(
      VerticalFile file, List<String> keyPath, Contract contract, TableMapping mapping) {
    this.file = file;
    this.keyPath = keyPath;
    this.contract = contract;
    this.mapping = mapping;
  }

  /**
   * The source in the contract's columns, followed by the struct of attributes, {@code problems}
   * and {@code source_row}.
   *
   * @throws io.dealrank.features.ConfigurationException for a column or expression that the source
   *     does not allow
   */
  Dataset<Row> read(Dataset<Row> source) {
    checkColumnNames();
    List<Column> columns = new ArrayList<>();
    List<Column> problems = new ArrayList<>();
    Map<String, Column> mapped = new LinkedHashMap<>();
    for (StructField field : contract.columns().fields()) {
      if (field.name().equals("segments")) {
        mapped.put("segments", segments(source));
        continue;
      }
      if (mapping.columns().containsKey(field.name())) {
        mapped.put(field.name(), typed(source, field, problems));
      }
    }
    for (StructField field : contract.columns().fields()) {
      if (!mapped.containsKey(field.name())) {
        mapped.put(field.name(), fallback(field, mapped));
      }
    }
    for (String name : contract.columns().fieldNames()) {
      columns.add(mapped.get(name).as(name));
    }
    columns.add(attributes(source, problems).as(contract.attributesColumn()));
    columns.add(array_compact(array(problems.toArray(Column[]::new))).as(PROBLEMS));
    columns.add(
        to_json(
                struct(
                    Arrays.stream(source.columns())
                        .map(c -> col("`" + c + "`"))
                        .toArray(Column[]::new)))
            .as(SOURCE_ROW));
    return source.select(columns.toArray(Column[]::new));
  }

  private void checkColumnNames() {
    List<String> valid =
        Arrays.stream(contract.columns().fieldNames()).filter(n -> !n.equals("segments")).toList();
    for (String name : mapping.columns().keySet()) {
      if (!valid.contains(name)) {
        throw file.error(
            key("columns", name),
            "'" + name + "' is no column of the contract",
            "Nearest column: '"
                + Names.nearest(name, valid)
                + "'; all: "
                + String.join(", ", valid)
                + ".");
      }
    }
    for (String name : valid) {
      if (!mapping.columns().containsKey(name) && contract.defaultOf(name) == null) {
        throw file.error(
            key("columns"),
            "column '" + name + "' is required and not mapped",
            "Add " + name + ": <column or SQL expression of the source>.");
      }
    }
  }

  /** Value of a column that is not mapped: that of a mapped column, or a constant. */
  private Column fallback(StructField field, Map<String, Column> mapped) {
    String fallback = contract.defaultOf(field.name());
    Column inherited = mapped.get(fallback);
    return inherited != null ? inherited : expr(fallback).cast(field.dataType());
  }

  private Column typed(Dataset<Row> source, StructField field, List<Column> problems) {
    String name = field.name();
    String expression = mapping.columns().get(name);
    DataType actual = typeOf(source, expression, key("columns", name));
    Column raw = expr(expression);
    Column typed = cast(name, raw, actual, field.dataType());
    problems.add(unreadable(name, raw, typed, field.dataType()));
    if (!field.nullable()) {
      problems.add(when(raw.isNull(), lit("null " + name)));
    }
    return typed;
  }

  private static Column cast(String name, Column raw, DataType actual, DataType wanted) {
    if (!wanted.equals(DataTypes.TimestampType)) {
      return wanted.equals(actual) ? raw : raw.try_cast(wanted);
    }
    boolean asking = ASKING_TIMES.contains(name);
    if (actual.equals(DataTypes.DateType)) {
      return (asking ? raw : date_add(raw, 1)).cast(wanted);
    } else if (actual.equals(DataTypes.StringType)) {
      Column day = raw.try_cast(DataTypes.DateType);
      return when(raw.rlike(DAY_ONLY), (asking ? day : date_add(day, 1)).cast(wanted))
          .otherwise(try_to_timestamp(raw));
    }
    return actual.equals(wanted) ? raw : raw.try_cast(wanted);
  }

  private static Column unreadable(String name, Column raw, Column typed, DataType wanted) {
    return when(
        raw.isNotNull().and(typed.isNull()),
        concat(lit(name + " is no " + wanted.simpleString() + ": "), raw.cast("string")));
  }

  private Column segments(Dataset<Row> source) {
    List<Column> entries = new ArrayList<>();
    mapping
        .segments()
        .forEach(
            (name, expression) -> {
              typeOf(source, expression, key("segments", name));
              entries.add(lit(name));
              entries.add(coalesce(expr(expression).cast("string"), lit("(none)")));
            });
    return entries.isEmpty()
        ? lit(null).cast("map<string,string>")
        : map(entries.toArray(Column[]::new));
  }

  private Column attributes(Dataset<Row> source, List<Column> problems) {
    List<Column> fields = new ArrayList<>();
    mapping
        .attributes()
        .forEach(
            (name, attribute) -> {
              List<String> key = key("attributes", name);
              DataType actual = typeOf(source, attribute.expression(), key);
              Column raw = expr(attribute.expression());
              if (attribute.type() == null) {
                fields.add(raw.as(name));
                return;
              }
              DataType wanted = typeNamed(attribute.type(), key);
              Column typed = cast(name, raw, actual, wanted);
              problems.add(unreadable(name, raw, typed, wanted));
              fields.add(typed.as(name));
            });
    // Delta stores no empty struct: a table without attributes carries one null field.
    return fields.isEmpty()
        ? struct(lit(null).cast("string").as("none"))
        : struct(fields.toArray(Column[]::new));
  }

  private DataType typeNamed(String type, List<String> key) {
    try {
      return StructType.fromDDL("c " + type).apply("c").dataType();
    } catch (Exception unknown) {
      throw file.error(key, "'" + type + "' is no Spark SQL type", "Use double, int, string, ...");
    }
  }

  private DataType typeOf(Dataset<Row> source, String expression, List<String> key) {
    try {
      return source.select(expr(expression)).schema().apply(0).dataType();
    } catch (Exception failed) {
      if (failed instanceof AnalysisException) {
        throw file.error(
            key,
            "'" + expression + "' does not fit its source: " + firstLine(failed.getMessage()),
            "The source has the columns " + String.join(", ", source.columns()) + ".");
      }
      throw failed;
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll(" SQLSTATE.*", "");
  }

  private List<String> key(String... rest) {
    List<String> key = new ArrayList<>(keyPath);
    key.addAll(List.of(rest));
    return key;
  }
}

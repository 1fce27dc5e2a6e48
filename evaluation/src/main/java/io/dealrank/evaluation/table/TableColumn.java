package io.dealrank.evaluation.table;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
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
 * A column of a user's table.
 *
 * @param name as the table has it, dots included
 * @param type as the table has it
 */
public record TableColumn(String name, DataType type) {
  private static final String DECIMAL = "^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$";

  /** A column of a table that has it. */
  public static TableColumn of(StructType table, String name) {
    return new TableColumn(name, table.apply(name).dataType());
  }

  /** The names that are not among the columns of a table, each once. */
  public static List<String> missing(String[] columns, Stream<String> needed) {
    List<String> found = Arrays.asList(columns);
    return needed.filter(name -> !found.contains(name)).distinct().toList();
  }

  /** What is wrong with columns that are to hold ids; empty if nothing is. */
  public static List<String> wrongIds(StructType table, Stream<String> names) {
    return names
        .map(name -> of(table, name))
        .filter(column -> !column.isId())
        .map(column -> column.told() + ", but ids are text or whole numbers")
        .toList();
  }

  /** Whether it can hold ids: text or whole numbers. */
  public boolean isId() {
    return type instanceof StringType
        || type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof DecimalType decimal && decimal.scale() == 0;
  }

  /**
   * Whether it can hold numbers.
   *
   * @param textual whether numbers may be written as text, as in CSV
   */
  public boolean isNumber(boolean textual) {
    return type instanceof NumericType || textual && type instanceof StringType;
  }

  /** Whether it is true or false, which {@link #number} makes 1 and 0. */
  public boolean isBoolean() {
    return type instanceof BooleanType;
  }

  /** Name and type in words. */
  public String told() {
    return "column " + name + " is of type " + type.simpleString();
  }

  /** The values as they are written. */
  public Column text() {
    return named().cast("string");
  }

  /** The values as ids; null where null or empty. */
  public Column id() {
    return when(text().notEqual(""), text());
  }

  /** The values as doubles, -0 as 0; null where null, empty, or text that is no decimal. */
  public Column number() {
    if (type instanceof StringType) {
      Column text = trim(named());
      return when(text.rlike(DECIMAL), text.try_cast("double")).plus(lit(0.0));
    }
    Column number = isBoolean() ? named().cast("int") : named();
    return number.cast("double").plus(lit(0.0));
  }

  /** Whether there is a value that is no finite number. */
  public Column isNotFinite() {
    Column number = number();
    Column broken = isnan(number).or(abs(number).gt(Double.MAX_VALUE));
    return type instanceof StringType
        ? broken.or(number.isNull().and(trim(named()).notEqual("")))
        : broken;
  }

  /** Whether there is a value that is no whole number of an int. */
  public Column isNotWhole() {
    Column number = number();
    return isNotFinite()
        .or(abs(number).gt((double) Integer.MAX_VALUE))
        .or(floor(number).notEqual(number));
  }

  private Column named() {
    return col("`" + name.replace("`", "``") + "`");
  }
}

package io.dealrank.features.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Attributes of an entity as they held at an instant: the version with valid_from ≤ t < valid_to.
 */
public final class AttributeVersions {
  private AttributeVersions() {}

  /**
   * Adds the attributes valid at each row's instant as a struct column; null where no version
   * holds, so a listing withdrawn before t has no attributes at t.
   *
   * <p>Rows and versions are sorted together by key and time, and each row takes the latest version
   * before it: one shuffle by the key, no join on ranges, however often an entity changed.
   *
   * @param rows any rows
   * @param versions a table of the contract {@link Contract#ENTITY}
   * @param key column of {@code rows} with the entity's id
   * @param time column of {@code rows} with the instant
   * @param as name of the new struct column
   */
  public static Dataset<Row> join(
      Dataset<Row> rows, Dataset<Row> versions, String key, String time, String as) {
    Column[] own = Arrays.stream(rows.columns()).map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> asking =
        rows.select(
            col(key).as("version_key"),
            col(time).as("version_time"),
            lit(1).as("version_asked"),
            struct(own).as("version_row"));
    Dataset<Row> known =
        versions.select(
            col("entity_id").as("version_key"),
            col("valid_from").as("version_time"),
            lit(0).as("version_asked"),
            struct(col("valid_to"), col("attributes")).as("version"));
    WindowSpec before =
        Window.partitionBy("version_key")
            .orderBy("version_time", "version_asked")
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column holds =
        col("version.valid_to").isNull().or(col("version_time").lt(col("version.valid_to")));
    return asking
        .unionByName(known, true)
        .withColumn("version", last(col("version"), true).over(before))
        .filter(col("version_asked").equalTo(1))
        .select(col("version_row.*"), when(holds, col("version.attributes")).as(as));
  }

  /** Whether any of the SQL expressions reads {@code struct.field}. */
  public static boolean mentions(Iterable<String> expressions, String struct) {
    Pattern pattern = Pattern.compile("(?<![\\w.])" + Pattern.quote(struct) + "\\s*\\.");
    for (String expression : expressions) {
      if (expression != null && pattern.matcher(expression).find()) {
        return true;
      }
    }
    return false;
  }
}

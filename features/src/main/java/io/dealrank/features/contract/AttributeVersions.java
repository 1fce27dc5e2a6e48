package io.dealrank.features.contract;

import static org.apache.spark.sql.functions.col;

import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Attributes of an entity as they held at an instant: the version with valid_from ≤ t < valid_to.
 */
public final class AttributeVersions {
  private AttributeVersions() {}

  /**
   * Adds the attributes valid at each row's instant as a struct column; null where no version
   * holds, so a listing withdrawn before t has no attributes at t.
   *
   * @param rows any rows
   * @param versions a table of the contract {@link Contract#ENTITY}
   * @param key column of {@code rows} with the entity's id
   * @param time column of {@code rows} with the instant
   * @param as name of the new struct column
   */
  public static Dataset<Row> join(
      Dataset<Row> rows, Dataset<Row> versions, String key, String time, String as) {
    Dataset<Row> renamed =
        versions.select(
            col("entity_id").as("version_entity"),
            col("valid_from").as("version_from"),
            col("valid_to").as("version_to"),
            col("attributes").as(as));
    Column holds =
        col("version_from")
            .leq(col(time))
            .and(col("version_to").isNull().or(col(time).lt(col("version_to"))));
    return rows.join(renamed, col(key).equalTo(col("version_entity")).and(holds), "left")
        .drop("version_entity", "version_from", "version_to");
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

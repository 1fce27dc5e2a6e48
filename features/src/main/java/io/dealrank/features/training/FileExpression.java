package io.dealrank.features.training;

import static org.apache.spark.sql.functions.expr;

import io.dealrank.features.ConfigurationException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An SQL expression as the vertical file has it.
 *
 * @param what what it gives, for the error
 */
record FileExpression(String what, String sql) {
  /**
   * Its value, cast to a type.
   *
   * @throws ConfigurationException if it cannot be read on the rows
   */
  Column on(Dataset<Row> rows, String type) {
    Column value = expr(sql).cast(type);
    try {
      var unused = rows.select(value);
      return value;
    } catch (Exception failed) {
      if (failed instanceof AnalysisException) {
        throw new ConfigurationException(
            what + ": " + failed.getMessage().lines().findFirst().orElse(""),
            "Its expression is: " + sql,
            "An expression may use query.<attribute>, <entity>.<attribute> and <group>.<column>; here: "
                + String.join(", ", rows.columns())
                + ".");
      }
      throw failed;
    }
  }
}

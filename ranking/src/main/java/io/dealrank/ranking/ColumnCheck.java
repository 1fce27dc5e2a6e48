package io.dealrank.ranking;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** Checks that a table has the columns a ranker reads, with types it can read. */
public final class ColumnCheck {
  private final StructType schema;

  public ColumnCheck(StructType schema) {
    this.schema = schema;
  }

  /** The schema that is checked. */
  public StructType schema() {
    return schema;
  }

  /** Requires DOUBLE columns. */
  public ColumnCheck features(List<String> columns) {
    for (String column : columns) {
      isDouble("feature", column);
    }
    return this;
  }

  /** Requires a DOUBLE column; {@code role} is its place in the message. */
  public ColumnCheck isDouble(String role, String column) {
    DataType type = type(role, column);
    if (!type.equals(DataTypes.DoubleType)) {
      throw RankingErrors.wrongType(role, column, type, "DOUBLE");
    }
    return this;
  }

  /** Requires a column of any numeric type. */
  public ColumnCheck isNumeric(String role, String column) {
    DataType type = type(role, column);
    if (!(type instanceof NumericType)) {
      throw RankingErrors.wrongType(role, column, type, "a numeric type");
    }
    return this;
  }

  /** Requires a column of any type. */
  public ColumnCheck isPresent(String role, String column) {
    type(role, column);
    return this;
  }

  private DataType type(String role, String column) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(column))
        .findFirst()
        .orElseThrow(() -> RankingErrors.missingColumn(role, column, schema.fieldNames()))
        .dataType();
  }
}

package io.dealrank.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Builds small tables in tests, readable as tables: {@code Rows.of("id STRING, at TIMESTAMP")
 * .row("a", "2026-01-01 10:00:00").in(spark)}. A cell given as text is cast to the column's type;
 * null stays null.
 */
public final class Rows {
  private final StructType schema;
  private final List<Row> rows = new ArrayList<>();

  private Rows(StructType schema) {
    this.schema = schema;
  }

  /** Starts a table with the given DDL, for example {@code "id STRING NOT NULL, n INT"}. */
  public static Rows of(String ddl) {
    return new Rows(StructType.fromDDL(ddl));
  }

  /** Starts a table with the given schema. */
  public static Rows of(StructType schema) {
    return new Rows(schema);
  }

  /** Adds a row; the cells in the order of the columns, each as text or null. */
  public Rows row(Object... cells) {
    if (cells.length != schema.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells for " + schema.size() + " columns");
    }
    rows.add(
        RowFactory.create(
            Arrays.stream(cells).map(c -> c == null ? null : c.toString()).toArray()));
    return this;
  }

  /** The table in the session, one partition, rows in the order they were added. */
  public Dataset<Row> in(SparkSession spark) {
    StructType text = new StructType();
    for (StructField field : schema.fields()) {
      text = text.add(field.name(), "string", true);
    }
    Dataset<Row> asText = spark.createDataFrame(rows, text).coalesce(1);
    return asText.select(
        Arrays.stream(schema.fields())
            .map(f -> functions.col("`" + f.name() + "`").cast(f.dataType()).as(f.name()))
            .toArray(org.apache.spark.sql.Column[]::new));
  }
}

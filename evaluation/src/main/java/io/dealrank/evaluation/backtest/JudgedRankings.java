package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.col;

import io.dealrank.evaluation.rows.QueryKey;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Judged rankings: one row per listing shown for a query, with what became of it and the model's
 * score. The input of the backtest.
 *
 * <p>{@code searcher_id} and {@code segments} belong to the query: the row that production showed
 * first gives them.
 */
public final class JudgedRankings {
  static final String QUERY_ID = "query_id";
  static final String SEARCHER_ID = "searcher_id";
  static final String LISTING_ID = "listing_id";
  static final String POSITION = "position";
  static final String SEGMENTS = "segments";
  static final String LABEL = "label";
  private static final String PRODUCTION_SCORE = "production_score";
  static final String MODEL_SCORE = "model_score";

  /** Where the cells of the rows of {@link #byQuery} are. */
  static final class Cell {
    static final int QUERY_ID = 0;
    static final int SEARCHER_ID = 1;
    static final int LISTING_ID = 2;
    static final int POSITION = 3;
    static final int SEGMENTS = 4;
    static final int LABEL = 5;
    static final int MODEL_SCORE = 6;
    static final int FIRST_FEATURE = 7;

    private Cell() {}
  }

  /** The columns that {@link #require} asks for; others may follow. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          query_id STRING COMMENT 'one search',
          searcher_id STRING COMMENT 'who searched; the cluster of the second interval',
          listing_id STRING COMMENT 'what was shown',
          position INT COMMENT '1-based, as shown',
          segments MAP<STRING, STRING> COMMENT 'segment name to value; null: none',
          label INT COMMENT '1 or 0, or a grade; never null',
          production_score DOUBLE COMMENT 'null: not logged',
          model_score DOUBLE COMMENT 'higher is better; neither null nor NaN'
          """);

  private JudgedRankings() {}

  /**
   * The required columns, then the named further ones, in one order.
   *
   * @param features names of further DOUBLE columns to keep
   * @throws IllegalArgumentException naming the first column that is missing or of another type
   */
  static Dataset<Row> require(Dataset<Row> rankings, List<String> features) {
    StructType required = SCHEMA;
    for (String feature : features) {
      required = required.add(feature, DataTypes.DoubleType);
    }
    for (StructField column : required.fields()) {
      requireColumn(rankings.schema(), column.name(), column.dataType());
    }
    return rankings.select(
        Arrays.stream(required.fieldNames())
            .map(name -> col("`" + name + "`"))
            .toArray(Column[]::new));
  }

  private static void requireColumn(StructType schema, String name, DataType type) {
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        if (!field.dataType().catalogString().equals(type.catalogString())) {
          throw new IllegalArgumentException(
              "Judged rankings: column %s is %s and must be %s; cast it before the backtest."
                  .formatted(name, field.dataType().catalogString(), type.catalogString()));
        }
        return;
      }
    }
    throw new IllegalArgumentException(
        "Judged rankings: there is no column %s (%s); columns found: %s."
            .formatted(name, type.catalogString(), String.join(", ", schema.fieldNames())));
  }

  /** The rows of a query together: one shuffle. */
  static Dataset<Row> byQuery(Dataset<Row> required) {
    return in(Layout.ANY, required);
  }

  /**
   * The rows of a query together, where a shuffle is needed as {@link QueryKey#byQuery}, which adds
   * the last column. A production score says nothing of an order and is left out.
   */
  static Dataset<Row> in(Layout layout, Dataset<Row> required) {
    Dataset<Row> columns = required.drop(PRODUCTION_SCORE);
    return layout == Layout.BY_QUERY ? columns : QueryKey.byQuery(columns, QUERY_ID);
  }
}

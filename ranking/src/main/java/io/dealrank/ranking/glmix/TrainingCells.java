package io.dealrank.ranking.glmix;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * The cells of {@link RowLayout} that the user's columns say: label, weight, offset, list, features
 * and entities, and a hash of the row's content, or of its id, and the seed.
 */
final class TrainingCells {
  private TrainingCells() {}

  /**
   * The table's rows as cells.
   *
   * @throws IllegalArgumentException if a column is missing or of another type
   */
  static Dataset<Row> of(Dataset<Row> table, GlmixSettings settings) {
    checkSchema(table, settings);
    List<Column> cells = new ArrayList<>();
    cells.add(named(settings.label()).cast("double").as(RowLayout.LABEL));
    cells.add(
        (settings.weight() == null ? lit(1.0) : named(settings.weight()).cast("double"))
            .as(RowLayout.WEIGHT));
    cells.add(
        (settings.offset() == null ? lit(0.0) : named(settings.offset()).cast("double"))
            .as(RowLayout.OFFSET));
    cells.add(
        (settings.listwise() ? xxhash64(named(settings.query())) : lit(0L)).as(RowLayout.LIST));
    List<Column> content = new ArrayList<>();
    for (int k = 0; k < settings.coordinates().size(); k++) {
      Coordinate c = settings.coordinates().get(k);
      Column features =
          c.features() == null ? lit(null).cast(SQLDataTypes.VectorType()) : named(c.features());
      Column entity = c.isFixed() ? lit(null).cast("string") : named(c.entity()).cast("string");
      cells.add(features.as(RowLayout.features(k)));
      cells.add(entity.as(RowLayout.entity(k)));
      if (c.features() != null) {
        content.add(features);
      }
      if (!c.isFixed()) {
        content.add(entity);
      }
    }
    content.add(cells.get(0));
    content.add(cells.get(1));
    content.add(cells.get(2));
    content.add(cells.get(3));
    Column hash =
        settings.rowId() == null
            ? xxhash64(content.toArray(Column[]::new))
            : xxhash64(named(settings.rowId()));
    // The seed comes last: xxhash64 chains its arguments.
    cells.add(xxhash64(hash, lit(settings.seed())).as(RowLayout.HASH));
    return table.select(cells.toArray(Column[]::new));
  }

  private static void checkSchema(Dataset<Row> table, GlmixSettings settings) {
    numeric(table, "label", settings.label());
    if (settings.weight() != null) {
      numeric(table, "weight", settings.weight());
    }
    if (settings.offset() != null) {
      numeric(table, "offset", settings.offset());
    }
    if (settings.listwise()) {
      type(table, "query", settings.query());
    }
    if (settings.rowId() != null) {
      type(table, "row id", settings.rowId());
    }
    for (Coordinate c : settings.coordinates()) {
      if (!c.isFixed()) {
        type(table, "entity", c.entity());
      }
      if (c.features() != null) {
        DataType type = type(table, "feature", c.features());
        if (!type.equals(SQLDataTypes.VectorType())) {
          throw GlmixErrors.wrongType("feature", c.features(), type.simpleString(), "a vector");
        }
      }
    }
  }

  private static void numeric(Dataset<Row> table, String role, String column) {
    DataType type = type(table, role, column);
    if (!(type instanceof NumericType)) {
      throw GlmixErrors.wrongType(role, column, type.simpleString(), "numeric");
    }
  }

  private static DataType type(Dataset<Row> table, String role, String column) {
    if (!Arrays.asList(table.columns()).contains(column)) {
      throw GlmixErrors.missingColumn(role, column, table.columns());
    }
    return table.schema().apply(column).dataType();
  }
}

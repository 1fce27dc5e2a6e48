package io.dealrank.features.mart;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column of a mart as its profile reads it.
 *
 * @param name its name
 * @param byBucket whether it is a map of bucket to value
 * @param numeric whether its values are numbers; of others only presence is profiled
 */
record ProfiledColumn(String name, boolean byBucket, boolean numeric) implements Serializable {
  private static final List<String> KEY = List.of("ds", "entity_id", "as_of");

  /** The columns of a mart besides its key and instant. */
  static List<ProfiledColumn> of(StructType mart) {
    return Arrays.stream(mart.fields())
        .filter(field -> !KEY.contains(field.name()))
        .map(ProfiledColumn::of)
        .toList();
  }

  private static ProfiledColumn of(StructField field) {
    DataType type = field.dataType() instanceof MapType map ? map.valueType() : field.dataType();
    return new ProfiledColumn(
        field.name(), field.dataType() instanceof MapType, type instanceof NumericType);
  }

  /** As DOUBLE, or MAP of STRING to DOUBLE; NaN for a value that is there and is no number. */
  Column values() {
    Column column = col("`" + name + "`");
    if (!byBucket) {
      return number(column).as(name);
    }
    Column numbers = transform_values(column, (key, value) -> number(value));
    return (numeric ? column : numbers).cast("map<string, double>").as(name);
  }

  private Column number(Column value) {
    return numeric ? value.cast("double") : when(value.isNotNull(), lit(Double.NaN));
  }
}

package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The type of a group's features: one column each, DOUBLE but for the measures that give names or
 * several values; a MAP of bucket to that by bucket.
 */
final class FeatureSchema {
  private FeatureSchema() {}

  /** As they are read: the names of buckets are STRING. */
  static StructType of(FeatureGroup group) {
    return of(group, DataTypes.StringType);
  }

  /** As a sweep gives them: the names of buckets are UTF-8 in BINARY. */
  static StructType swept(FeatureGroup group) {
    return of(group, DataTypes.BinaryType);
  }

  private static StructType of(FeatureGroup group, DataType bucket) {
    StructType schema = new StructType();
    for (MartColumn column : group.columns()) {
      DataType own =
          switch (column.measure().valueType()) {
            case DOUBLE -> DataTypes.DoubleType;
            case STRING -> DataTypes.StringType;
            case DOUBLES -> DataTypes.createArrayType(DataTypes.DoubleType);
            case STRINGS -> DataTypes.createArrayType(DataTypes.StringType);
          };
      schema =
          schema.add(
              column.name(),
              column.bucket() == null ? own : DataTypes.createMapType(bucket, own),
              true);
    }
    return schema;
  }
}

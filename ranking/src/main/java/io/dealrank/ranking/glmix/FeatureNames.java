package io.dealrank.ranking.glmix;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.StructType;

/** Names of a vector column's entries: those in its metadata, else their numbers from 0. */
final class FeatureNames {
  /** What the constant term is called. */
  static final String INTERCEPT = "(INTERCEPT)";

  private FeatureNames() {}

  static List<String> of(StructType schema, String column, int size) {
    List<String> names = new ArrayList<>();
    Attribute[] attributes = null;
    if (column != null) {
      AttributeGroup group = AttributeGroup.fromStructField(schema.apply(column));
      attributes = group.attributes().isDefined() ? group.attributes().get() : null;
    }
    for (int j = 0; j < size; j++) {
      boolean named =
          attributes != null && j < attributes.length && attributes[j].name().isDefined();
      names.add(named ? attributes[j].name().get() : String.valueOf(j));
    }
    return names;
  }
}

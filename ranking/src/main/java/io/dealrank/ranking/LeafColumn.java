package io.dealrank.ranking;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The column that {@link XgboostRankingModel} adds if it is named: ARRAY of INT, the node reached
 * in each tree.
 */
final class LeafColumn {
  final Param<String> column;
  private final Params owner;

  /** Creates the parameter of {@code owner}, whose uid is already set. */
  LeafColumn(Params owner) {
    this.owner = owner;
    column =
        new Param<>(
            owner,
            "leafColumn",
            "name of a column that scoring adds: the node reached in each tree; unset: none");
  }

  /** The scored schema with the column last, in place of one of that name. */
  StructType addedTo(StructType scored) {
    if (!owner.isDefined(column)) {
      return scored;
    }
    String name = owner.getOrDefault(column);
    StructType schema = new StructType();
    for (StructField field : scored.fields()) {
      schema = field.name().equals(name) ? schema : schema.add(field);
    }
    return schema.add(name, new ArrayType(DataTypes.IntegerType, false));
  }
}

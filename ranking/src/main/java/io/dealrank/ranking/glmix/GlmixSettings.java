package io.dealrank.ranking.glmix;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a fit was told, with its parameters resolved.
 *
 * @param label label column
 * @param weight weight column; null: 1
 * @param offset offset column; null: 0
 * @param query column that identifies a list; read if listwise
 * @param rowId column that identifies a row; null: the row's content does
 * @param coordinates in the order in which they are updated
 * @param loss of a row
 * @param listwise whether the loss is the softmax over a list
 * @param passes over the coordinates, at most
 * @param tolerance relative decrease of the objective in a pass that ends the descent
 * @param partitions of the rows; 0: chosen
 * @param variance which variances are computed at the end
 * @param forgetting what the precision of the initial model is multiplied by, in [0, 1]
 * @param seed of the row hash
 */
record GlmixSettings(
    String label,
    String weight,
    String offset,
    String query,
    String rowId,
    List<Coordinate> coordinates,
    Loss loss,
    boolean listwise,
    int passes,
    double tolerance,
    int partitions,
    Variance variance,
    double forgetting,
    long seed) {

  /** How the variances of coefficients are estimated. */
  enum Variance {
    NONE,
    SIMPLE,
    FULL
  }

  GlmixSettings {
    if (coordinates.isEmpty()) {
      throw GlmixErrors.noCoordinates();
    }
    Set<String> names = new HashSet<>();
    for (Coordinate c : coordinates) {
      if (!names.add(c.name())) {
        throw GlmixErrors.twice(c.name());
      }
    }
  }

  /** Length of a coordinate's vectors: from the column's metadata, else from its first row. */
  int size(Dataset<Row> table, Coordinate c) {
    if (c.features() == null) {
      return 0;
    }
    int declared = AttributeGroup.fromStructField(table.schema().apply(c.features())).size();
    if (declared >= 0) {
      return declared;
    }
    Dataset<Row> vectors =
        table
            .select(TrainingRows.named(c.features()))
            .filter(TrainingRows.named(c.features()).isNotNull());
    return ((Vector) vectors.head().get(0)).size();
  }
}

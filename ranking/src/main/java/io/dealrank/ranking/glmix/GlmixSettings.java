package io.dealrank.ranking.glmix;

import io.dealrank.ranking.KnownValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
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
    long seed)
    implements Serializable {

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

  /** Lengths of the coordinates' vectors: from the columns' metadata, else from the first row. */
  int[] sizes(Dataset<Row> table) {
    int[] sizes = new int[coordinates.size()];
    List<Integer> unknown = new ArrayList<>();
    for (int k = 0; k < sizes.length; k++) {
      String features = coordinates.get(k).features();
      sizes[k] =
          features == null
              ? 0
              : AttributeGroup.fromStructField(table.schema().apply(features)).size();
      if (sizes[k] < 0) {
        unknown.add(k);
      }
    }
    if (!unknown.isEmpty()) {
      Row first =
          table
              .select(
                  unknown.stream()
                      .map(k -> KnownValue.named(coordinates.get(k).features()))
                      .toArray(Column[]::new))
              .na()
              .drop()
              .head();
      for (int i = 0; i < unknown.size(); i++) {
        sizes[unknown.get(i)] = ((Vector) first.get(i)).size();
      }
    }
    return sizes;
  }
}

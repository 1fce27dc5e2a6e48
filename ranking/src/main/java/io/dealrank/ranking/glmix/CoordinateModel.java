package io.dealrank.ranking.glmix;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One fitted part of the sum.
 *
 * @param coordinate how it was set up
 * @param names names of its features
 * @param fixed coefficients of a fixed effect; null for a random effect
 * @param entities coefficients of a random effect, {@link EntityTable}; null for a fixed effect
 */
record CoordinateModel(
    Coordinate coordinate, List<String> names, FixedCoefficients fixed, Dataset<Row> entities) {
  CoordinateModel {
    names = List.copyOf(names);
  }

  /** Name of an entry: of a feature, or of the intercept. */
  String name(int index) {
    return index == names.size() ? FeatureNames.INTERCEPT : names.get(index);
  }
}

package io.dealrank.ranking.glmix;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Coefficients of a random effect, one row per entity: those of the features its rows had, by index
 * ascending, the intercept under the index after the last feature.
 */
final class EntityTable {
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          entity STRING NOT NULL COMMENT 'whose coefficients these are',
          indices ARRAY<INT> NOT NULL COMMENT 'features, ascending; number of features: the intercept',
          means ARRAY<DOUBLE> NOT NULL COMMENT 'coefficients by index',
          variances ARRAY<DOUBLE> COMMENT 'variances of the coefficients; null: not estimated'
          """);

  static final int ENTITY = 0;

  private EntityTable() {}

  static int[] indices(Row row) {
    return row.<Integer>getList(1).stream().mapToInt(Integer::intValue).toArray();
  }

  static double[] means(Row row) {
    return row.<Double>getList(2).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Null where none was estimated; NaN where one is missing. */
  static double[] variances(Row row) {
    return row.isNullAt(3)
        ? null
        : row.<Double>getList(3).stream().mapToDouble(v -> v == null ? Double.NaN : v).toArray();
  }

  /**
   * The rows of the entities that learnt in a block, with what their priors carry on.
   *
   * @param variances aligned with the coefficients; null: not estimated
   */
  static Iterator<Row> rows(
      EntityBlock block, EntityPriors priors, double[] coefficients, double[] variances, int size) {
    List<Row> rows = new ArrayList<>();
    for (int g = 0; g < block.groups(); g++) {
      if (block.learns(g)) {
        rows.add(row(block, g, priors, coefficients, variances, size));
      }
    }
    return rows.iterator();
  }

  private static Row row(
      EntityBlock block,
      int g,
      EntityPriors priors,
      double[] coefficients,
      double[] variances,
      int size) {
    TreeMap<Integer, double[]> entries = new TreeMap<>();
    double[][] carried = priors.carried == null ? null : priors.carried[g];
    for (int k = 0; carried != null && k < carried[0].length; k++) {
      entries.put((int) carried[0][k], new double[] {carried[1][k], carried[2][k]});
    }
    int width = block.width(g);
    boolean[] used = block.used(g);
    for (int j = 0; j < width + (block.intercept ? 1 : 0); j++) {
      if (j < width && !used[j]) {
        continue;
      }
      int at = block.from(g) + j;
      entries.put(
          j == width ? size : block.subspace[block.subspaceStarts[g] + j],
          new double[] {coefficients[at], variances == null ? Double.NaN : variances[at]});
    }
    boolean known = entries.values().stream().anyMatch(entry -> !Double.isNaN(entry[1]));
    return RowFactory.create(
        block.entities[g],
        entries.keySet().toArray(Integer[]::new),
        entries.values().stream().map(entry -> entry[0]).toArray(Double[]::new),
        known
            ? entries.values().stream()
                .map(entry -> Double.isNaN(entry[1]) ? null : (Double) entry[1])
                .toArray(Double[]::new)
            : null);
  }
}

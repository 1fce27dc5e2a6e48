package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Gaussian priors of a block's coefficients: mean and precision, aligned with them. Without an
 * older model the mean is 0 and the precision the L2 strength; with one, the mean is the older
 * coefficient and the precision {@code forgetting / variance}, or the L2 strength where the
 * variance is not known.
 */
final class EntityPriors implements Serializable {
  private static final long serialVersionUID = 1L;

  final double[] means;
  final double[] precisions;

  /**
   * By group, older coefficients of features that its rows do not have now: null, or indices, means
   * and variances (NaN: unknown). They are kept as they are.
   */
  final double[][][] carried;

  private EntityPriors(double[] means, double[] precisions, double[][][] carried) {
    this.means = means;
    this.precisions = precisions;
    this.carried = carried;
  }

  /** Priors of a block of which nothing is known. */
  static EntityPriors of(EntityBlock block, Coordinate c) {
    double[] precisions = new double[block.coefficients()];
    Arrays.fill(precisions, c.l2());
    if (block.intercept) {
      for (int g = 0; g < block.groups(); g++) {
        precisions[block.from(g) + block.width(g)] = c.interceptL2();
      }
    }
    return new EntityPriors(null, precisions, null);
  }

  /**
   * Priors from rows of {@link EntityTable}; entities that are not in the block are passed over.
   */
  static EntityPriors of(
      EntityBlock block, Coordinate c, Iterator<Row> older, int size, double forgetting) {
    EntityPriors priors = of(block, c);
    double[] means = new double[priors.precisions.length];
    double[][][] carried = new double[block.groups()][][];
    Map<String, Integer> groups = new HashMap<>();
    for (int g = 0; g < block.groups(); g++) {
      if (block.entities[g] != null && !block.spread[g]) {
        groups.put(block.entities[g], g);
      }
    }
    while (older.hasNext()) {
      Row row = older.next();
      Integer group = groups.get(row.getString(EntityTable.ENTITY));
      if (group == null) {
        continue;
      }
      int[] indices = EntityTable.indices(row);
      double[] coefficients = EntityTable.means(row);
      double[] variances = EntityTable.variances(row);
      int first = block.subspaceStarts[group];
      int end = block.subspaceStarts[group + 1];
      boolean[] used = block.used(group);
      int left = 0;
      double[][] rest = new double[3][indices.length];
      for (int k = 0; k < indices.length; k++) {
        int at;
        if (indices[k] == size) {
          at = block.intercept ? block.from(group) + block.width(group) : -1;
        } else {
          int found = Arrays.binarySearch(block.subspace, first, end, indices[k]);
          at = found < 0 || !used[found - first] ? -1 : block.from(group) + found - first;
        }
        if (at >= 0) {
          means[at] = coefficients[k];
          if (variances != null && variances[k] > 0) {
            priors.precisions[at] = forgetting / variances[k];
          }
        } else if (indices[k] < size) {
          rest[0][left] = indices[k];
          rest[1][left] = coefficients[k];
          rest[2][left++] = variances == null ? Double.NaN : variances[k];
        }
      }
      if (left > 0) {
        for (int m = 0; m < rest.length; m++) {
          rest[m] = Arrays.copyOf(rest[m], left);
        }
        carried[group] = rest;
      }
    }
    return new EntityPriors(means, priors.precisions, carried);
  }
}

package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The rows of one partition where they stay: label, weight, offset, the features of the fixed
 * effects and, of the random effect by whose entity the rows are partitioned, its groups. For every
 * other random effect: which of the rows meet their entity in which partition.
 */
final class HomeBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  final double[] labels;
  final double[] weights;
  final double[] offsets;
  final long[] lists;

  /** By coordinate; null for random effects. */
  final FeatureRows[] fixed;

  /** Groups of the random effect that is at home here; null: none is. */
  final EntityBlock own;

  /** By coordinate and partition: rows, ascending; null for fixed effects and the one at home. */
  final int[][][] routes;

  /** By coordinate: values that are NaN or infinite, and vectors of another length. */
  final long[] notFinite;

  final long[] otherSizes;

  private HomeBlock(ParsedRows rows, int ownCoordinate) {
    int parts = rows.layout.parts.length;
    int[] order = new int[rows.count];
    Arrays.setAll(order, i -> i);
    labels = Arrays.copyOf(rows.labels, rows.count);
    weights = Arrays.copyOf(rows.weights, rows.count);
    offsets = Arrays.copyOf(rows.offsets, rows.count);
    lists = Arrays.copyOf(rows.lists, rows.count);
    fixed = new FeatureRows[parts];
    routes = new int[parts][][];
    notFinite = new long[parts];
    otherSizes = new long[parts];
    EntityBlock atHome = null;
    for (int k = 0; k < parts; k++) {
      RowLayout.Part part = rows.layout.parts[k];
      notFinite[k] = rows.features[k].notFinite();
      otherSizes[k] = rows.features[k].otherSizes();
      if (notFinite[k] + otherSizes[k] > 0) {
        continue;
      }
      if (part.fixed) {
        fixed[k] = rows.features[k].freeze(order, part.size);
      } else if (k == ownCoordinate) {
        atHome =
            EntityBlock.of(
                part,
                Arrays.copyOf(rows.entities[k], rows.count),
                rows.candidates[k],
                rows.features[k],
                order,
                labels,
                weights);
      } else {
        routes[k] = routes(rows, k);
      }
    }
    own = atHome;
  }

  /**
   * The block of a partition.
   *
   * @param ownCoordinate the random effect by whose entity rows are partitioned; -1: none
   */
  static HomeBlock of(ParsedRows rows, int ownCoordinate) {
    return new HomeBlock(rows, ownCoordinate);
  }

  /** Whether all values are finite and all vectors of the length expected. */
  boolean isSound() {
    return Arrays.stream(notFinite).sum() + Arrays.stream(otherSizes).sum() == 0;
  }

  int rows() {
    return labels.length;
  }

  /** Rows of a coordinate by target partition, ascending; rows without entity go nowhere. */
  static int[][] routes(ParsedRows rows, int coordinate) {
    int partitions = rows.layout.partitions;
    int[] counts = new int[partitions];
    for (int i = 0; i < rows.count; i++) {
      if (rows.entities[coordinate][i] != null) {
        counts[rows.targets[coordinate][i]]++;
      }
    }
    int[][] routes = new int[partitions][];
    for (int q = 0; q < partitions; q++) {
      routes[q] = new int[counts[q]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < rows.count; i++) {
      if (rows.entities[coordinate][i] != null) {
        int q = rows.targets[coordinate][i];
        routes[q][counts[q]++] = i;
      }
    }
    return routes;
  }
}

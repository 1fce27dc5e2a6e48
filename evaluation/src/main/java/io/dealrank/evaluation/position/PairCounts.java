package io.dealrank.evaluation.position;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Comparisons of positions inside groups, for {@link ExaminationEstimator}:
 *
 * <pre>
 * A[k][j] = sum over groups of  c_k n_j / n
 * </pre>
 *
 * with n_k impressions and c_k contacts of the group at position k and n its impressions. As E[c_k]
 * = n_k e_k p for one p of the group, E[A[k][j]] / E[A[j][k]] = e_k / e_j. Kept for each of {@link
 * #BLOCKS} blocks of groups, so that a block can be left out.
 */
final class PairCounts implements Serializable {
  static final int BLOCKS = 20;

  private final int positions;
  private final double[][] pairs;
  private final long[] impressions;
  private final long[] contacts;

  PairCounts(int positions) {
    this.positions = positions;
    this.pairs = new double[BLOCKS][positions * positions];
    this.impressions = new long[positions];
    this.contacts = new long[positions];
  }

  PairCounts add(GroupCells group) {
    int[] at = group.positions();
    double[] n = group.impressions();
    double[] c = group.contacts();
    double all = Arrays.stream(n).sum();
    double[] sums = pairs[group.block()];
    for (int i = 0; i < at.length; i++) {
      impressions[at[i]] += (long) n[i];
      contacts[at[i]] += (long) c[i];
      for (int j = 0; j < at.length && c[i] > 0; j++) {
        sums[at[i] * positions + at[j]] += j == i ? 0 : c[i] * n[j] / all;
      }
    }
    return this;
  }

  PairCounts merge(PairCounts other) {
    for (int b = 0; b < BLOCKS; b++) {
      for (int i = 0; i < pairs[b].length; i++) {
        pairs[b][i] += other.pairs[b][i];
      }
    }
    for (int k = 0; k < positions; k++) {
      impressions[k] += other.impressions[k];
      contacts[k] += other.contacts[k];
    }
    return this;
  }

  long impressions(int k) {
    return impressions[k];
  }

  long contacts(int k) {
    return contacts[k];
  }

  long contacts() {
    long total = 0;
    for (long count : contacts) {
      total += count;
    }
    return total;
  }

  /** The matrix A of all blocks but one; of all for -1. */
  double[][] without(int leftOut) {
    double[][] sum = new double[positions][positions];
    for (int b = 0; b < BLOCKS; b++) {
      for (int i = 0; b != leftOut && i < pairs[b].length; i++) {
        sum[i / positions][i % positions] += pairs[b][i];
      }
    }
    return sum;
  }

  /** Whether a block has a comparison at all. */
  boolean has(int block) {
    for (double pair : pairs[block]) {
      if (pair > 0) {
        return true;
      }
    }
    return false;
  }
}

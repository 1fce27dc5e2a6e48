package io.dealrank.evaluation.position;

import java.io.Serializable;

/**
 * One pass over the groups at a curve e: the log-likelihood of {@link PositionLikelihood}, its
 * gradient and its information in ln e, for each block of the jackknife.
 *
 * <pre>
 * p_gk = n_gk e_k / sum_j n_gj e_j                 share of the group's contacts expected at k
 * log-likelihood = sum_gk c_gk ln(e_k / sum_j n_gj e_j)
 * gradient_k     = sum_g c_gk - c_g p_gk           contacts less expected contacts
 * information_kj = sum_g c_g (p_gk [k = j] - p_gk p_gj)
 * </pre>
 */
final class LikelihoodSums implements Serializable {
  private final int positions;
  private final double[] logLikelihood = new double[PairCounts.BLOCKS];
  private final double[][] contacts;
  private final double[][] expected;
  private final double[][] information;

  LikelihoodSums(int positions) {
    this.positions = positions;
    this.contacts = new double[PairCounts.BLOCKS][positions];
    this.expected = new double[PairCounts.BLOCKS][positions];
    this.information = new double[PairCounts.BLOCKS][positions * positions];
  }

  /** Sums of all groups but those of a block; of all for -1. */
  record Total(
      double logLikelihood, double[] contacts, double[] expected, double[][] information) {}

  /** Adds a group at a curve; one whose positions have no examination (NaN) is left out. */
  LikelihoodSums add(GroupCells group, double[] examination) {
    int[] at = group.positions();
    double[] share = new double[at.length];
    double examined = 0;
    double all = 0;
    for (int i = 0; i < at.length; i++) {
      share[i] = group.impressions()[i] * examination[at[i]];
      examined += share[i];
      all += group.contacts()[i];
    }
    if (Double.isNaN(examined)) {
      return this;
    }
    int block = group.block();
    for (int i = 0; i < at.length; i++) {
      share[i] /= examined;
      double c = group.contacts()[i];
      if (c > 0) {
        logLikelihood[block] += c * Math.log(examination[at[i]] / examined);
        contacts[block][at[i]] += c;
      }
      expected[block][at[i]] += all * share[i];
    }
    double[] sums = information[block];
    for (int i = 0; i < at.length; i++) {
      int row = at[i] * positions;
      double weight = all * share[i];
      sums[row + at[i]] += weight;
      for (int j = 0; j < at.length; j++) {
        sums[row + at[j]] -= weight * share[j];
      }
    }
    return this;
  }

  LikelihoodSums merge(LikelihoodSums other) {
    for (int b = 0; b < PairCounts.BLOCKS; b++) {
      logLikelihood[b] += other.logLikelihood[b];
      add(contacts[b], other.contacts[b]);
      add(expected[b], other.expected[b]);
      add(information[b], other.information[b]);
    }
    return this;
  }

  private static void add(double[] sums, double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  Total without(int leftOut) {
    double likelihood = 0;
    double[] observed = new double[positions];
    double[] predicted = new double[positions];
    double[] flat = new double[positions * positions];
    for (int b = 0; b < PairCounts.BLOCKS; b++) {
      if (b != leftOut) {
        likelihood += logLikelihood[b];
        add(observed, contacts[b]);
        add(predicted, expected[b]);
        add(flat, information[b]);
      }
    }
    double[][] matrix = new double[positions][positions];
    for (int i = 0; i < flat.length; i++) {
      matrix[i / positions][i % positions] = flat[i];
    }
    return new Total(likelihood, observed, predicted, matrix);
  }
}

package io.dealrank.ranking.calibration;

import java.io.Serializable;

/**
 * Counts of the rows a calibration is fitted on, and weighted mean and deviation of their scores
 * (Welford, merged as Chan, Golub and LeVeque 1979).
 */
final class CalibrationTally implements Serializable {
  private static final long serialVersionUID = 1L;

  long rows;
  long positives;
  long badScores;
  long badLabels;
  long badWeights;
  double weight;
  double positiveWeight;
  double mean;
  private double squares;

  CalibrationTally add(double[] block) {
    for (int at = 0; at < block.length; at += ScoredRows.CELLS) {
      add(
          block[at + ScoredRows.SCORE],
          block[at + ScoredRows.LABEL],
          block[at + ScoredRows.WEIGHT]);
    }
    return this;
  }

  private void add(double score, double label, double w) {
    if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
      badWeights++;
    } else if (label != 0 && label != 1) {
      badLabels++;
    } else if (!Double.isFinite(score)) {
      badScores++;
    } else if (w > 0) {
      rows++;
      weight += w;
      if (label == 1) {
        positives++;
        positiveWeight += w;
      }
      double difference = score - mean;
      mean += difference * (w / weight);
      squares += w * difference * (score - mean);
    }
  }

  CalibrationTally merge(CalibrationTally other) {
    if (other.rows > 0) {
      double share = other.weight / (weight + other.weight);
      double difference = other.mean - mean;
      squares += other.squares + difference * difference * weight * share;
      mean += difference * share;
    }
    rows += other.rows;
    positives += other.positives;
    badScores += other.badScores;
    badLabels += other.badLabels;
    badWeights += other.badWeights;
    weight += other.weight;
    positiveWeight += other.positiveWeight;
    return this;
  }

  /** The weighted standard deviation of the scores; 0 when they are all equal. */
  double deviation() {
    double deviation = Math.sqrt(squares / weight);
    return deviation > 1e-12 * Math.abs(mean) ? deviation : 0;
  }

  /** {@code (W+ + 1) / (W + 2)}: the base rate with Laplace's prior, in (0, 1). */
  double smoothedRate() {
    return (positiveWeight + 1) / (weight + 2);
  }

  boolean hasOneClass() {
    return positives == 0 || positives == rows;
  }

  /** Refuses rows no calibration can be fitted on; the names are those of the user's columns. */
  CalibrationTally checked(String score, String label, String weightColumn) {
    if (badWeights > 0) {
      throw CalibrationErrors.badWeights(weightColumn, badWeights);
    }
    if (badLabels > 0) {
      throw CalibrationErrors.badLabels(label, badLabels);
    }
    if (badScores > 0) {
      throw CalibrationErrors.badScores(score, badScores);
    }
    if (rows == 0) {
      throw CalibrationErrors.noRows(label);
    }
    return this;
  }
}

package io.dealrank.ranking;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Running counts and moments of training rows, mergeable: the accumulator behind {@link
 * TrainingStatistics}. Means and sums of squared deviations M follow Welford; two parts merge by
 *
 * <pre>
 * d = mean_2 - mean_1,  mean = mean_1 + d n_2 / n,  M = M_1 + M_2 + d^2 n_1 n_2 / n
 * </pre>
 *
 * (Chan, Golub, LeVeque 1979). A plain loop over the row instead of one SQL aggregate per column
 * and moment, whose plan alone takes most of a minute at 300 columns.
 */
final class TrainingTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Cells of a row: label, weight, then the features. */
  static final int LABEL = 0;

  static final int WEIGHT = 1;
  static final int FIRST_FEATURE = 2;

  private long rows;
  private long positives;
  private long unlabelled;
  private long otherLabels;
  private long otherGrades;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;
  private long badWeights;
  private final long[] known;
  private final long[] notFinite;
  private final double[] min;
  private final double[] max;
  private final double[] mean;
  private final double[] squares;

  TrainingTally(int features) {
    known = new long[features];
    notFinite = new long[features];
    min = new double[features];
    max = new double[features];
    mean = new double[features];
    squares = new double[features];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** Counts a row whose cells are all DOUBLE. */
  TrainingTally add(Row row) {
    if (row.isNullAt(LABEL)) {
      unlabelled++;
      return this;
    }
    double label = row.getDouble(LABEL);
    double weight = row.isNullAt(WEIGHT) ? Double.NaN : row.getDouble(WEIGHT);
    otherLabels += label == 0 || label == 1 ? 0 : 1;
    otherGrades += isGrade(label) ? 0 : 1;
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      badWeights++;
    } else if (weight > 0) {
      rows++;
      positives += label > 0 ? 1 : 0;
      lowest = Math.min(lowest, label);
      highest = Math.max(highest, label);
      for (int j = 0; j < known.length; j++) {
        if (!row.isNullAt(FIRST_FEATURE + j)) {
          addValue(j, row.getDouble(FIRST_FEATURE + j));
        }
      }
    }
    return this;
  }

  private static boolean isGrade(double label) {
    return label >= 0 && label <= TrainingStatistics.HIGHEST_GRADE && label == Math.rint(label);
  }

  private void addValue(int j, double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      notFinite[j]++;
    } else if (Math.abs(x) <= KnownValue.LARGEST) {
      known[j]++;
      min[j] = Math.min(min[j], x);
      max[j] = Math.max(max[j], x);
      double difference = x - mean[j];
      mean[j] += difference / known[j];
      squares[j] += difference * (x - mean[j]);
    }
  }

  /** Adds the counts of another part. */
  TrainingTally merge(TrainingTally other) {
    rows += other.rows;
    positives += other.positives;
    unlabelled += other.unlabelled;
    otherLabels += other.otherLabels;
    otherGrades += other.otherGrades;
    lowest = Math.min(lowest, other.lowest);
    highest = Math.max(highest, other.highest);
    badWeights += other.badWeights;
    for (int j = 0; j < known.length; j++) {
      long n = known[j] + other.known[j];
      if (other.known[j] > 0) {
        double difference = other.mean[j] - mean[j];
        double share = (double) other.known[j] / n;
        mean[j] += difference * share;
        squares[j] += other.squares[j] + difference * difference * known[j] * share;
      }
      known[j] = n;
      notFinite[j] += other.notFinite[j];
      min[j] = Math.min(min[j], other.min[j]);
      max[j] = Math.max(max[j], other.max[j]);
    }
    return this;
  }

  /** What was counted; {@code columns} names the features in order. */
  TrainingStatistics statistics(List<String> columns) {
    List<FeatureStatistics> features = new ArrayList<>();
    for (int j = 0; j < known.length; j++) {
      boolean none = known[j] == 0;
      features.add(
          new FeatureStatistics(
              columns.get(j),
              rows,
              known[j],
              notFinite[j],
              none ? Double.NaN : min[j],
              none ? Double.NaN : max[j],
              none ? Double.NaN : mean[j],
              none ? Double.NaN : Math.sqrt(squares[j] / known[j])));
    }
    return new TrainingStatistics(
        rows,
        positives,
        unlabelled,
        otherLabels,
        otherGrades,
        highest > lowest,
        badWeights,
        List.copyOf(features));
  }
}

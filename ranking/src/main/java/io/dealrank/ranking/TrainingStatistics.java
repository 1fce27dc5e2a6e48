package io.dealrank.ranking;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everything that must be known about the training rows before fitting, in one pass over them
 * whatever the number of features: counts of rows, labels and weights, and {@link
 * FeatureStatistics} per column.
 *
 * @param rows labelled rows with a weight above 0: those trained on
 * @param positives of these, rows with a label above 0
 * @param unlabelled rows whose label is null
 * @param otherLabels rows whose label is neither 0, 1 nor null
 * @param otherGrades rows whose label is neither a whole number from 0 to {@link #HIGHEST_GRADE}
 *     nor null
 * @param labelsDiffer whether the rows trained on have two labels or more
 * @param badWeights labelled rows whose weight is null, negative, NaN or infinite
 * @param features one per feature column, in order
 */
record TrainingStatistics(
    long rows,
    long positives,
    long unlabelled,
    long otherLabels,
    long otherGrades,
    boolean labelsDiffer,
    long badWeights,
    List<FeatureStatistics> features) {
  /** The largest grade g whose gain {@code 2^g - 1} is a 32-bit number. */
  static final int HIGHEST_GRADE = 31;

  /** Reads the rows once; label and weight are DOUBLE expressions, the columns DOUBLE. */
  static TrainingStatistics of(
      Dataset<Row> table, Column label, Column weight, List<String> columns) {
    List<Column> cells = new ArrayList<>();
    cells.add(TrainingTally.LABEL, label);
    cells.add(TrainingTally.WEIGHT, weight);
    columns.forEach(column -> cells.add(KnownValue.named(column)));
    return table
        .select(cells.toArray(Column[]::new))
        .toJavaRDD()
        .treeAggregate(new TrainingTally(columns.size()), TrainingTally::add, TrainingTally::merge)
        .statistics(columns);
  }

  /** Refuses rows that cannot train a classifier; the names are those of the user's columns. */
  TrainingStatistics checked(String label, String weight) {
    if (otherLabels > 0) {
      throw RankingErrors.labelNotBinary(label, otherLabels);
    }
    return checkedRows(label, weight);
  }

  /** Refuses rows that cannot train a ranker of grades. */
  TrainingStatistics checkedGrades(String label, String weight) {
    if (otherGrades > 0) {
      throw RankingErrors.labelNotGraded(label, otherGrades, HIGHEST_GRADE);
    }
    return checkedRows(label, weight);
  }

  private TrainingStatistics checkedRows(String label, String weight) {
    if (badWeights > 0) {
      throw RankingErrors.badWeights(weight, badWeights);
    }
    if (rows == 0) {
      throw RankingErrors.noTrainingRows(unlabelled);
    }
    if (!labelsDiffer) {
      throw RankingErrors.oneClass(label, rows, positives);
    }
    for (FeatureStatistics feature : features) {
      if (feature.notFinite() > 0) {
        throw RankingErrors.notFinite(feature.column(), feature.notFinite());
      }
    }
    return this;
  }

  /** The same rows with the first feature columns only. */
  TrainingStatistics ofFirst(int count) {
    return new TrainingStatistics(
        rows,
        positives,
        unlabelled,
        otherLabels,
        otherGrades,
        labelsDiffer,
        badWeights,
        features.subList(0, count));
  }

  TrainingSummary summary() {
    return new TrainingSummary(
        rows,
        positives,
        unlabelled,
        features.stream()
            .filter(FeatureStatistics::isUnknown)
            .map(FeatureStatistics::column)
            .toList(),
        features.stream()
            .filter(FeatureStatistics::isConstant)
            .map(FeatureStatistics::column)
            .toList());
  }
}

package io.dealrank.ranking;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everything that must be known about the training rows before fitting, in one aggregation over
 * them whatever the number of features: counts of rows, labels and weights, and {@link
 * FeatureStatistics} per column.
 *
 * @param rows labelled rows with a weight above 0: those trained on
 * @param positives of these, rows with label 1
 * @param unlabelled rows whose label is null
 * @param otherLabels rows whose label is neither 0, 1 nor null
 * @param badWeights labelled rows whose weight is null, negative, NaN or infinite
 * @param features one per feature column, in order
 */
record TrainingStatistics(
    long rows,
    long positives,
    long unlabelled,
    long otherLabels,
    long badWeights,
    List<FeatureStatistics> features) {

  /** Reads the rows once; {@code label} and {@code weight} are numeric columns. */
  static TrainingStatistics of(
      Dataset<Row> table, Column label, Column weight, List<String> columns) {
    Column used = label.isNotNull().and(weight.gt(0));
    List<Column> aggregates = new ArrayList<>();
    aggregates.add(count_if(used).as("rows"));
    aggregates.add(count_if(used.and(label.equalTo(1))).as("positives"));
    aggregates.add(count_if(label.isNull()).as("unlabelled"));
    aggregates.add(count_if(label.isNotNull().and(label.isin(0, 1).equalTo(false))).as("others"));
    Column fine = weight.isNotNull().and(notFinite(weight).equalTo(false)).and(weight.geq(0));
    aggregates.add(count_if(label.isNotNull().and(fine.equalTo(false))).as("badWeights"));
    for (int i = 0; i < columns.size(); i++) {
      Column raw = when(used, named(columns.get(i)));
      Column known = when(used, KnownValue.of(columns.get(i)));
      aggregates.add(count(raw).as("known" + i));
      aggregates.add(count_if(notFinite(raw)).as("notFinite" + i));
      aggregates.add(min(known).as("min" + i));
      aggregates.add(max(known).as("max" + i));
      aggregates.add(avg(known).as("mean" + i));
      aggregates.add(stddev_pop(known).as("deviation" + i));
    }
    Row row =
        table
            .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
            .first();
    List<FeatureStatistics> features = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      features.add(
          new FeatureStatistics(
              columns.get(i),
              row.<Long>getAs("rows"),
              row.<Long>getAs("known" + i),
              row.<Long>getAs("notFinite" + i),
              orNaN(row.getAs("min" + i)),
              orNaN(row.getAs("max" + i)),
              orNaN(row.getAs("mean" + i)),
              orNaN(row.getAs("deviation" + i))));
    }
    return new TrainingStatistics(
        row.<Long>getAs("rows"),
        row.<Long>getAs("positives"),
        row.<Long>getAs("unlabelled"),
        row.<Long>getAs("others"),
        row.<Long>getAs("badWeights"),
        List.copyOf(features));
  }

  /** Refuses rows that cannot train a classifier; the names are those of the user's columns. */
  TrainingStatistics checked(String label, String weight) {
    if (otherLabels > 0) {
      throw RankingErrors.labelNotBinary(label, otherLabels);
    }
    if (badWeights > 0) {
      throw RankingErrors.badWeights(weight, badWeights);
    }
    if (rows == 0) {
      throw RankingErrors.noTrainingRows(unlabelled);
    }
    if (positives == 0 || positives == rows) {
      throw RankingErrors.oneClass(label, rows, positives);
    }
    for (FeatureStatistics feature : features) {
      if (feature.notFinite() > 0) {
        throw RankingErrors.notFinite(feature.column(), feature.notFinite());
      }
    }
    return this;
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

  static Column notFinite(Column x) {
    return isnan(x).or(abs(x).equalTo(lit(Double.POSITIVE_INFINITY)));
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }
}

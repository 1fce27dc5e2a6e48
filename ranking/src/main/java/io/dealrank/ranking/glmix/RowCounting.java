package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts the rows of {@link TrainingCells} in one aggregate; a value out of range is refused. */
final class RowCounting {
  private RowCounting() {}

  /** Whether a row is learned from: its label is known and its weight above 0. */
  static Column takesPart() {
    return col(RowLayout.LABEL).isNotNull().and(col(RowLayout.WEIGHT).gt(0));
  }

  /**
   * The counts of the rows.
   *
   * @throws IllegalArgumentException if a label, weight, offset or vector is not in its range, or
   *     there is nothing to learn
   */
  static GlmixCounts of(Dataset<Row> rows, GlmixSettings settings) {
    List<Column> sums = sums(settings);
    Row row = rows.agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new)).head();
    refuse(
        row.getAs("badLabels"),
        "a label out of range in '" + settings.label() + "'",
        settings.listwise()
            ? "a gain, finite and at least 0"
            : settings.loss() == Loss.LOGISTIC ? "0, 1, between, or null" : "finite or null");
    refuse(
        row.getAs("badWeights"),
        "a bad weight in '" + settings.weight() + "'",
        "finite and at least 0");
    refuse(row.getAs("badOffsets"), "a bad offset in '" + settings.offset() + "'", "finite");
    long count = row.<Long>getAs("rows");
    long unlabelled = row.<Long>getAs("unlabelled");
    long weightless = row.<Long>getAs("weightless");
    if (count == 0) {
      throw GlmixErrors.noRows(unlabelled, weightless);
    }
    double least = row.<Double>getAs("least");
    if (least == row.<Double>getAs("most")
        && (settings.listwise() || settings.loss() == Loss.LOGISTIC)
        && (least == 0 || least == 1)) {
      throw GlmixErrors.oneClass(settings.label(), count, least);
    }
    List<Long> cells = row.getList(row.fieldIndex("nulls"));
    Map<String, Long> withoutEntity = new TreeMap<>();
    for (int k = 0; k < settings.coordinates().size(); k++) {
      Coordinate c = settings.coordinates().get(k);
      refuse(cells.get(2 * k + 1), "no vector in '" + c.features() + "'", "a vector");
      if (!c.isFixed()) {
        withoutEntity.put(c.name(), cells.get(2 * k));
      }
    }
    return new GlmixCounts(
        count, row.<Double>getAs("positives"), unlabelled, weightless, withoutEntity);
  }

  private static List<Column> sums(GlmixSettings settings) {
    Column label = col(RowLayout.LABEL);
    Column weight = col(RowLayout.WEIGHT);
    Column offset = col(RowLayout.OFFSET);
    Column known = label.isNotNull();
    Column takesPart = takesPart();
    List<Column> sums = new ArrayList<>();
    sums.add(count_if(takesPart).as("rows"));
    sums.add(count_if(label.isNull()).as("unlabelled"));
    sums.add(count_if(known.and(weight.equalTo(0))).as("weightless"));
    sums.add(
        count_if(known.and(weight.isNull().or(weight.lt(0)).or(infinite(weight))))
            .as("badWeights"));
    sums.add(count_if(known.and(offset.isNull().or(infinite(offset)))).as("badOffsets"));
    Column badLabel =
        settings.listwise()
            ? label.lt(0).or(infinite(label))
            : settings.loss() == Loss.LOGISTIC
                ? label.lt(0).or(label.gt(1)).or(label.isNaN())
                : infinite(label);
    sums.add(count_if(known.and(badLabel)).as("badLabels"));
    sums.add(coalesce(min(when(takesPart, label)), lit(0.0)).as("least"));
    sums.add(coalesce(max(when(takesPart, label)), lit(0.0)).as("most"));
    sums.add(coalesce(sum(when(takesPart, label)), lit(0.0)).as("positives"));
    List<Column> nulls = new ArrayList<>();
    for (int k = 0; k < settings.coordinates().size(); k++) {
      Coordinate c = settings.coordinates().get(k);
      nulls.add(c.isFixed() ? lit(0L) : count_if(takesPart.and(col(RowLayout.entity(k)).isNull())));
      nulls.add(
          c.features() == null
              ? lit(0L)
              : count_if(takesPart.and(col(RowLayout.features(k)).isNull())));
    }
    sums.add(array(nulls.toArray(Column[]::new)).as("nulls"));
    return sums;
  }

  private static Column infinite(Column x) {
    return x.isNaN().or(abs(x).equalTo(Double.POSITIVE_INFINITY));
  }

  private static void refuse(long rows, String what, String wanted) {
    if (rows > 0) {
      throw GlmixErrors.badValues(what, rows, wanted);
    }
  }
}

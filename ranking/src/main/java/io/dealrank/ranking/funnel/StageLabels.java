package io.dealrank.ranking.funnel;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labels of stages 1 to K as a chain: what happened at a later stage happened at all before.
 *
 * <pre>
 * happened_k = 1 if any label from k to K is 1, else label_k
 * target_k   = happened_k if k = 1 or happened_(k-1) = 1, else null
 * </pre>
 *
 * A deal thus implies a response and a contact, even where the log says 0 (an outcome outside its
 * window, or a channel that is not logged) or nothing. Both cases are counted.
 */
final class StageLabels {
  private final List<String> labels;

  StageLabels(List<String> labels) {
    this.labels = labels;
  }

  private Column label(int stage) {
    return named(labels.get(stage)).cast("double");
  }

  /** Whether any stage from this one on happened; never null. */
  private Column happenedFrom(int stage) {
    Column[] later =
        IntStream.range(stage, labels.size())
            .mapToObj(k -> coalesce(label(k).equalTo(1), lit(false)))
            .toArray(Column[]::new);
    return later.length == 0 ? lit(false) : later.length == 1 ? later[0] : greatest(later);
  }

  /** What a stage learns: 1, 0, or null where the row did not reach it or it is not known. */
  Column target(int stage) {
    Column happened = when(happenedFrom(stage), lit(1.0)).otherwise(label(stage));
    return stage == 0 ? happened : when(happenedFrom(stage - 1), happened);
  }

  /** The counts of every stage in one pass. */
  List<Counts> counts(Dataset<Row> rows, Column weight) {
    List<Column> cells = new ArrayList<>();
    Column counted = weight.gt(0);
    for (int k = 0; k < labels.size(); k++) {
      Column target = target(k);
      Column later = happenedFrom(k + 1);
      cells.add(count_if(target.isNotNull().and(counted)));
      cells.add(count_if(target.equalTo(1).and(counted)));
      cells.add(count_if(label(k).equalTo(0).and(later)));
      cells.add(count_if(label(k).isNull().and(later)));
      cells.add(count_if(label(k).notEqual(0).and(label(k).notEqual(1))));
      cells.add(count_if(target.isNull()));
      cells.add(coalesce(sum(when(target.isNotNull().and(counted), weight)), lit(0.0)));
      cells.add(coalesce(sum(when(target.equalTo(1).and(counted), weight)), lit(0.0)));
    }
    Row row = rows.agg(cells.get(0), cells.subList(1, cells.size()).toArray(Column[]::new)).head();
    int width = cells.size() / labels.size();
    return IntStream.range(0, labels.size())
        .map(k -> k * width)
        .mapToObj(
            at ->
                new Counts(
                    row.getLong(at),
                    row.getLong(at + 1),
                    row.getLong(at + 2),
                    row.getLong(at + 3),
                    row.getLong(at + 4),
                    row.getLong(at + 5),
                    row.getDouble(at + 6),
                    row.getDouble(at + 7)))
        .toList();
  }

  /**
   * What one stage has.
   *
   * @param rows labelled rows of weight above 0 that reached it
   * @param positives of these, with label 1
   * @param contradictions rows with label 0 although a later stage happened
   * @param implied rows with label null although a later stage happened
   * @param other rows whose label is neither 0, 1 nor null
   * @param without rows without a target: not reached, or not known
   * @param weight of the rows
   * @param positiveWeight of the positives
   */
  record Counts(
      long rows,
      long positives,
      long contradictions,
      long implied,
      long other,
      long without,
      double weight,
      double positiveWeight) {
    boolean hasOneClass() {
      return positives == 0 || positives == rows;
    }

    /** {@code (W+ + 1) / (W + 2)}. */
    double smoothedRate() {
      return (positiveWeight + 1) / (weight + 2);
    }
  }
}

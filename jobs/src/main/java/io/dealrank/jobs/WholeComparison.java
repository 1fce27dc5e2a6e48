package io.dealrank.jobs;

import static org.apache.spark.sql.functions.lit;

import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Both orders over all lists, without segments. */
final class WholeComparison {
  private WholeComparison() {}

  /**
   * The comparisons by name, in the order of the names; a name that no list has a value of is left
   * out.
   *
   * @param perQuery with the columns of {@link Comparison#ofColumns}
   */
  static Map<String, ComparisonRow> of(
      Dataset<Row> perQuery, List<String> names, Bootstrap bootstrap) {
    Dataset<Row> whole = perQuery.withColumn("segments", lit(null).cast("map<string, string>"));
    Map<String, ComparisonRow> found =
        Comparison.ofColumns(whole, names, bootstrap).collectAsList().stream()
            .map(ComparisonRow::from)
            .collect(Collectors.toMap(ComparisonRow::metric, Function.identity()));
    Map<String, ComparisonRow> ordered = new LinkedHashMap<>();
    for (String name : names) {
      if (found.containsKey(name)) {
        ordered.put(name, found.get(name));
      }
    }
    return ordered;
  }
}

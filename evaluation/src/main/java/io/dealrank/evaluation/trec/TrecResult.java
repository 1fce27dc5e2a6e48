package io.dealrank.evaluation.trec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The values of an evaluation.
 *
 * @param values measure -> query -> value, measures as asked for, queries sorted
 * @param counts how many queries they rest on
 */
public record TrecResult(Map<String, SortedMap<String, Double>> values, Counts counts) {
  /**
   * Queries by what happened to them.
   *
   * @param evaluated in both files
   * @param withoutRelevant evaluated, with value 0, since nothing is relevant
   * @param notJudged in the run only: left out
   * @param notReturned in the qrels only: left out
   */
  public record Counts(int evaluated, int withoutRelevant, int notJudged, int notReturned) {}

  /** The arithmetic mean of a measure over the evaluated queries. */
  public double mean(String measure) {
    double sum = 0;
    for (double value : values.get(measure).values()) {
      sum += value;
    }
    return sum / counts.evaluated();
  }

  /** {@code measure<TAB>query<TAB>value} at full precision: queries sorted, then {@code all}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    values.forEach(
        (measure, byQuery) -> {
          byQuery.forEach((query, value) -> lines.add(measure + "\t" + query + "\t" + value));
          lines.add(measure + "\tall\t" + mean(measure));
        });
    return lines;
  }

  /** The mean of every measure only: {@code measure<TAB>all<TAB>value}. */
  public List<String> meanLines() {
    return values.keySet().stream().map(m -> m + "\tall\t" + mean(m)).toList();
  }
}

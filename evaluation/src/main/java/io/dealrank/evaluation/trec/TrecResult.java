package io.dealrank.evaluation.trec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of an evaluation: measures as asked for, queries sorted by id. */
public final class TrecResult {
  private final List<TrecMeasure> measures;
  private final String[] queries;
  private final double[][] values;
  private final MeasureSum[] sums;
  private final Counts counts;

  TrecResult(List<TrecMeasure> measures, String[] queries, double[][] values, Counts counts) {
    this(measures, queries, values, sums(measures, values), counts);
  }

  private TrecResult(
      List<TrecMeasure> measures,
      String[] queries,
      double[][] values,
      MeasureSum[] sums,
      Counts counts) {
    this.measures = measures;
    this.queries = queries;
    this.values = values;
    this.sums = sums;
    this.counts = counts;
  }

  /** A result without the values of single queries. */
  static TrecResult summedUp(List<TrecMeasure> measures, MeasureSum[] sums, Counts counts) {
    return new TrecResult(measures, new String[0], new double[measures.size()][0], sums, counts);
  }

  /**
   * Queries by what happened to them.
   *
   * @param evaluated in both files; with the complete mode, in the qrels
   * @param withoutRelevant evaluated, although nothing is relevant
   * @param notJudged in the run only: left out
   * @param notReturned in the qrels only: left out, or evaluated as 0 in the complete mode
   */
  public record Counts(int evaluated, int withoutRelevant, int notJudged, int notReturned) {}

  /** How many queries the values rest on. */
  public Counts counts() {
    return counts;
  }

  /** The measures, in the order of the evaluation. */
  public List<TrecMeasure> measures() {
    return measures;
  }

  /** The ids of the evaluated queries, ascending by their UTF-8 bytes. */
  public List<String> queries() {
    return List.of(queries);
  }

  /** The values of a measure, one per query in the order of {@link #queries}; NaN: undefined. */
  public double[] values(String measure) {
    return values[index(measure)].clone();
  }

  /**
   * The value of a measure over all queries: the arithmetic mean over the queries for which it is
   * defined; for counts the sum; for {@code gm_map} the geometric mean. NaN when there is no query.
   * Sums are exact, so that neither the number nor the order of the queries costs digits.
   */
  public double mean(String measure) {
    return sums[index(measure)].value();
  }

  /** The queries for which a measure is not defined: left out of its mean. */
  public int undefined(String measure) {
    return (int) sums[index(measure)].undefined();
  }

  /** Measure to the number of queries for which it is not defined. */
  public Map<String, Integer> undefined() {
    Map<String, Integer> undefined = new LinkedHashMap<>();
    measures.forEach(m -> undefined.put(m.name(), undefined(m.name())));
    return undefined;
  }

  /** {@code measure<TAB>query<TAB>value} at full precision: queries sorted, then {@code all}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int m = 0; m < values.length; m++) {
      TrecMeasure measure = measures.get(m);
      for (int q = 0; q < queries.length && measure.perQuery(); q++) {
        lines.add(measure.name() + "\t" + queries[q] + "\t" + text(measure, values[m][q]));
      }
      lines.add(measure.name() + "\tall\t" + text(measure, sums[m].value()));
    }
    return lines;
  }

  /** The value over all queries of every measure only: {@code measure<TAB>all<TAB>value}. */
  public List<String> meanLines() {
    return measures.stream().map(m -> m.name() + "\tall\t" + text(m, mean(m.name()))).toList();
  }

  /** Measure to value over all queries; null where undefined. */
  public Map<String, Number> means() {
    Map<String, Number> means = new LinkedHashMap<>();
    for (int m = 0; m < values.length; m++) {
      means.put(measures.get(m).name(), number(measures.get(m), sums[m].value()));
    }
    return means;
  }

  /** Measure to query to value, for the measures that have one per query; null where undefined. */
  public Map<String, Map<String, Number>> table() {
    Map<String, Map<String, Number>> table = new LinkedHashMap<>();
    for (int m = 0; m < values.length; m++) {
      TrecMeasure measure = measures.get(m);
      Map<String, Number> byQuery = new LinkedHashMap<>();
      for (int q = 0; q < queries.length && measure.perQuery(); q++) {
        byQuery.put(queries[q], number(measure, values[m][q]));
      }
      table.put(measure.name(), byQuery);
    }
    return table;
  }

  private static MeasureSum[] sums(List<TrecMeasure> measures, double[][] values) {
    MeasureSum[] sums = new MeasureSum[values.length];
    Arrays.setAll(sums, m -> MeasureSum.of(measures.get(m).summary(), values[m]));
    return sums;
  }

  private int index(String measure) {
    for (int m = 0; m < values.length; m++) {
      if (measures.get(m).name().equals(measure)) {
        return m;
      }
    }
    throw new IllegalArgumentException(
        "'" + measure + "' was not evaluated; there are " + measures);
  }

  private static String text(TrecMeasure measure, double value) {
    return measure.counts() ? Long.toString((long) value) : Double.toString(value);
  }

  private static Number number(TrecMeasure measure, double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return measure.counts() ? (Number) (long) value : (Number) value;
  }
}

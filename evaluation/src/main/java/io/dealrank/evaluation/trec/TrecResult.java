package io.dealrank.evaluation.trec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of an evaluation: measures as asked for, queries sorted by id. */
public final class TrecResult {
  /** trec_eval's lowest value in a geometric mean. */
  private static final double LOWEST_IN_GEOMETRIC_MEAN = 0.00001;

  private final List<TrecMeasure> measures;
  private final String[] queries;
  private final double[][] values;
  private final Counts counts;

  TrecResult(List<TrecMeasure> measures, String[] queries, double[][] values, Counts counts) {
    this.measures = measures;
    this.queries = queries;
    this.values = values;
    this.counts = counts;
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
   * Sums are compensated (Neumaier 1974), so that many queries do not cost digits.
   */
  public double mean(String measure) {
    return mean(index(measure));
  }

  /** The queries for which a measure is not defined: left out of its mean. */
  public int undefined(String measure) {
    return (int) Arrays.stream(values[index(measure)]).filter(Double::isNaN).count();
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
      lines.add(measure.name() + "\tall\t" + text(measure, mean(m)));
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
      means.put(measures.get(m).name(), number(measures.get(m), mean(m)));
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

  private double mean(int m) {
    MeasureForm.Summary summary = measures.get(m).summary();
    double sum = 0;
    double lost = 0;
    int defined = 0;
    for (double value : values[m]) {
      if (!Double.isNaN(value)) {
        double term =
            summary == MeasureForm.Summary.GEOMETRIC_MEAN
                ? Math.log(Math.max(value, LOWEST_IN_GEOMETRIC_MEAN))
                : value;
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
        sum = next;
        defined++;
      }
    }
    sum += lost;
    return switch (summary) {
      case MEAN -> defined == 0 ? Double.NaN : sum / defined;
      case SUM, COUNT -> sum;
      case GEOMETRIC_MEAN -> defined == 0 ? Double.NaN : Math.exp(sum / defined);
    };
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

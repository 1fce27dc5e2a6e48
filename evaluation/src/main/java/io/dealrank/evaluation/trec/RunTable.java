package io.dealrank.evaluation.trec;

import io.dealrank.evaluation.significance.MultipleComparisons;
import io.dealrank.evaluation.significance.PairedTTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs by measures as a LaTeX table: means of four decimals, the best of a column in bold, and a
 * dagger where a run differs from the first (paired t over the queries that both have, Holm over
 * the runs of the column, p below 0.05). Counts carry neither.
 *
 * @param runs names, distinct
 * @param results one per run, of the same measures
 */
public record RunTable(List<String> runs, List<TrecResult> results) {
  private static final double LEVEL = 0.05;

  /** The lines of the table; it needs no package. */
  public List<String> latex() {
    List<TrecMeasure> measures = results.get(0).measures();
    List<String[]> columns = measures.stream().map(this::column).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        "% Means over queries; bold: best of the column. $^\\dagger$: differs from "
            + runs.get(0).replace("\n", " ")
            + " (paired t-test over common queries, two-sided, Holm over the runs of the column, p < "
            + LEVEL
            + ").");
    lines.add("\\begin{tabular}{l" + "r".repeat(measures.size()) + "}");
    lines.add("\\hline");
    lines.add("run & " + String.join(" & ", escaped(measures)) + " \\\\");
    lines.add("\\hline");
    for (int run = 0; run < runs.size(); run++) {
      StringBuilder row = new StringBuilder(escaped(runs.get(run)));
      for (String[] column : columns) {
        row.append(" & ").append(column[run]);
      }
      lines.add(row.append(" \\\\").toString());
    }
    lines.add("\\hline");
    lines.add("\\end{tabular}");
    return lines;
  }

  /**
   * The p-value of each run against the first, adjusted by Holm over the runs; NaN for the first
   * run, where fewer than two queries have a value in both, and where all differences are equal.
   */
  public double[] adjustedPValues(String measure) {
    double[] pValues = new double[runs.size()];
    pValues[0] = Double.NaN;
    Map<String, Double> first = byQuery(results.get(0), measure);
    for (int run = 1; run < pValues.length; run++) {
      double[] differences =
          byQuery(results.get(run), measure).entrySet().stream()
              .mapToDouble(e -> e.getValue() - first.getOrDefault(e.getKey(), Double.NaN))
              .filter(d -> !Double.isNaN(d))
              .toArray();
      pValues[run] =
          differences.length < 2 ? Double.NaN : PairedTTest.of(differences, 1 - LEVEL).p();
    }
    return MultipleComparisons.HOLM.adjusted(pValues);
  }

  private String[] column(TrecMeasure measure) {
    double[] means = results.stream().mapToDouble(r -> r.mean(measure.name())).toArray();
    if (measure.counts()) {
      return IntStream.range(0, means.length)
          .mapToObj(run -> Long.toString((long) means[run]))
          .toArray(String[]::new);
    }
    double best =
        IntStream.range(0, means.length)
            .mapToDouble(run -> means[run])
            .filter(m -> !Double.isNaN(m))
            .max()
            .orElse(Double.NaN);
    double[] pValues =
        measure.perQuery() ? adjustedPValues(measure.name()) : new double[means.length];
    return IntStream.range(0, means.length)
        .mapToObj(
            run -> {
              String mean =
                  Double.isNaN(means[run]) ? "--" : String.format(Locale.ROOT, "%.4f", means[run]);
              boolean marked = measure.perQuery() && pValues[run] < LEVEL;
              return (means[run] == best ? "\\textbf{" + mean + "}" : mean)
                  + (marked ? "$^\\dagger$" : "");
            })
        .toArray(String[]::new);
  }

  private static Map<String, Double> byQuery(TrecResult result, String measure) {
    double[] values = result.values(measure);
    List<String> queries = result.queries();
    Map<String, Double> byQuery = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      byQuery.put(queries.get(i), values[i]);
    }
    return byQuery;
  }

  private static List<String> escaped(List<TrecMeasure> measures) {
    return measures.stream().map(m -> escaped(m.name())).toList();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\textbackslash ").replaceAll("([_%&#${}])", "\\\\$1");
  }
}

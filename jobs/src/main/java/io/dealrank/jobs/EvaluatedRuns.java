package io.dealrank.jobs;

import io.dealrank.evaluation.trec.RunTable;
import io.dealrank.evaluation.trec.TrecResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the measures say of some runs, shown as lines, as JSON or as a LaTeX table.
 *
 * @param runs as they were given
 * @param labels their names in a table
 * @param results of each
 */
record EvaluatedRuns(List<String> runs, List<String> labels, List<TrecResult> results) {
  enum Format {
    TSV,
    JSON,
    LATEX
  }

  /** Runs of files, in a table without folder and ending where that tells them apart. */
  static EvaluatedRuns ofFiles(List<String> runs, List<TrecResult> results) {
    List<String> names =
        runs.stream()
            .map(r -> Path.of(r).getFileName().toString().replaceAll("(?<=.)\\.[A-Za-z.]+$", ""))
            .toList();
    boolean differ = names.stream().distinct().count() == names.size();
    return new EvaluatedRuns(runs, differ ? names : runs, results);
  }

  /**
   * Puts them into the summary.
   *
   * @param means whether without the values of single queries
   */
  void show(Invocation invocation, Format format, boolean means) {
    Summary summary = invocation.summary();
    if (format == Format.JSON || invocation.arguments().has("json")) {
      summary.put("runs", objects(means)).asJson();
    } else if (format == Format.LATEX) {
      new RunTable(labels, results).latex().forEach(summary::line);
    } else {
      for (int i = 0; i < runs.size(); i++) {
        String prefix = runs.size() > 1 ? runs.get(i) + "\t" : "";
        TrecResult result = results.get(i);
        (means ? result.meanLines() : result.lines()).forEach(l -> summary.line(prefix + l));
      }
    }
  }

  private List<Map<String, Object>> objects(boolean means) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("run", runs.get(i));
      object.put("means", results.get(i).means());
      if (!means) {
        object.put("values", results.get(i).table());
      }
      object.put("undefined", results.get(i).undefined());
      object.put("counts", results.get(i).counts());
      objects.add(object);
    }
    return objects;
  }
}

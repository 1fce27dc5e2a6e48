package io.dealrank.evaluation.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A reference table of units: variant 0 the control, 1 the treatment, metrics, a segment. */
record ExperimentTable(List<String> names, List<String[]> rows) {
  static ExperimentTable read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new ExperimentTable(
          Arrays.asList(lines.get(0).split("\t")),
          lines.stream().skip(1).map(line -> line.split("\t")).toList());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Values of a column in one arm, {@code all} for no segment. */
  double[] column(String variant, String segment, String name) {
    int at = names.indexOf(name);
    int variantAt = names.indexOf("variant");
    int segmentAt = names.indexOf("segment");
    return rows.stream()
        .filter(row -> variant.equals("both") || row[variantAt].equals(variant))
        .filter(row -> segment.equals("all") || row[segmentAt].equals(segment))
        .mapToDouble(row -> Double.parseDouble(row[at]))
        .toArray();
  }

  Moments moments(String variant, String segment, String... columns) {
    return Moments.of(
        Arrays.stream(columns)
            .map(name -> column(variant, segment, name))
            .toArray(double[][]::new));
  }
}

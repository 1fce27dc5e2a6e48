package io.dealrank.jobs;

import io.dealrank.features.mart.MartProfile;
import io.dealrank.features.vertical.FeatureGroup;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The profile of a day as people and programs read it.
 *
 * @param lines a table, one line per column and bucket
 * @param rows the same as names and values, with the warnings of each
 * @param warnings of all of them, with the name of the column
 */
record ProfileDescription(
    List<String> lines, List<Map<String, Object>> rows, List<String> warnings) {
  /**
   * Describes a day.
   *
   * @param profile rows of {@link MartProfile#SCHEMA}: the day, and the day before if there is one
   * @param group whose mart it is; its columns give the order
   */
  static ProfileDescription of(List<Row> profile, FeatureGroup group, LocalDate day) {
    List<String> order = group.columns().stream().map(FeatureGroup.MartColumn::name).toList();
    Map<String, Row> before = new HashMap<>();
    List<Row> described = new ArrayList<>();
    for (Row row : profile) {
      if (row.<LocalDate>getAs("ds").equals(day)) {
        described.add(row);
      } else {
        before.put(name(row), row);
      }
    }
    described.sort(
        Comparator.comparing((Row row) -> order.indexOf(row.<String>getAs("column")))
            .thenComparing(row -> row.getAs("bucket"), Comparator.nullsFirst(String::compareTo)));
    TextTable table =
        new TextTable(
            2, "column", "bucket", "null", "mean", "stddev", "min", "q01", "q25", "median", "q75",
            "q99", "max", "psi");
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    long entities = 0;
    for (Row row : described) {
      entities = row.<Long>getAs("entities");
      table.row(cells(row));
      List<String> told = ProfileWarnings.of(row, before.get(name(row)));
      told.forEach(warning -> warnings.add(name(row) + ": " + warning));
      Map<String, Object> values = values(row);
      values.put("warnings", told);
      rows.add(values);
    }
    List<String> lines = new ArrayList<>();
    lines.add("%s as of %s: %d entities".formatted(group.group(), day, entities));
    lines.addAll(table.lines());
    return new ProfileDescription(lines, rows, warnings);
  }

  private static String name(Row row) {
    String bucket = row.getAs("bucket");
    return row.getAs("column") + (bucket == null ? "" : "[" + bucket + "]");
  }

  private static Object[] cells(Row row) {
    Long leftOut = row.getAs("buckets_left_out");
    String bucket = row.getAs("bucket");
    return new Object[] {
      row.getAs("column"),
      bucket != null ? bucket : leftOut != null && leftOut > 0 ? leftOut + " not shown" : "",
      row.getAs("null_share"),
      row.getAs("mean"),
      row.getAs("stddev"),
      row.getAs("min"),
      row.getAs("q01"),
      row.getAs("q25"),
      row.getAs("median"),
      row.getAs("q75"),
      row.getAs("q99"),
      row.getAs("max"),
      row.getAs("psi")
    };
  }

  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String column : MartProfile.SCHEMA.fieldNames()) {
      Object value = row.getAs(column);
      values.put(column, value);
    }
    List<Row> deciles =
        row.isNullAt(row.fieldIndex("deciles")) ? null : row.getList(row.fieldIndex("deciles"));
    values.put(
        "deciles",
        deciles == null
            ? null
            : deciles.stream()
                .map(d -> Map.of("upper", d.getDouble(0), "values", d.getLong(1)))
                .toList());
    return values;
  }
}

package io.dealrank.jobs;

import io.dealrank.jobs.LogChecks.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns that their source marks as knowing the future, by a comment that starts with {@code
 * LEAK}, where a feature reads them.
 *
 * @param expressions those of all features
 */
record FutureColumns(List<String> expressions) {
  /** One finding per attribute of the table that a feature reads and that reads such a column. */
  List<Finding> findings(LakeTable table, StructType source) {
    List<Finding> findings = new ArrayList<>();
    for (StructField column : source.fields()) {
      if (column.getComment().isEmpty() || !column.getComment().get().startsWith("LEAK")) {
        continue;
      }
      Pattern name = Pattern.compile("\\b" + Pattern.quote(column.name()) + "\\b");
      table
          .mapping()
          .attributes()
          .forEach(
              (attribute, mapped) -> {
                if (name.matcher(mapped.expression()).find() && isRead(attribute)) {
                  findings.add(
                      new Finding(
                          table.name(),
                          "attribute "
                              + attribute
                              + " reads "
                              + column.name()
                              + ", which is not dated and knows the future",
                          0,
                          column.getComment().get(),
                          false));
                }
              });
    }
    return findings;
  }

  private boolean isRead(String attribute) {
    Pattern read = Pattern.compile("\\b(query|attributes)\\." + attribute + "\\b");
    return expressions.stream().anyMatch(text -> read.matcher(text).find());
  }
}

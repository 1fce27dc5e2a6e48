package io.dealrank.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * What looks wrong in a row of a profile. A warning is a reason to look, not an error: a group that
 * is a week old shifts every day.
 */
final class ProfileWarnings {
  /** The largest change of the null share from one day to the next that is not told. */
  static final double NULL_SHARE_CHANGE = 0.1;

  /** The largest population stability index that is not told: by custom, above it is a shift. */
  static final double STABILITY = 0.2;

  private ProfileWarnings() {}

  /**
   * The warnings of a row; empty where nothing stands out.
   *
   * @param before the same column and bucket on the day before; null: not profiled then
   */
  static List<String> of(Row row, Row before) {
    List<String> warnings = new ArrayList<>();
    double nullShare = row.<Double>getAs("null_share");
    if (nullShare == 1) {
      warnings.add("all null");
    }
    double was = before == null ? nullShare : before.<Double>getAs("null_share");
    if (Math.abs(nullShare - was) > NULL_SHARE_CHANGE) {
      warnings.add(
          "null share %s, %s the day before"
              .formatted(TextTable.number(nullShare), TextTable.number(was)));
    }
    Double notFinite = row.getAs("not_finite_share");
    if (notFinite != null && notFinite > 0) {
      warnings.add("NaN or infinite: a share of " + TextTable.number(notFinite));
    }
    Long values = row.getAs("finite_values");
    if (values != null && values > 1 && row.getAs("min").equals(row.getAs("max"))) {
      warnings.add("constant: " + TextTable.number(row.<Double>getAs("min")));
    }
    Double stability = row.getAs("psi");
    if (stability != null && stability > STABILITY) {
      warnings.add(String.format(Locale.ROOT, "PSI %.2f against the day before", stability));
    }
    return warnings;
  }
}

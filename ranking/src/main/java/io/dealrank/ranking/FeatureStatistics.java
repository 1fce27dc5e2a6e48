package io.dealrank.ranking;

import io.dealrank.ranking.FeatureTerm.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What the training rows say about one feature column.
 *
 * @param column its name
 * @param rows training rows
 * @param known rows where it is neither null, NaN, infinite nor beyond 1e100
 * @param notFinite rows where it is NaN or infinite
 * @param min least known value; NaN when none is known
 * @param max greatest known value; NaN when none is known
 * @param mean mean of the known values; NaN when none is known
 * @param deviation population standard deviation of the known values; NaN when none is known
 */
record FeatureStatistics(
    String column,
    long rows,
    long known,
    long notFinite,
    double min,
    double max,
    double mean,
    double deviation) {

  boolean isUnknown() {
    return known == 0;
  }

  boolean isConstant() {
    return known == rows && min == max;
  }

  /**
   * The terms that vary over the training rows: VALUE when {@code min < max}, MISSING when {@code 0
   * < known < rows}. A term that never varies teaches nothing and is left out.
   *
   * <p>With share known {@code s = known / rows}: filling by the mean keeps the mean, so the
   * deviation of VALUE is {@code deviation * sqrt(s)} and that of MISSING {@code sqrt(s (1 - s))}.
   */
  List<FeatureTerm> terms() {
    double share = rows == 0 ? 0 : (double) known / rows;
    List<FeatureTerm> terms = new ArrayList<>();
    if (min < max) {
      terms.add(new FeatureTerm(column, Kind.VALUE, rounded(mean), deviation * Math.sqrt(share)));
    }
    if (known > 0 && known < rows) {
      terms.add(new FeatureTerm(column, Kind.MISSING, 0, Math.sqrt(share * (1 - share))));
    }
    return terms;
  }

  /**
   * To 12 digits: the last ones follow the order in which partitions were added up, and trees may
   * split on the fill.
   */
  private static double rounded(double x) {
    return new BigDecimal(x).round(new MathContext(12)).doubleValue();
  }
}

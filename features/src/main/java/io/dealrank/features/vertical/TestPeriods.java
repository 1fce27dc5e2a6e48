package io.dealrank.features.vertical;

import java.time.LocalDate;

/**
 * How time is cut. A model of cut-off c learns from impressions whose attribution window closed
 * before c; a query is ranked by the latest model with c not after the query.
 */
public record TestPeriods(
    @Key(
            meaning = "first test day",
            fallback = "by `test_share`",
            unit = "day UTC",
            example = "test_from: 2026-03-01")
        LocalDate testFrom,
    @Key(
            meaning = "share of the days with mature lists that is test",
            fallback = "`0.25`",
            unit = "share of days",
            range = "0 to 1, both excluded",
            example = "test_share: 0.35")
        Double testShare,
    @Key(
            meaning = "equal test periods, each with a model of its own (walk-forward)",
            fallback = "`1`",
            unit = "periods",
            range = "at least 1",
            example = "folds: 3")
        Integer folds) {
  /** Fills defaults and checks ranges. */
  public TestPeriods {
    testShare = testShare == null ? 0.25 : testShare;
    folds = folds == null ? 1 : folds;
    if (!(testShare > 0 && testShare < 1)) {
      throw new IllegalArgumentException("test_share " + testShare + " is not between 0 and 1");
    }
    if (folds < 1) {
      throw new IllegalArgumentException("folds " + folds + " is less than 1");
    }
  }
}

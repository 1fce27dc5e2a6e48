package io.dealrank.features.vertical;

import java.time.LocalDate;

/**
 * How time is cut. A model of cut-off c learns from impressions whose attribution window closed
 * before c; a query is ranked by the latest model with c not after the query.
 *
 * @param testFrom first test day; default: so that {@code testShare} of the labelled time is test
 * @param testShare share of the labelled time that is test, default 0.25
 * @param folds number of equal test periods, each with a model of its own (walk-forward)
 */
public record TestPeriods(LocalDate testFrom, Double testShare, Integer folds) {
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

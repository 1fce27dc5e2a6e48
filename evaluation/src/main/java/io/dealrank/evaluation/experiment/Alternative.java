package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.StudentT;

/** Which effects speak against the hypothesis of none. */
public enum Alternative {
  /** Any effect. */
  TWO_SIDED,
  /** Treatment above control. */
  GREATER,
  /** Treatment below control. */
  LESS;

  /** The p-value of a statistic with a t distribution of the given degrees of freedom. */
  double p(double statistic, double degrees) {
    return switch (this) {
      case TWO_SIDED -> 2 * StudentT.upperTail(Math.abs(statistic), degrees);
      case GREATER -> StudentT.upperTail(statistic, degrees);
      case LESS -> StudentT.upperTail(-statistic, degrees);
    };
  }

  /** The quantile of an interval that misses with probability alpha. */
  double quantile(double alpha, double degrees) {
    return StudentT.upperQuantile(this == TWO_SIDED ? alpha / 2 : alpha, degrees);
  }

  /** Estimate and half width; a one-sided interval has one infinite bound. */
  ConfidenceInterval interval(double estimate, double halfWidth) {
    double low = estimate - halfWidth;
    double high = estimate + halfWidth;
    if (Double.isNaN(low) || Double.isNaN(high)) {
      return ConfidenceInterval.UNDEFINED;
    }
    return switch (this) {
      case TWO_SIDED -> new ConfidenceInterval(low, high);
      case GREATER -> new ConfidenceInterval(low, Double.POSITIVE_INFINITY);
      case LESS -> new ConfidenceInterval(Double.NEGATIVE_INFINITY, high);
    };
  }
}

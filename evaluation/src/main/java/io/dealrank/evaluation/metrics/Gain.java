package io.dealrank.evaluation.metrics;

import java.util.function.IntToDoubleFunction;

/**
 * What a grade is worth in DCG. A grade of zero or below is worth 0.
 *
 * <p>Where a {@link IntToDoubleFunction} is taken, any other function of the grade will do as well:
 * finite, also defined for the negative grades of documents that were not judged (0 in trec_eval).
 */
public enum Gain implements IntToDoubleFunction {
  /** {@code gain(g) = g}. */
  LINEAR {
    @Override
    double positive(int grade) {
      return grade;
    }
  },
  /** {@code gain(g) = 2^g - 1} (Burges et al. 2005); equal to linear for the grades 0 and 1. */
  EXPONENTIAL {
    @Override
    double positive(int grade) {
      return Math.scalb(1.0, grade) - 1;
    }
  };

  abstract double positive(int grade);

  /** The gain of a grade: finite and at least 0 for grades up to 1023. */
  public double of(int grade) {
    return grade <= 0 ? 0 : positive(grade);
  }

  @Override
  public double applyAsDouble(int grade) {
    return of(grade);
  }
}

package io.dealrank.evaluation.metrics;

/** What a grade is worth in DCG. A grade of zero or below is worth 0. */
public enum Gain {
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
}

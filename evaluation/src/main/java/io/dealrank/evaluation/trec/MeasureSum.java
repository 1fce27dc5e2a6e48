package io.dealrank.evaluation.trec;

import java.io.Serializable;

/**
 * The values of a measure over queries, summed up: the arithmetic mean over the queries for which
 * it is defined; for counts the sum; for {@code gm_map} the geometric mean. The sum is exact, so
 * that neither order nor grouping of the queries changes a bit.
 */
final class MeasureSum implements Serializable {
  private static final long serialVersionUID = 1L;

  /** trec_eval's lowest value in a geometric mean. */
  private static final double LOWEST_IN_GEOMETRIC_MEAN = 0.00001;

  private final MeasureForm.Summary summary;
  private final ExactSum sum = new ExactSum();
  private long defined;
  private long undefined;

  MeasureSum(MeasureForm.Summary summary) {
    this.summary = summary;
  }

  static MeasureSum of(MeasureForm.Summary summary, double[] values) {
    MeasureSum sum = new MeasureSum(summary);
    for (double value : values) {
      sum.add(value);
    }
    return sum;
  }

  /** Adds the value of a query; NaN is undefined. */
  void add(double value) {
    if (Double.isNaN(value)) {
      undefined++;
      return;
    }
    defined++;
    sum.add(
        summary == MeasureForm.Summary.GEOMETRIC_MEAN
            ? Math.log(Math.max(value, LOWEST_IN_GEOMETRIC_MEAN))
            : value);
  }

  void add(MeasureSum other) {
    sum.add(other.sum);
    defined += other.defined;
    undefined += other.undefined;
  }

  /** The queries without a value. */
  long undefined() {
    return undefined;
  }

  /** The value over all queries; NaN where there is none. */
  double value() {
    return switch (summary) {
      case MEAN -> defined == 0 ? Double.NaN : sum.value() / defined;
      case SUM, COUNT -> sum.value();
      case GEOMETRIC_MEAN -> defined == 0 ? Double.NaN : Math.exp(sum.value() / defined);
    };
  }
}

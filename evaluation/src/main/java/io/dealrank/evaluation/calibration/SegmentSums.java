package io.dealrank.evaluation.calibration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Predicted against observed outcomes of one segment: a model may be right in sum and wrong for
 * every region.
 *
 * @param segment name of the segment
 * @param count rows
 * @param predicted sum of the probabilities: the outcomes expected
 * @param observed rows with label 1
 */
public record SegmentSums(String segment, long count, double predicted, long observed) {
  /** The sums of each segment, by name; {@code segments} names that of each row. */
  public static List<SegmentSums> of(String[] segments, double[] p, int[] labels) {
    Predictions.check(p, labels);
    Map<String, SegmentSums> sums = new TreeMap<>();
    for (int i = 0; i < p.length; i++) {
      sums.merge(segments[i], new SegmentSums(segments[i], 1, p[i], labels[i]), SegmentSums::plus);
    }
    return List.copyOf(sums.values());
  }

  private SegmentSums plus(SegmentSums other) {
    return new SegmentSums(
        segment, count + other.count, predicted + other.predicted, observed + other.observed);
  }

  /** {@code predicted / observed}: above 1 is too sure; NaN when nothing was observed. */
  public double ratio() {
    return observed == 0 ? Double.NaN : predicted / observed;
  }

  /**
   * {@code (observed - predicted) / sqrt(predicted)}: beyond ±2 is hard to explain by chance, if
   * the probabilities are small and the rows independent; NaN when nothing was predicted.
   */
  public double deviation() {
    return predicted > 0 ? (observed - predicted) / Math.sqrt(predicted) : Double.NaN;
  }
}
